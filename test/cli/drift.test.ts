import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { journalOf } from "../../lib/hook/memory";
import { aResource, cdktfFolder } from "../project/cdktf-folder";
import { type Finished, run } from "./command";

jest.setTimeout(60_000);

let emulator: CtlEmulator;
let env: Record<string, string>;

beforeEach(async () => {
  emulator = await CtlEmulator.start();
  env = {
    PATH: process.env.PATH ?? "",
    ...(process.env.TERRAFORM_BINARY_NAME && { TERRAFORM_BINARY_NAME: process.env.TERRAFORM_BINARY_NAME }),
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
  };
});
afterEach(() => emulator.stop());

const drift = (folder: string, ...args: string[]): Promise<Finished> => run(["drift", ...args], env, folder);

/** A project with one group in each stack, none of them applied. */
const project = (groups: Readonly<Record<string, string>>): string =>
  cdktfFolder(
    Object.fromEntries(
      Object.entries(groups).map(([stack, groupId]) => [
        stack,
        { resource: { terraform_data: { web: aResource(groupId, `${stack}/web/Default`) } } },
      ]),
    ),
  );

/** Applies a stack by the real Terraform; the hook is `node archive`, which there is not. */
function recordAsDone(folder: string, stack: string): void {
  const cwd = join(folder, "out", "stacks", stack);
  const terraform = (...args: string[]) =>
    spawnSync(env.TERRAFORM_BINARY_NAME ?? "terraform", args, { cwd, env, encoding: "utf8" });
  terraform("init");
  terraform("apply", "-auto-approve");
  expect(terraform("untaint", "terraform_data.web")).toMatchObject({ status: 0 });
}

test("what is not applied yet is no drift", async () => {
  expect(await drift(project({ retirement: WEB_APPLICATIONS }))).toEqual({
    code: 0,
    stdout: [
      `ok     retirement terraform_data.web: "Web Applications" (${WEB_APPLICATIONS}): not applied yet`,
      "no drift: 1 group looked at",
      "",
    ].join("\n"),
    stderr: "",
  });
});

test("a drift ends it with exit code 6, and names the command that mends it", async () => {
  const folder = project({ retirement: WEB_APPLICATIONS, later: DECOMMISSIONED });
  recordAsDone(folder, "retirement");
  const { code, stdout } = await drift(folder);
  expect(code).toBe(6);
  expect(stdout).toContain("recorded, but the group is active again\n       mend: ");
  expect(stdout).toMatch(/-chdir=out\/stacks\/retirement taint terraform_data\."web" && npx cdktf deploy/);
  expect(stdout).toMatch(/\ndrift: 1 of 2 groups\n$/);
});

test("--json prints one list, without the command where there is nothing to mend", async () => {
  const folder = project({ retirement: LEGACY_REPORTING, later: WEB_APPLICATIONS });
  const { code, stdout } = await drift(folder, "--json");
  expect(code).toBe(6);
  expect(JSON.parse(stdout)).toEqual([
    {
      stack: "retirement",
      address: "terraform_data.web",
      accountAlias: "ALTD",
      groupId: LEGACY_REPORTING,
      name: "Legacy Reporting",
      drift: true,
      what: "archived, but not recorded: the next deploy finds that, and sends nothing",
      mend: "npx cdktf deploy retirement",
    },
    {
      stack: "later",
      address: "terraform_data.web",
      accountAlias: "ALTD",
      groupId: WEB_APPLICATIONS,
      name: "Web Applications",
      drift: false,
      what: "not applied yet",
    },
  ]);
  expect(stdout).not.toContain(emulator.password);
});

test("a journal that can not be used is told of once, beside the JSON", async () => {
  const folder = project({ retirement: WEB_APPLICATIONS });
  env.ARCHIVED_GROUP_STATE_DIR = join(folder, "state");
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
  const { location } = journalOf(target, emulator.url, env, () => {});
  mkdirSync(dirname(location), { recursive: true });
  writeFileSync(location, "nonsense");
  const { code, stderr, stdout } = await drift(folder, "--json");
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^warning: the journal [^\n]+ is unusable [^\n]+\n$/),
  });
  expect(JSON.parse(stdout)).toHaveLength(1);
});

