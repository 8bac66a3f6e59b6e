import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { storeFrom } from "../../lib/store/memory";
import { TerraformFolder, temporaryFolder } from "../construct/stacks";
import { aResource, cdktfFolder } from "../terraform/cdktf-folder";
import { type Finished, run } from "./command";

jest.setTimeout(60_000);

const ENGINE = process.env.TERRAFORM_BINARY_NAME || "terraform";
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
  const terraform = (...args: string[]) => spawnSync(ENGINE, args, { cwd, env, encoding: "utf8" });
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

test("a drift ends it with exit code 6, and names the command that fixes it", async () => {
  const folder = project({ retirement: WEB_APPLICATIONS, later: DECOMMISSIONED });
  recordAsDone(folder, "retirement");
  const { code, stdout } = await drift(folder);
  expect(code).toBe(6);
  expect(stdout).toContain("recorded, but the group is active again\n       fix: ");
  expect(stdout).toMatch(/-chdir=out\/stacks\/retirement taint terraform_data\."web" && npx cdktf deploy/);
  expect(stdout).toMatch(/\ndrift: 1 of 2 groups\n$/);
});

test("--json prints one list, without the command where there is nothing to fix", async () => {
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
      fix: "npx cdktf deploy retirement",
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

test("a journal that cannot be used is told of once, beside the JSON", async () => {
  const folder = project({ retirement: WEB_APPLICATIONS });
  env.ARCHIVED_GROUP_STATE_DIR = join(folder, "state");
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
  const { location } = storeFrom(env).memoryOf(target, emulator.url, () => {}).journal;
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

test("a group that cannot be looked at is a failure, and does not hide the drift of others", async () => {
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
    `could not be looked at: it is declared or pinned for https://api.ctl.io, and CLC_BASE_URL points to ${emulator.url}\n`,
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
  expect(stdout).toContain("recorded, but the group is active again\n       fix: ");
  expect(stdout).toMatch(/ taint terraform_data\."web" && npx cdktf deploy retirement\n/);
});

test("many stacks cost as many requests as one: a login, the data centers, and a tree for each", async () => {
  const ids = [WEB_APPLICATIONS, DECOMMISSIONED, LEGACY_REPORTING];
  const more = Array.from({ length: 5 }, (_, at) =>
    emulator.addGroup({ parentId: emulator.rootGroup("DE1").id, name: `Old ${at}` }),
  );
  const groups = [...ids, ...more.map(({ id }) => id)].map((id, at) => [`stack${at}`, id]);
  const { code, stdout } = await drift(project(Object.fromEntries(groups)));
  expect(code).toBe(6);
  expect(stdout).toMatch(/\ndrift: 1 of 8 groups\n$/);
  const requests = emulator.events.flatMap((event) => (event.kind === "request" ? [event.path] : []));
  expect(requests.map((path) => path.split(/[/?]/).slice(2, 4).join(" "))).toEqual([
    "authentication login",
    "datacenters ALTD",
    "groups ALTD",
    "groups ALTD",
  ]);
});

test("a group that is not there, and one that may not be read, do not hide the drift of others", async () => {
  const groups = { a: LEGACY_REPORTING, b: WEB_APPLICATIONS, c: "f".repeat(32), d: DECOMMISSIONED };
  const folder = project(groups);
  recordAsDone(folder, "b");
  emulator.fault("dataCenters:403");
  emulator.fault("getGroup:403");
  const { code, stdout } = await drift(folder);
  expect(code).toBe(6);
  const rows = stdout.split("\n").filter((line) => / [abcd] terraform_data\.web: /.test(line));
  expect(rows.map((line) => line.replace(/terraform_data.web: .*\(?\w{32}\)?: /, "").slice(0, 40))).toEqual([
    "error  a could not be looked at: status ",
    "drift  b recorded, but the group is acti",
    "ok     c not recorded, and not shown by ",
    "ok     d not applied yet",
  ]);
  expect(stdout).toMatch(/\ndrift: 1 of 4 groups\n1 of 4 groups could not be looked at\n$/);
});

test("a stack whose state cannot be read does not hide the drift of others", async () => {
  const folder = project({ later: WEB_APPLICATIONS, retirement: DECOMMISSIONED });
  recordAsDone(folder, "retirement");
  writeFileSync(join(folder, "out", "stacks", "later", "broken.tf"), "resource {}");
  const both = await drift(folder);
  expect(both.code).toBe(6);
  expect(both.stdout).toMatch(/^drift {2}retirement terraform_data\.web: /m);
  expect(both.stdout).toMatch(/^error {2}later: \S+ \w+ in .*later failed: Error: /m);
  expect(both.stdout).toMatch(/\ndrift: 1 of 1 group\n1 of 2 stacks could not be read\n$/);
  const json = JSON.parse((await drift(folder, "--json")).stdout);
  expect(json).toMatchObject([
    { stack: "retirement", drift: true },
    { stack: "later", drift: null, what: expect.stringMatching(/later failed: Error: /) },
  ]);
  expect(await drift(folder, "--stack", "later")).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/^error: [^\n]+later failed: Error: [^\n]+\n$/),
  });
});

describe("without a CDK", () => {
  /** A folder of Terraform alone, with a local state in which everything was applied. */
  const applied = (files: Readonly<Record<string, string>>): string => {
    const folder = new TerraformFolder(files);
    folder.run("apply", "-auto-approve");
    return folder.path;
  };
  const hcl = (groupId: string, more = ""): string =>
    `resource "terraform_data" "web" {${more}\n  triggers_replace = { account_alias = "ALTD", group_id = "${groupId}" }\n}\n`;

  test("the state in the folder is read, and Terraform itself puts it right", async () => {
    const folder = applied({ "main.tf": hcl(WEB_APPLICATIONS) });
    const { code, stdout } = await drift(folder);
    expect(code).toBe(6);
    expect(stdout).toBe(
      [
        `drift  ${basename(folder)} terraform_data.web: "Web Applications" (${WEB_APPLICATIONS}): recorded, but the group is active again`,
        `       fix: ${ENGINE} taint terraform_data."web" && ${ENGINE} apply`,
        "drift: 1 of 1 group",
        "",
      ].join("\n"),
    );
  });

  test("what is not declared any more goes by an apply alone", async () => {
    const folder = applied({ "main.tf": hcl(WEB_APPLICATIONS) });
    writeFileSync(join(folder, "main.tf"), "");
    const { stdout } = await drift(folder);
    expect(stdout).toContain(`recorded, no longer declared, and active again\n       fix: ${ENGINE} apply\n`);
  });

  test("instances in modules are found by their declaration, and named for a shell", async () => {
    const folder = applied({
      "main.tf": 'module "x" {\n  source = "./x"\n  for_each = toset(["a b"])\n}\n',
      "x/main.tf": hcl(WEB_APPLICATIONS, "\n  count = 1"),
    });
    const { code, stdout } = await drift(folder);
    expect(code).toBe(6);
    const address = `'module.x["a b"].terraform_data.web[0]'`;
    expect(stdout).toContain(
      `recorded, but the group is active again\n       fix: ${ENGINE} taint ${address} && ${ENGINE} apply\n`,
    );
  });

  test("a copy of a synthesized stack is read as one: what is not applied yet as well", async () => {
    const stack = { resource: { terraform_data: { web: aResource(WEB_APPLICATIONS) } } };
    const folder = new TerraformFolder({ "cdk.tf.json": JSON.stringify(stack) }).path;
    expect(await drift(folder)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("not applied yet"),
    });
  });

  test("where there is no Terraform either, one sentence says so", async () => {
    const { code, stdout } = await drift(temporaryFolder());
    expect(code).toBe(2);
    expect(stdout).toMatch(/^error: there is no cdktf\.json in [^\n]+ or where Terraform is run\n$/);
  });
});

test("a stack that was synthesized as HCL is compared by its state", async () => {
  const folder = project({ retirement: WEB_APPLICATIONS });
  recordAsDone(folder, "retirement");
  const stacks = join(folder, "out", "stacks", "retirement");
  rmSync(join(stacks, "cdk.tf.json"));
  writeFileSync(join(stacks, "cdk.tf"), 'resource "terraform_data" "web" {\n}\n');
  const workingDirectory = join("stacks", "retirement");
  const retirement = { workingDirectory, synthesizedStackPath: join(workingDirectory, "cdk.tf") };
  writeFileSync(join(folder, "out", "manifest.json"), JSON.stringify({ stacks: { retirement } }));
  const { code, stdout } = await drift(folder);
  expect(code).toBe(6);
  expect(stdout).toMatch(
    /recorded, but the group is active again\n.* taint terraform_data\."web" && npx cdktf deploy/,
  );
});

test.each<[string, Record<string, string>, number, RegExp]>([
  ["a wrong password", { CLC_PASSWORD: "wrong" }, 3, /was rejected/],
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
