import { chmodSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { App, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, survey } from "../../../lib";
import { formatScope, parseScope } from "../../../lib/archival/approved-scope";
import { approvedIds } from "../../../lib/contract/pin";
import { formatPins } from "../../../lib/contract/scope-file";
import { CtlEmulator, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { storeFrom } from "../../../lib/store/memory";
import { stateDirectory } from "../../../lib/store/state-directory";
import { PIN } from "../../contract/pins";
import { anOpenEntry } from "../../survey/groups";
import { declare, synth, temporaryFolder } from "../stacks";

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

function newApp(...groups: (Partial<ArchivedGroupProps> & { readonly groupId?: string })[]): {
  readonly app: App;
  readonly stack: TerraformStack;
} {
  const app = Testing.app();
  const stack = new TerraformStack(app, "retirement");
  for (const [index, group] of groups.entries()) {
    new ArchivedGroup(stack, `g${index}`, { accountAlias: "ALTD", groupId: WEB_APPLICATIONS, ...group });
  }
  return { app, stack };
}

/** What the synth would say, such as `@cdktf/warn: …`. */
function said(app: App): string[] {
  const metadata = app.node.findAll().flatMap(({ node }) => node.metadata);
  return metadata.flatMap(({ type, data }) => (type.startsWith("@cdktf/") ? [`${type}: ${data}`] : []));
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
const resourceOf = (stack: TerraformStack, id = "g0"): any => synth(stack).resource.null_resource[id];

test("a group that was seen has its card, its fence, its endpoint and a check in the stack", async () => {
  const { app, stack } = newApp({ maxServers: 5 });
  const [impact] = await survey(app);
  expect(impact).toMatchObject({ group: { name: "Web Applications" }, archived: false, locationId: "DE1" });
  const { triggers, provisioner } = resourceOf(stack);
  expect(triggers.impact).toMatch(
    /^Web Applications \(2a5c.*\), surveyed .*Z\n! 4 of 5 servers powered on\n/,
  );
  expect(triggers.impact).toMatch(/costs today \d+\.\d\d a month/);
  const { environment } = provisioner[0]["local-exec"];
  expect(environment.ARCHIVED_GROUP_ENDPOINT).toBe(emulator.url);
  expect(parseScope(environment.ARCHIVED_GROUP_SCOPE).size).toBe(7);
  const { check, locals, variable } = synth(stack);
  expect(locals.archived_group_g0).toBe('${try(split("\\n", null_resource.g0.triggers["impact"])[0], "")}');
  expect(check.archived_group_g0.assert[0].condition).toContain(
    '${local.archived_group_g0 == "Web Applications',
  );
  expect(JSON.parse(variable.archived_group_impact.default).impacts["null_resource.g0"]).toEqual(impact);
  expect(said(app)).toEqual([]);
});

test("a survey never replaces the pinned scope, though the group holds more", async () => {
  const pin = { ...PIN, endpoint: emulator.url };
  const folder = temporaryFolder();
  await writeFile(join(folder, "archived-group.scope.json"), formatPins([pin]));
  const app = new App({ outdir: folder, context: { cdktfJsonPath: join(folder, "cdktf.json") } });
  const stack = new TerraformStack(app, "retirement");
  declare(stack, {}, "g0");
  await survey(app);
  const { environment } = resourceOf(stack).provisioner[0]["local-exec"];
  expect(environment.ARCHIVED_GROUP_SCOPE).toBe(formatScope(approvedIds(pin)));
  expect(said(app)).toEqual([
    expect.stringMatching(/^@cdktf\/error: "Web Applications" .* must not be archived \(scope\): /),
  ]);
});

test("an environment that accepts any certificate is warned of, once", async () => {
  process.env.CLC_BASE_URL = emulator.url.replace("http:", "https:");
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  const { app } = newApp({}, { groupId: LEGACY_REPORTING });
  await survey(app);
  const warnings = said(app).filter((text) =>
    text.includes("NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate"),
  );
  expect(warnings).toHaveLength(1);
});

test("a stack that is surveyed in parts carries what was seen in all of them", async () => {
  const { stack } = newApp({}, { groupId: LEGACY_REPORTING });
  for (const part of ["g0", "g1"]) {
    await survey(stack.node.findChild(part));
  }
  const { impacts } = JSON.parse(synth(stack).variable.archived_group_impact.default);
  expect(Object.keys(impacts)).toEqual(["null_resource.g0", "null_resource.g1"]);
});

test("a group that is archived already is said to be, and has no check", async () => {
  const { app, stack } = newApp({ groupId: LEGACY_REPORTING });
  await survey(app);
  expect(resourceOf(stack).triggers.impact).toContain("! it is archived already: nothing will be sent");
  expect(synth(stack).check).toBeUndefined();
});

test("a guardrail that does not hold is an error of the synth", async () => {
  const { app } = newApp({ expectedName: "Shop", maxServers: 1, protectedNames: ["*shop*"] });
  await survey(app);
  expect(said(app)).toEqual([
    expect.stringMatching(
      /^@cdktf\/error: "Web Applications" .* \(expectedName\): its name is "Web Applications"/,
    ),
    expect.stringMatching(
      / \(maxServers\): 5 servers would be archived, maxServers allows 1; .* raise maxServers/,
    ),
    expect.stringMatching(/ \(protectedNames\): server "DE1ALTDSHOP01" is protected by "\*shop\*"; server/),
  ]);
  expect(said(app)[0]).toMatch(/; declare the group that is meant, or its new name$/);
  expect(said(app)[2]).toMatch(/; move what is protected out of the group, or change protectedNames$/);
});

test("names that people read as the same are the same to the survey, in either spelling", async () => {
  await emulator.stop();
  const group = { id: WEB_APPLICATIONS, name: "Bu\u0308ro\u00a0Produk\u00adtion\n" };
  const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups: [group] }] };
  emulator = await CtlEmulator.start({ account });
  Object.assign(process.env, { CLC_BASE_URL: emulator.url, CLC_PASSWORD: emulator.password });
  const { app } = newApp({ expectedName: "B\u00fcro Produktion", protectedNames: ["*b\u00fcro*produktion"] });
  await survey(app);
  expect(said(app)).toEqual([
    expect.stringContaining("(in its name, character 5 is U+00A0, not U+0020)"),
    expect.stringContaining('is protected by "*b\u00fcro*produktion"'),
  ]);
});

