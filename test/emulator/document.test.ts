import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CtlEmulator, parseFaults, parseSeed, WEB_APPLICATIONS } from "../../lib/emulator";
import { Page, ROOT } from "../page";
import { TABLES } from "./tables";

const PAGE = new Page("docs/emulator.md");
const run = promisify(execFile);

test("the session of ten commands archives a group and brings it back", async () => {
  const session = PAGE.blockOf("a session that a test runs");
  expect(session.match(/\bcurl -/g)).toHaveLength(10);
  const emulator = await CtlEmulator.start({ speed: 5_000 });
  const before = emulator.group(WEB_APPLICATIONS);
  const { stdout, stderr } = await run("bash", ["--norc", "-euo", "pipefail", "-c", session], {
    env: { PATH: process.env.PATH, CLC_BASE_URL: emulator.url, no_proxy: "*" },
  });
  expect(stderr).toBe("");
  const [root, ...lines] = stdout.trim().split("\n");
  expect(root).toContain('"name":"DE1 Hardware"');
  // The group comes without a line's end, so what follows it is on the same line.
  expect([root?.slice(root.lastIndexOf("}") + 1), ...lines].filter(Boolean)).toEqual([
    '"status":"active"',
    '{"status":"succeeded"}',
    '"status":"archived"',
    '{"status":"succeeded"}',
    '"status":"active"',
  ]);
  expect(emulator.group(WEB_APPLICATIONS)).toEqual(before);
  expect(emulator.acceptedArchives()).toHaveLength(1);
  await emulator.stop();
}, 30_000);

test("the seed can be started with", async () => {
  const account = parseSeed(PAGE.blockOf("a seed that a test reads"), "docs/emulator.md");
  const emulator = await CtlEmulator.start({ account });
  const web = emulator.group(WEB_APPLICATIONS);
  expect(web?.servers.map(({ id }) => id)).toEqual(["de1altdweb01", "de1altdweb02", "de1altddb01"]);
  expect(web?.groups.map((id) => emulator.group(id)?.name)).toEqual(["Databases"]);
  expect(emulator.server("de1altdshop01")?.status).toBe("archived");
  await emulator.stop();
});

test("the file of faults can be started with", async () => {
  const faults = parseFaults(PAGE.blockOf("faults that a test reads"), "docs/emulator.md");
  expect(new Set(faults.map(({ effect }) => effect.kind))).toEqual(
    new Set(["status", "html", "redirect", "delay"]),
  );
  const emulator = await CtlEmulator.start({ faults });
  await emulator.stop();
});

test.each(["calls", "effects", "inferred"] as const)("the table of %s is that of the code", (name) => {
  const [, after = ""] = PAGE.text.split(`<!-- ${name} -->\n`);
  expect(after.split("\n\n")[0]?.trimEnd()).toBe(TABLES[name]());
});

test.each(["test-with-the-emulator.ts", "test-a-client-of-your-own.ts"])(
  "the example %s is the one in examples/, and passes",
  async (name) => {
    const example = join(ROOT, "examples", name);
    expect(PAGE.blockOf(`examples/${name}`)).toBe(readFileSync(example, "utf8"));
    const { stdout, stderr } = await run(process.execPath, ["--import", "tsx", example], { cwd: ROOT });
    expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
  },
  30_000,
);

test("it names files that are there", () => {
  const named = [...PAGE.text.matchAll(/\]\(([\w./-]+\.\w+)\)/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(3);
  for (const path of named) expect(() => readFileSync(join(ROOT, "docs", path))).not.toThrow();
});
