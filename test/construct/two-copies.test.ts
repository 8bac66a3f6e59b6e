import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as cdktf from "cdktf";
import { App, TerraformStack, Testing } from "cdktf";
import * as cdktn from "cdktn";
import { formatPins } from "../../lib/contract/scope-file";
import { CtlEmulator, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { OTHER_PIN, PIN } from "../contract/pins";
import { InstalledCopy } from "./installed-copy";
import { temporaryFolder } from "./stacks";

type Package = typeof import("../../lib");
const ROOT = join(__dirname, "..", "..");

const ours: Package = require(ROOT);
const library = new InstalledCopy();
const theirs: Package = library.load();
const declared = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
const OTHER = { accountAlias: "ALTD", groupId: LEGACY_REPORTING };

let emulator: CtlEmulator;
const before = { ...process.env };
beforeEach(async () => {
  emulator = await CtlEmulator.start();
  const { url, username, password } = emulator;
  process.env = {
    ...before,
    CLC_BASE_URL: url,
    CLC_USERNAME: username,
    CLC_PASSWORD: password,
    ARCHIVED_GROUP_STATE_DIR: temporaryFolder(),
  };
});
afterEach(async () => {
  process.env = before;
  await emulator.stop();
});

function newStack(): TerraformStack {
  return new TerraformStack(Testing.app(), "retirement");
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
const synth = (stack: TerraformStack): any => JSON.parse(Testing.synth(stack, true));

test("the two are copies indeed", () => {
  expect(theirs.ArchivedGroup).not.toBe(ours.ArchivedGroup);
});

test("guardrails that one copy sets hold for groups that the other one declares", () => {
  const stack = newStack();
  const guardrails = { maxServers: 0, protectedNames: ["*"], requirePin: true };
  ours.guardArchives(stack.node.root as App, guardrails);
  const { node } = new theirs.ArchivedGroup(stack, "web", declared);
  const [provisioner] = synth(stack).resource.null_resource.web.provisioner;
  expect(provisioner["local-exec"].environment).toMatchObject({
    ARCHIVED_GROUP_MAX_SERVERS: "0",
    ARCHIVED_GROUP_PROTECTED_NAMES: '["*"]',
  });
  expect(node.metadata.map(({ data }) => data).join()).toMatch(/requirePin is set/);
  expect(() => ours.guardArchives(stack, { maxServers: 1 })).toThrow(
    /must come before the first ArchivedGroup/,
  );
});

test("a survey of one copy sees the groups of both, checks them and carries them into one review", async () => {
  const stack = newStack();
  const web = new ours.ArchivedGroup(stack, "web", { ...declared, maxServers: 1 });
  new theirs.ArchivedGroup(stack, "reports", OTHER);
  const seen = await theirs.survey(stack.node.root);
  expect(seen.map(({ groupId }) => groupId)).toEqual([WEB_APPLICATIONS, LEGACY_REPORTING]);
  expect(web.node.metadata.map(({ data }) => data).join()).toMatch(/must not be archived \(maxServers\)/);
  const { check, resource, variable, provider } = synth(stack);
  expect(resource.null_resource.web.triggers.impact).toMatch(/^Web Applications/);
  expect(resource.null_resource.reports.triggers.impact).toMatch(/^Legacy Reporting/);
  expect(Object.keys(JSON.parse(variable.archived_group_impact.default).impacts)).toEqual([
    "null_resource.web",
    "null_resource.reports",
  ]);
  expect(Object.keys(check)).toContain("archived_group_web");
  expect(provider.null).toHaveLength(1);
});

test("a survey that one copy makes is enough where the other one requires it", async () => {
  const stack = newStack();
  new theirs.ArchivedGroup(stack, "web", { ...declared, requireSurvey: true });
  expect(() => synth(stack)).toThrow(/requireSurvey is set/);
  await ours.survey(stack);
  synth(stack);
});

test("a group that both declare is declared twice", () => {
  const stack = newStack();
  new ours.ArchivedGroup(stack, "web", declared);
  new theirs.ArchivedGroup(stack, "again", declared);
  expect(() => synth(stack)).toThrow(`group ${WEB_APPLICATIONS} of account ALTD is declared twice`);
});

test("the hook travels once, and the scope file fences the groups of both", () => {
  const outdir = temporaryFolder();
  const path = join(outdir, "archived-group.scope.json");
  writeFileSync(path, formatPins([PIN, OTHER_PIN]));
  const app = new App({ outdir, context: { cdktfJsonPath: join(outdir, "cdktf.json") } });
  ours.guardArchives(app, { requirePin: true });
  const stack = new TerraformStack(app, "retirement");
  new ours.ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: PIN.groupId });
  new theirs.ArchivedGroup(stack, "reports", { accountAlias: "ALTD", groupId: OTHER_PIN.groupId });
  app.synth();
  const { resource } = JSON.parse(readFileSync(join(outdir, "stacks/retirement/cdk.tf.json"), "utf8"));
  const [one, other] = ["web", "reports"].map(
    (id) => resource.null_resource[id].provisioner[0]["local-exec"],
  );
  expect(one.interpreter).toEqual(other.interpreter);
  for (const { environment } of [one, other]) expect(environment.ARCHIVED_GROUP_SCOPE).toMatch(/^v1\./);
});

describe("copies that do not fit each other", () => {
  const copy = new InstalledCopy()
    .edit("dist/construct/copies.js", "const PROTOCOL = 1;", "const PROTOCOL = 2;")
    .edit("package.json", /"version": ".*"/, '"version": "9.0.0"');
  const later = copy.load();
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const sentence = `this app holds two copies of cdktf-archived-group that do not work together, ${version} in ${ROOT} and 9.0.0 in ${copy.folder}; install one version for all of it ("npm ls cdktf-archived-group" shows which package needs which)`;

  test.each<[string, (stack: TerraformStack) => unknown]>([
    ["a declaration", (stack) => new later.ArchivedGroup(stack, "again", OTHER)],
    ["guardArchives", (stack) => later.guardArchives(stack, { maxServers: 1 })],
    ["a survey", (stack) => later.survey(stack)],
  ])("are refused at %s of the second, by version and place", async (_, use) => {
    const stack = newStack();
    new ours.ArchivedGroup(stack, "web", declared);
    const refusal = await (async () => use(stack))().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: "UsageError", message: sentence });
  });

  test("may be at work in two apps of one process", () => {
    for (const { ArchivedGroup } of [ours, later]) {
      const stack = newStack();
      new ArchivedGroup(stack, "web", declared);
      synth(stack);
    }
  });
});

test("the build for one framework is refused in an app of the other, with the import that is right", () => {
  const forCdktn: Package = library.load("dist/cdktn");
  expect(() => new forCdktn.ArchivedGroup(newStack(), "web", declared)).toThrow(
    'this app uses cdktf: import "cdktf-archived-group", without "/cdktn"',
  );
  const { Testing, TerraformStack } = cdktn as unknown as typeof cdktf;
  const stack = new TerraformStack(Testing.app(), "retirement");
  expect(() => new ours.ArchivedGroup(stack, "web", declared)).toThrow(
    'this app uses cdktn: import "cdktf-archived-group/cdktn"',
  );
  new forCdktn.ArchivedGroup(stack, "db", declared);
});
