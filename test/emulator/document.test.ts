import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { CtlEmulator, parseSeed, WEB_APPLICATIONS } from "../../lib/emulator";
import { TABLES } from "./tables";

const ROOT = join(__dirname, "..", "..");
const DOCUMENT = readFileSync(join(ROOT, "docs", "emulator.md"), "utf8");
const run = promisify(execFile);

/** The code block below a comment. */
function blockOf(comment: string): string {
  const [, block] = DOCUMENT.split(`<!-- ${comment} -->\n`)[1]?.match(/^```\w*\n([\s\S]*?)```/) ?? [];
  if (block === undefined) throw new Error(`docs/emulator.md has no code block below "${comment}"`);
  return block;
}

test("the session of ten commands archives a group and brings it back", async () => {
  const session = blockOf("a session that a test runs");
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
  const account = parseSeed(blockOf("a seed that a test reads"), "docs/emulator.md");
  const emulator = await CtlEmulator.start({ account });
  const web = emulator.group(WEB_APPLICATIONS);
  expect(web?.servers.map(({ id }) => id)).toEqual(["de1altdweb01", "de1altdweb02", "de1altddb01"]);
  expect(web?.groups.map((id) => emulator.group(id)?.name)).toEqual(["Databases"]);
  expect(emulator.server("de1altdshop01")?.status).toBe("archived");
  await emulator.stop();
});

test.each(["calls", "effects", "inferred"] as const)("the table of %s is that of the code", (name) => {
  const [, after = ""] = DOCUMENT.split(`<!-- ${name} -->\n`);
  expect(after.split("\n\n")[0]?.trimEnd()).toBe(TABLES[name]());
});

test("the example is the one in examples/, and passes", async () => {
  const example = join(ROOT, "examples", "test-a-client-of-your-own.ts");
  expect(blockOf("examples/test-a-client-of-your-own.ts")).toBe(readFileSync(example, "utf8"));
  const { stdout, stderr } = await run(process.execPath, ["--import", "tsx", example], { cwd: ROOT });
  expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "" });
}, 30_000);

test("it names files that are there", () => {
  const named = [...DOCUMENT.matchAll(/\]\(([\w./-]+\.\w+)\)/g)].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(3);
  for (const path of named) expect(() => readFileSync(join(ROOT, "docs", path))).not.toThrow();
});
