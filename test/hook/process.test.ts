import { spawnSync } from "node:child_process";
import { join } from "node:path";

test("a command that is left with nothing to wait for has not succeeded", () => {
  const args = ["--import", "tsx", join(__dirname, "never-done.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: "error: unexpected: the run stopped without a result; run again to find out\n",
    stderr: "",
  });
});