test("an error of a guardrail names some of many things, without control characters", async () => {
  await emulator.stop();
  const groups = Array.from({ length: 300 }, (_, index) => ({
    id: String(index).padStart(32, "0"),
    name: `\u001b[31mDB\n${index}`,
  }));
  const group = { id: WEB_APPLICATIONS, name: "Web", groups };
  const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups: [group] }] };
  emulator = await CtlEmulator.start({ account });
  Object.assign(process.env, { CLC_BASE_URL: emulator.url, CLC_PASSWORD: emulator.password });
  const { app } = newApp({ protectedNames: ["*db*"] });
  await survey(app);
  const [held = ""] = said(app);
  expect(held).toMatch(/^@cdktf\/error: .*; and 290 more; move what is protected out of the group/);
  expect(held).not.toMatch(/\p{Cc}/u);
  expect(held.length).toBeLessThan(1_200);
});

test.each<[string, () => void, RegExp]>([
  ["no credentials", () => delete process.env.CLC_PASSWORD, /CLC_USERNAME is set but CLC_PASSWORD is not/],
  [
    "a wrong password",
    () => (process.env.CLC_PASSWORD = "wrong"),
    /the login of CLC_USERNAME .* was rejected/,
  ],
  [
    "no network",
    () => (process.env.CLC_BASE_URL = "http://127.0.0.1:9"),
    /no response from http:\/\/127\.0\.0\.1:9/,
  ],
  [
    "a state directory that others may write",
    () => chmodSync(stateDirectory(process.env), 0o777),
    /the state directory cannot be used: other users may write .* \(mode 777\); run chmod go-w on it/,
  ],
  ["an address that is none", () => (process.env.CLC_BASE_URL = "api"), /CLC_BASE_URL must be an address/],
  ["an API that does not answer in time", () => emulator.fault("*:hang-before*all"), /in time/],
])("with %s the synth works, and card and warning say so", async (_, happen, why) => {
  const { app, stack } = newApp({}, { groupId: LEGACY_REPORTING });
  happen();
  expect(await survey(app, { deadline: "2s" })).toEqual([]);
  expect(said(app)).toEqual([
    expect.stringMatching(/^@cdktf\/warn: 2 declared groups not surveyed \(retirement\/g0/),
  ]);
  expect(said(app)[0]).toMatch(why);
  expect(resourceOf(stack).triggers.impact).toMatch(/^group 2a5c.*, not surveyed .*Z: /);
  expect(resourceOf(stack).provisioner[0]["local-exec"].environment).not.toHaveProperty(
    "ARCHIVED_GROUP_SCOPE",
  );
});

test("where a survey is required, that fails the synth", async () => {
  const { app } = newApp({ requireSurvey: true });
  delete process.env.CLC_PASSWORD;
  await survey(app);
  expect(said(app)).toEqual([expect.stringMatching(/^@cdktf\/error: 1 declared group not surveyed/)]);
});

describe("a definite no", () => {
  const UNKNOWN = "f".repeat(32);
  const noSuch = "account ALTD has no such group, or this user may not see it";

  test.each<Partial<ArchivedGroupProps>>([
    {},
    { onDestroy: "restore" },
    { state: "restored", restoreTo: WEB_APPLICATIONS },
  ])("fails the synth where nothing knows of the group, and says what to do, %j", async (props) => {
    const { app } = newApp({ groupId: UNKNOWN, ...props });
    await survey(app);
    const [no] = said(app).filter((one) => one.startsWith("@cdktf/error"));
    expect(no).toContain(`group ${UNKNOWN}: ${noSuch}; check accountAlias, groupId`);
    expect(no).toContain("archived-group pin");
    expect(no).toContain(`archived-group archive --account ALTD --group ${UNKNOWN} --operation ID`);
    expect(no).toContain("mayBeHidden: true");
  });

  test("of a 403 is one as well", async () => {
    emulator.fault("getGroup:403*all");
    const { app } = newApp({});
    await survey(app);
    expect(said(app)).toContainEqual(
      expect.stringMatching(/^@cdktf\/error: .*status 403.*; check accountAlias/),
    );
  });

  test.each(["503*all", "html*all", "404*all"])("is not what %s says", async (effect) => {
    emulator.fault(`getGroup:${effect}`);
    emulator.fault(`dataCenters:${effect}`);
    const { app } = newApp({});
    await survey(app);
    expect(said(app)).toEqual([expect.stringMatching(/^@cdktf\/warn: 1 declared group not surveyed/)]);
  });

  test("is a warning where the declaration says that the platform may hide the group", async () => {
    const { app, stack } = newApp({ groupId: UNKNOWN, mayBeHidden: true });
    await survey(app);
    const { version, impacts, unseen } = JSON.parse(synth(stack).variable.archived_group_impact.default);
    expect({ version, impacts }).toEqual({ version: 1, impacts: {} });
    expect(unseen["null_resource.g0"]).toBe(noSuch);
    expect(said(app)).toEqual([
      expect.stringMatching(/^@cdktf\/warn: 1 declared group not surveyed .*no such group/),
    ]);
  });
});

test("of several accounts, the ones that this user may see are shown, and the others say why not", async () => {
  const { app, stack } = newApp({}, { accountAlias: "OTHR", groupId: LEGACY_REPORTING });
  expect(await survey(app)).toMatchObject([{ accountAlias: "ALTD", group: { name: "Web Applications" } }]);
  expect(resourceOf(stack).triggers.impact).toMatch(/^Web Applications .*, surveyed /);
  expect(resourceOf(stack, "g1").triggers.impact).toMatch(/^group 9662.*, not surveyed .*: .*OTHR/);
  expect(said(app)).toEqual([
    expect.stringMatching(/^@cdktf\/error: group 9662cf4fc8bf6180f139facdc02a5c0b: status 403/),
  ]);
});

test("a group whose id is a token is left out, and says so", async () => {
  const { app, stack } = newApp({});
  new ArchivedGroup(stack, "token", {
    accountAlias: "ALTD",
    groupId: new TerraformVariable(stack, "group", {}).stringValue,
  });
  await survey(app);
  expect(resourceOf(stack, "token").triggers.impact).toMatch(/known only when the plan is applied/);
  expect(emulator.acceptedArchives()).toEqual([]);
});

test("a guardrail whose value only Terraform knows is called not known", async () => {
  const { app, stack } = newApp();
  new ArchivedGroup(stack, "other", {
    accountAlias: "ALTD",
    groupId: WEB_APPLICATIONS,
    maxServers: new TerraformVariable(stack, "most", {}).numberValue,
  });
  await survey(app);
  expect(resourceOf(stack, "other").triggers.impact).toContain(
    "\nnot known   whether maxServers holds, which the apply checks",
  );
});

test("a name that looks like a token of the synth breaks nothing", async () => {
  await emulator.stop();
  const name = "Web ${TfToken[TOKEN.7]} #{TfToken[TOKEN.7]} %{if true}";
  const group = { id: WEB_APPLICATIONS, name, servers: [{ name: "WEB" }] };
  const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups: [group] }] };
  emulator = await CtlEmulator.start({ account });
  Object.assign(process.env, { CLC_BASE_URL: emulator.url, CLC_PASSWORD: emulator.password });
  const { app, stack } = newApp({ expectedName: "Web" });
  const [impact] = await survey(app);
  const { check, variable } = synth(stack);
  expect(resourceOf(stack).triggers.impact).toMatch(
    /^Web \$\$\{TfToken·\[TOKEN\.7\]\} #\{TfToken·\[TOKEN\.7\]\} %%\{if true\} \(/,
  );
  expect(check.archived_group_g0.assert[0].error_message).toContain("TfToken·[");
  expect(JSON.parse(variable.archived_group_impact.default).impacts["null_resource.g0"]).toEqual(impact);
});

