import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, survey } from "../../../lib";
import { formatPins } from "../../../lib/contract/scope-file";
import { CtlEmulator, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { PIN } from "../../contract/pins";
import { synth, temporaryFolder } from "../stacks";

let emulator: CtlEmulator;
const saved = { ...process.env };

beforeEach(async () => {
  emulator = await CtlEmulator.start();
  process.env.CLC_BASE_URL = emulator.url;
  process.env.CLC_USERNAME = emulator.username;
  process.env.CLC_PASSWORD = emulator.password;
  process.env.ARCHIVED_GROUP_STATE_DIR = temporaryFolder();
});

afterEach(async () => {
  process.env = { ...saved };
  await emulator.stop();
});

/** An app that was surveyed, with one group; what it says, and what Terraform reads. */
async function surveyed(props: Partial<ArchivedGroupProps>, cdktfJsonPath?: string) {
  const app = Testing.app({ ...(cdktfJsonPath && { context: { cdktfJsonPath } }) });
  const stack = new TerraformStack(app, "retirement");
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: LEGACY_REPORTING, ...props });
  await survey(app);
  const { resource, check } = synth(stack);
  const { triggers, provisioner } = resource.null_resource.web;
  const environment: Record<string, string> = provisioner[0]["local-exec"].environment;
  return {
    card: triggers.impact as string,
    environment,
    check,
    warnings: said(app),
    infos: said(app, "info"),
  };
}

function said(app: App, level = "warn"): string[] {
  const metadata = app.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata.filter(({ type }) => type === `@cdktf/${level}`).map(({ data }) => data);
}

const WHERE =
  "to restore this group from another machine than the one that archived it, where its receipt is";
const EVIDENCE = "evidence that this declaration has archived it";
const NEEDED = `restoreTo is needed ${WHERE}; or pin the group before it is archived`;
const UNLESS_CARD = `restoreTo and ${EVIDENCE} are needed ${WHERE}, unless the state shows it; or pin the group before it is archived`;
const UNLESS_SURVEYED = `restoreTo and ${EVIDENCE} are needed ${WHERE}: survey the group before it is archived, or pin it, which records both`;
const NO_EVIDENCE = `${EVIDENCE} is needed ${WHERE}: survey the group before it is archived, or pin it, which records that`;

test("a declared restore shows what it restores, and is fenced by no scope", async () => {
  const { card, environment, check } = await surveyed({ state: "restored" });
  expect(card).toMatch(/^restores {4}(\d+ servers? in )?\d+ groups?/m);
  expect(card).not.toMatch(/^(archives|costs then|parent) /m);
  expect(environment).toMatchObject({ ARCHIVED_GROUP_ENDPOINT: emulator.url });
  expect(environment).not.toHaveProperty("ARCHIVED_GROUP_SCOPE");
  expect(check.archived_group_web.assert[0].error_message).toMatch(
    /^"Legacy Reporting" is archived, but the state says that it is restored\. [\s\S]*To restore it again, mark the resource, then deploy:\n .* taint null_resource\."web"$/,
  );
});

test("of a group that is active it says that nothing will be sent, and has no check", async () => {
  const { card, check, warnings } = await surveyed({ groupId: WEB_APPLICATIONS, state: "restored" });
  expect(card).toContain("\n! it is active already: nothing will be sent\n");
  expect(card).toMatch(/^active {6}5 servers in 3 groups/m);
  expect([check, warnings]).toEqual([undefined, []]);
});

test("guardrails are for archiving: a declared restore passes by them", async () => {
  const { card, warnings } = await surveyed({ state: "restored", expectedName: "Other", maxServers: 0 });
  expect(card).not.toContain("guardrail");
  expect(warnings).toEqual([NEEDED]);
});

test.each<[string, Partial<ArchivedGroupProps>, string[]]>([
  ["an archived group to restore", { state: "restored" }, [NEEDED]],
  ["restoreTo", { state: "restored", restoreTo: WEB_APPLICATIONS }, []],
  ["a group that stays archived", {}, []],
  ["an active group, which shows where it is", { onDestroy: "restore", groupId: WEB_APPLICATIONS }, []],
])("where a restore would put the group is asked for in time: %s", async (_, props, warnings) => {
  expect((await surveyed(props)).warnings).toEqual(warnings);
});

test("an archived group to restore at destroy: the state may tell, which no synth sees", async () => {
  const { infos, warnings } = await surveyed({ onDestroy: "restore" });
  expect(infos).toEqual([expect.stringContaining("Terraform runs nothing"), UNLESS_CARD]);
  expect(warnings).toEqual([]);
});

test.each<[string, Partial<ArchivedGroupProps>, string[]]>([
  ["to restore", { state: "restored" }, [NEEDED]],
  ["to restore at destroy", { onDestroy: "restore" }, [UNLESS_SURVEYED]],
  ["to restore into a group", { state: "restored", restoreTo: LEGACY_REPORTING }, []],
  [
    "to restore into a group at destroy",
    { onDestroy: "restore", restoreTo: LEGACY_REPORTING },
    [NO_EVIDENCE],
  ],
  ["that stays archived", {}, []],
])("it is asked for without a survey as well: a group %s", (_, props, warnings) => {
  const app = Testing.app();
  const stack = new TerraformStack(app, "retirement");
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: WEB_APPLICATIONS, ...props });
  synth(stack);
  expect(said(app)).toEqual(warnings);
});

test("nor does a survey see a group whose id only Terraform knows, or one that is refused", async () => {
  const app = Testing.app();
  const stack = new TerraformStack(app, "retirement");
  const groupId = new TerraformVariable(stack, "group", {}).stringValue;
  new ArchivedGroup(stack, "token", { accountAlias: "ALTD", groupId, onDestroy: "restore" });
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: WEB_APPLICATIONS, onDestroy: "restore" });
  emulator.fault("getGroup:403*all");
  await survey(app);
  synth(stack);
  expect(said(app).filter((sentence) => sentence === UNLESS_SURVEYED)).toHaveLength(2);
});

test("a pin knows where the group was, unless it was archived by then", async () => {
  const folder = temporaryFolder();
  const cdktfJson = join(folder, "cdktf.json");
  const pin = { ...PIN, groupId: LEGACY_REPORTING, endpoint: emulator.url, subGroups: [], servers: [] };
  const { parentId: _, ...archivedByThen } = pin;
  writeFileSync(cdktfJson, "{}");
  writeFileSync(join(folder, "archived-group.scope.json"), formatPins([pin]));
  const known = await surveyed({ state: "restored" }, cdktfJson);
  expect(known.warnings).toEqual([]);
  expect(known.environment.ARCHIVED_GROUP_RESTORE_TO).toBe(PIN.parentId);
  writeFileSync(join(folder, "archived-group.scope.json"), formatPins([archivedByThen]));
  expect((await surveyed({ state: "restored" }, cdktfJson)).warnings).toEqual([NEEDED]);
});
