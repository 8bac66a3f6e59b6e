import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { aResource, cdktfFolder, declaring, declaringAll } from "../terraform/cdktf-folder";
import { type Finished, run } from "./command";

let emulator: CtlEmulator;
let env: Record<string, string>;

beforeEach(async () => {
  emulator = await CtlEmulator.start({ speed: 1_000 });
  env = {
    PATH: process.env.PATH ?? "",
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
  };
});
afterEach(() => emulator.stop());

const scopeFile = (folder: string): string => join(folder, "archived-group.scope.json");
const pin = (folder: string): Promise<Finished> => run(["pin"], env, folder);

test("every declared group is pinned, and the file names no secret", async () => {
  const folder = cdktfFolder({}, declaring(WEB_APPLICATIONS, DECOMMISSIONED));
  const { code, stdout, stderr } = await pin(folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`${scopeFile(folder)} holds 2 groups; commit it, and have its changes reviewed`);
  const text = readFileSync(scopeFile(folder), "utf8");
  expect(Object.keys(JSON.parse(text).groups)).toEqual(
    [WEB_APPLICATIONS, DECOMMISSIONED].sort().map((id) => `ALTD ${id}`),
  );
  expect(text).not.toContain(emulator.password);
});

test("what is archived meanwhile keeps the pin that it was archived by", async () => {
  const folder = cdktfFolder({}, declaring(WEB_APPLICATIONS));
  await pin(folder);
  const before = readFileSync(scopeFile(folder), "utf8");
  const target = ["--account", "ALTD", "--group", WEB_APPLICATIONS];
  expect(await run(["archive", ...target, "--settle", "1s"], env)).toMatchObject({ code: 0 });
  expect(await pin(folder)).toMatchObject({ code: 0 });
  expect(readFileSync(scopeFile(folder), "utf8")).toBe(before);
});

test("a group that is archived already is pinned as its receipt tells, with its servers and where it was", async () => {
  const folder = cdktfFolder({}, declaring(WEB_APPLICATIONS));
  const { parentId, servers = [] } = emulator.group(WEB_APPLICATIONS) ?? {};
  const target = ["--account", "ALTD", "--group", WEB_APPLICATIONS];
  expect(await run(["archive", ...target, "--settle", "1s"], env)).toMatchObject({ code: 0 });
  expect(await pin(folder)).toMatchObject({ code: 0 });
  const text = readFileSync(scopeFile(folder), "utf8");
  expect(text).toContain(parentId);
  for (const { id } of servers) expect(text).toContain(id);
  expect(Object.keys(JSON.parse(text).groups[`ALTD ${WEB_APPLICATIONS}`].servers)).toHaveLength(5);
});

test("a group that is archived already and of which no receipt tells is not pinned, as that would approve nothing", async () => {
  const folder = cdktfFolder({}, declaring(LEGACY_REPORTING));
  const { code, stdout } = await pin(folder);
  expect(code).toBe(1);
  expect(stdout).toContain(
    'retirement/g0: group "Legacy Reporting" is archived already, and no receipt here tells what it held; pin a group while it is active',
  );
  expect(existsSync(scopeFile(folder))).toBe(false);
});

test("an unusable file is said to be one, and written anew", async () => {
  const folder = cdktfFolder({}, declaring(WEB_APPLICATIONS));
  writeFileSync(scopeFile(folder), "<<<<<<< ours\n");
  const { code, stdout } = await pin(folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^warning: .* holds a merge conflict; .*; it is written again$/m);
  expect(JSON.parse(readFileSync(scopeFile(folder), "utf8")).version).toBe(1);
});

test("with one group that cannot be looked at, nothing is written", async () => {
  const folder = cdktfFolder({}, declaring(WEB_APPLICATIONS, "f".repeat(32)));
  const { code, stdout } = await pin(folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^error: retirement\/g1: account ALTD has no such group/m);
  expect(stdout).toMatch(/scope\.json was not written, because 1 group could not be looked at$/m);
  expect(existsSync(scopeFile(folder))).toBe(false);
});

test("a group whose id only Terraform knows is left out, and named", async () => {
  const { code, stdout } = await pin(cdktfFolder({}, declaring("${var.group}")));
  expect(code).toBe(0);
  expect(stdout).toContain("retirement/g0 is left out: its id is known only when the plan is applied");
  expect(stdout).toContain("holds 0 groups");
});

test("a group that is declared for another API is left out, or left as it is pinned", async () => {
  const folder = cdktfFolder({}, declaring(WEB_APPLICATIONS));
  await pin(folder);
  const before = readFileSync(scopeFile(folder), "utf8");
  const other = "https://api.ctl.io";
  const elsewhere = [WEB_APPLICATIONS, LEGACY_REPORTING].map((id) => aResource(id, "retirement/web", other));
  writeFileSync(join(folder, "app.cjs"), declaringAll(...elsewhere));
  const { code, stdout } = await pin(folder);
  expect(code).toBe(0);
  const why = `: it is declared or pinned for ${other}, and CLC_BASE_URL points to ${emulator.url}\n`;
  expect(stdout).toContain(`retirement/web is left as it is pinned${why}retirement/web is left out${why}`);
  expect(readFileSync(scopeFile(folder), "utf8")).toBe(before);
});

test.each<[string, string, Record<string, string>, number, RegExp]>([
  ["an app that fails", "process.exit(7)", {}, 2, /the app ".*" ended with exit code 7/],
  ["a wrong password", declaring(WEB_APPLICATIONS), { CLC_PASSWORD: "wrong" }, 3, /was rejected/],
  ["no password", declaring(WEB_APPLICATIONS), { CLC_PASSWORD: "" }, 3, /CLC_PASSWORD is not/],
])("%s is one sentence, and nothing is written", async (_, app, more, expected, sentence) => {
  Object.assign(env, more);
  const folder = cdktfFolder({}, app);
  const { code, stdout } = await pin(folder);
  expect(code).toBe(expected);
  expect(stdout).toMatch(/^error: [^\n]+\n$/);
  expect(stdout).toMatch(sentence);
  expect(existsSync(scopeFile(folder))).toBe(false);
});

test("outside of a project it says so", async () => {
  const { code, stdout } = await run(["pin"], env, "/");
  expect(code).toBe(2);
  expect(stdout).toBe("error: there is no cdktf.json in / or above; run this in a cdktf project\n");
});