test("an archived group that the platform hides is known from the receipt of its archive", async () => {
  await emulator.stop();
  emulator = await CtlEmulator.start({ archivedGroups: "hidden" });
  Object.assign(process.env, { CLC_BASE_URL: emulator.url, CLC_PASSWORD: emulator.password });
  const props = { groupId: LEGACY_REPORTING, requireSurvey: true, expectedName: "Reporting" };
  const [before, after] = [newApp(props), newApp(props)];
  await survey(before.app);
  expect(said(before.app)).toEqual([
    expect.stringMatching(/^@cdktf\/error: .* has no such group.*mayBeHidden/),
  ]);
  const env = { ARCHIVED_GROUP_STATE_DIR: stateDirectory(process.env) };
  const target = { accountAlias: "ALTD", groupId: LEGACY_REPORTING };
  await storeFrom(env)
    .memoryOf(target, emulator.url, () => {})
    .receipts.write({
      ...anOpenEntry({
        ...target,
        endpoint: emulator.url,
        groupName: "Legacy Reporting",
        servers: ["rep01"],
      }),
      ended: { at: "2026-11-25T19:00:00.000Z", as: "archived" },
    });
  expect(await survey(after.app)).toMatchObject([{ archived: true, asWanted: true }]);
  expect(said(after.app)).toEqual([]);
  expect(resourceOf(after.stack).triggers.impact).toMatch(
    /^Legacy Reporting \(9662.*\n! it is archived already: nothing will be sent\n! the platform does not show it; it was archived from here on 2026-11-25T19:00:00.000Z\n/,
  );
});

test("a group that is declared inside of another one is reported with both paths", async () => {
  const inner = emulator.group(WEB_APPLICATIONS)?.groups[0] ?? "";
  const { app } = newApp({}, { groupId: inner });
  await survey(app);
  expect(said(app)).toEqual([
    expect.stringMatching(/^@cdktf\/warn: "Web Applications" .* that is declared at "retirement\/g1"/),
  ]);
});

test("overlap is found between parts that are surveyed one after the other", async () => {
  const inner = emulator.group(WEB_APPLICATIONS)?.groups[0] ?? "";
  const { app, stack } = newApp({ groupId: inner }, {});
  for (const part of ["g0", "g1"]) {
    await survey(stack.node.findChild(part));
  }
  expect(said(app)).toEqual([expect.stringMatching(/ that is declared at "retirement\/g0"/)]);
});

/** Leaves an archive of the group open, as a run that was cut off does. */
function cutOff(endpoint: string): Promise<void> {
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
  const env = { ARCHIVED_GROUP_STATE_DIR: stateDirectory(process.env) };
  const intendedAt = new Date(Date.now() - 250_000).toISOString();
  const operation = { id: "de1-7", href: "/x" };
  return storeFrom(env)
    .memoryOf(target, endpoint, () => {})
    .journal.write(anOpenEntry({ endpoint, intendedAt, operation }));
}

const CUT_OFF =
  /its archive was cut off \(de1-7, submitted 4 min 1\d s ago\); .*: archived-group archive --account ALTD --group 2a5c/;

test("an archive that was cut off is reported with the command that finishes it", async () => {
  await cutOff(emulator.url);
  const { app, stack } = newApp({});
  await survey(app);
  expect(said(app)[0]).toMatch(CUT_OFF);
  expect(resourceOf(stack).triggers.impact).toContain("\n! its archive was cut off");
});

test.each<[string, Partial<ArchivedGroupProps>, () => void]>([
  ["without credentials", {}, () => delete process.env.CLC_PASSWORD],
  ["without an answer", {}, () => emulator.fault("*:403*all")],
  ["on another API", { endpoint: "https://api.ctl.io" }, () => {}],
])("an archive that was cut off is reported %s as well", async (_, props, happen) => {
  await cutOff(props.endpoint ?? emulator.url);
  const { app, stack } = newApp(props);
  happen();
  await survey(app);
  expect(said(app)).toEqual([expect.stringMatching(/^@cdktf\/warn: 1 declared group not surveyed/)]);
  expect(said(app)[0]).toMatch(CUT_OFF);
  expect(resourceOf(stack).triggers.impact).toMatch(CUT_OFF);
});

test("a journal of another release is left where it is", async () => {
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
  const env = { ARCHIVED_GROUP_STATE_DIR: stateDirectory(process.env) };
  const { location } = storeFrom(env).memoryOf(target, emulator.url, () => {}).journal;
  await mkdir(dirname(location), { recursive: true });
  await writeFile(location, '{"version":99}');
  const { app } = newApp({});
  await survey(app);
  expect(await readFile(location, "utf8")).toBe('{"version":99}');
  expect(said(app)).toEqual([
    expect.stringMatching(
      /^@cdktf\/warn: the journal .* is unusable \(its version is 99, .*; the next run moves it/,
    ),
  ]);
});

test("a journal that cannot be used is told of in the stack of its group, where cdktf prints it", async () => {
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
  const env = { ARCHIVED_GROUP_STATE_DIR: stateDirectory(process.env) };
  const { location } = storeFrom(env).memoryOf(target, emulator.url, () => {}).journal;
  await mkdir(dirname(location), { recursive: true });
  await writeFile(location, "nonsense");
  const { app } = newApp({ groupId: LEGACY_REPORTING });
  const another = new TerraformStack(app, "another");
  new ArchivedGroup(another, "web", { accountAlias: "ALTD", groupId: WEB_APPLICATIONS });
  await survey(app);
  app.synth();
  const { stacks } = JSON.parse(await readFile(join(app.outdir, "manifest.json"), "utf8"));
  expect(stacks.retirement.annotations).toEqual([]);
  expect(stacks.another.annotations).toEqual([
    expect.objectContaining({
      constructPath: "another/web",
      message: expect.stringMatching(/^the journal .* is unusable/),
    }),
  ]);
});

test("what a read-only user may not do is a warning, not an error", async () => {
  await emulator.stop();
  emulator = await CtlEmulator.start({ readOnly: true } as object);
  Object.assign(process.env, { CLC_BASE_URL: emulator.url, CLC_PASSWORD: emulator.password });
  const { app } = newApp({});
  await survey(app);
  expect(said(app)).toEqual([expect.stringMatching(/^@cdktf\/warn: .*does not offer archiveGroupAction/)]);
});

test("a declaration for another API is not surveyed at this one", async () => {
  const { app } = newApp({ endpoint: "https://api.ctl.io" });
  await survey(app);
  expect(said(app)[0]).toMatch(
    /it is declared or pinned for https:\/\/api\.ctl\.io, and CLC_BASE_URL points to http/,
  );
  expect(emulator.events).toEqual([]);
});

test("an open command of ours only learns what is declared: nobody is asked", async () => {
  process.env.ARCHIVED_GROUP_DECLARE_ONLY = "1";
  const { app } = newApp({ requireSurvey: true, requirePin: true });
  expect(await survey(app)).toEqual([]);
  expect([emulator.events, said(app)]).toEqual([[], []]);
});

test("without an answer about costs the card is there, without them", async () => {
  emulator.fault("groupBilling:500*all");
  const { app, stack } = newApp({});
  await survey(app);
  expect(resourceOf(stack).triggers.impact).toMatch(/^Web Applications \(2a5c/);
  expect(resourceOf(stack).triggers.impact).not.toContain("costs today");
  expect(said(app)).toEqual([]);
});

test("200 groups in two data centers take fewer than 10 requests", async () => {
  await emulator.stop();
  const dataCenters = ["d", "c"].map((stem) => ({
    id: `${stem.toUpperCase()}E1`,
    name: stem,
    groups: Array.from({ length: 100 }, (_, index) => ({
      id: `${stem}${String(index).padStart(31, "0")}`,
      name: `Group ${index}`,
      servers: [{ name: `${stem}${index}` }],
    })),
  }));
  emulator = await CtlEmulator.start({ account: { alias: "ALTD", dataCenters } });
  Object.assign(process.env, { CLC_BASE_URL: emulator.url, CLC_PASSWORD: emulator.password });
  const { app } = newApp(...dataCenters.flatMap(({ groups }) => groups.map(({ id }) => ({ groupId: id }))));
  expect(await survey(app, { billing: false })).toHaveLength(200);
  expect(emulator.events.filter(({ kind }) => kind === "request")).toHaveLength(4);
});

test("words of the server reach annotations and card without the password", async () => {
  const { app, stack } = newApp({});
  emulator.fault("login:400");
  await survey(app);
  expect(said(app)[0]).toMatch(/rejected/);
  expect(JSON.stringify([said(app), synth(stack)])).not.toContain(emulator.password);
});
