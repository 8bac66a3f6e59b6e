// Prints, when the process ends, the most memory in kB that it ever had. What Linux gives to resourceUsage() counts
// the process that started this one, too; there /proc knows better.
const { existsSync, readFileSync } = require("node:fs");

process.on("exit", () => {
  const status = "/proc/self/status";
  const peak = existsSync(status)
    ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))[1]
    : process.resourceUsage().maxRSS;
  process.stderr.write(String(peak));
});