test("--stack looks at these stacks alone", async () => {
  const folder = project({ retirement: LEGACY_REPORTING, later: WEB_APPLICATIONS });
  expect(await drift(folder, "--stack", "later")).toMatchObject({ code: 0 });
  expect(await drift(folder, "--stack", "later", "retirement")).toMatchObject({ code: 6 });
  expect(await drift(folder, "--stack", "late")).toMatchObject({
    code: 2,
    stdout: 'error: there is no stack "late"; choose from retirement, later\n',
  });
});

test("a group that is not shown any more may well be archived: no drift", async () => {
  const { code, stdout } = await drift(project({ retirement: "f".repeat(32) }));
  expect(code).toBe(0);
  expect(stdout).toContain(`terraform_data.web: ${"f".repeat(32)}: not recorded, and not shown by the API`);
});

test("a group that can not be looked at is a failure, and does not hide the drift of others", async () => {
  const folder = project({ retirement: WEB_APPLICATIONS, later: DECOMMISSIONED });
  for (const stack of ["retirement", "later"]) {
    recordAsDone(folder, stack);
  }
  emulator.fault("getGroup:403");
  const both = await drift(folder);
  expect(both.code).toBe(6);
  expect(both.stdout).toMatch(/^error {2}\w+ terraform_data\.web: \w{32}: could not be looked at: [^\n]+$/m);
  expect(both.stdout).toMatch(
    /^drift {2}\w+ terraform_data\.web: .*: recorded, but the group is active again$/m,
  );
  expect(both.stdout).toMatch(/\ndrift: 1 of 2 groups\n1 of 2 groups could not be looked at\n$/);
  emulator.fault("getGroup:403");
  const alone = await drift(folder, "--stack", "retirement");
  expect(alone.code).toBe(1);
  expect(alone.stdout).toMatch(/^error [^\n]+\n1 of 1 group could not be looked at\n$/);
});

test("a group that is declared for another API is not looked for at this one", async () => {
  const web = aResource(WEB_APPLICATIONS, "retirement/web", "https://api.ctl.io");
  const folder = cdktfFolder({ retirement: { resource: { terraform_data: { web } } } });
  recordAsDone(folder, "retirement");
  const { code, stdout } = await drift(folder);
  expect(code).toBe(1);
  expect(stdout).toContain(
    `could not be looked at: it is declared or pinned for https://api.ctl.io, and CLC_BASE_URL leads to ${emulator.url}\n`,
  );
});

test("the id of a group that only Terraform knows is that of the record at its address", async () => {
  const known = aResource(WEB_APPLICATIONS, "retirement/web/Default");
  const folder = cdktfFolder({ retirement: { resource: { terraform_data: { web: known } } } });
  recordAsDone(folder, "retirement");
  const later = aResource("${terraform_data.other.output}", "retirement/web/Default");
  const stack = { resource: { terraform_data: { web: later } } };
  writeFileSync(join(folder, "out", "stacks", "retirement", "cdk.tf.json"), JSON.stringify(stack));
  const { code, stdout } = await drift(folder);
  expect(code).toBe(6);
  expect(stdout).toContain("recorded, but the group is active again\n       mend: ");
  expect(stdout).toMatch(/ taint terraform_data\."web" && npx cdktf deploy retirement\n/);
});

test.each<[string, Record<string, string>, number, RegExp]>([
  ["a wrong password", { CLC_PASSWORD: "wrong" }, 3, /was refused/],
  ["no Terraform", { TERRAFORM_BINARY_NAME: "no-such" }, 2, /no-such init in .*: it is not on the PATH/],
])("%s is one sentence", async (_, more, expected, sentence) => {
  Object.assign(env, more);
  const { code, stdout } = await drift(project({ retirement: WEB_APPLICATIONS }));
  expect(code).toBe(expected);
  expect(stdout).toMatch(/^error: [^\n]+\n$/);
  expect(stdout).toMatch(sentence);
});

test("a project that was never synthesized is told to be", async () => {
  const folder = cdktfFolder();
  const { code, stdout } = await run(["drift"], { ...env, CDKTF_OUTPUT: "nowhere" }, folder);
  expect(code).toBe(2);
  expect(stdout).toMatch(/^error: \S+nowhere\/manifest\.json is missing; run "cdktf synth" first\n$/);
});
