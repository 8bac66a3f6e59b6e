import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const GROUP = "2a5c0b9662cf4fc8bf6180f139facdc0";
const OTHER_GROUP = "5c0b9662cf4fc8bf6180f139facdc02a";

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "archived-group-test-"));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** The app as `cdktf synth` runs it. */
function synthesize(
  env: Record<string, string>,
  context: object = {},
): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ["--import", "tsx", "bin/app.ts"], {
    cwd: ROOT,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      CDKTF_OUTDIR: outdir,
      CDKTF_CONTEXT_JSON: JSON.stringify(context),
      ...env,
    },
  });
}

/** The triggers of every carrier, by its address. */
function triggers(type: string): Record<string, unknown> {
  const { resource } = JSON.parse(readFileSync(join(outdir, "stacks", "retirement", "cdk.tf.json"), "utf8"));
  return Object.fromEntries(
    // biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
    Object.entries<any>(resource[type]).map(([id, { triggers, triggers_replace }]) => [
      id,
      triggers ?? triggers_replace,
    ]),
  );
}

test("the groups of the context", () => {
  const { status, stderr } = synthesize(
    {},
    { accountAlias: "ALTD", groups: { web: { groupId: GROUP, maxServers: 5 } } },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const impact = expect.stringMatching(/^group 2a5c.{28}, not surveyed .*: no credentials: set CLC_USERNAME/);
  expect(triggers("null_resource")).toEqual({
    web: { account_alias: "ALTD", group_id: GROUP, impact, parent_id: "", servers: "", was_active: "false" },
  });
});

test("a group of the context may be restored, now or at its end", () => {
  const web = { groupId: GROUP, state: "restored", restoreTo: OTHER_GROUP };
  const data = { groupId: OTHER_GROUP, onDestroy: "restore" };
  const env = { ARCHIVED_GROUP_CARRIER: "terraform_data" };
  const { status, stderr } = synthesize(env, { accountAlias: "ALTD", groups: { web, data } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(triggers("terraform_data")).toEqual({
    web: { account_alias: "ALTD", group_id: GROUP, state: "restored" },
    data: { account_alias: "ALTD", group_id: OTHER_GROUP },
  });
});

test("the groups of the environment go first", () => {
  const env = {
    ARCHIVED_GROUP_ACCOUNT: "altd",
    ARCHIVED_GROUP_IDS: `${GROUP}, ${OTHER_GROUP}`,
    ARCHIVED_GROUP_CARRIER: "terraform_data",
  };
  const { status, stderr } = synthesize(env, { accountAlias: "OTHR", groups: { web: { groupId: GROUP } } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(triggers("terraform_data")).toEqual({
    [`group-${GROUP}`]: { account_alias: "ALTD", group_id: GROUP },
    [`group-${OTHER_GROUP}`]: { account_alias: "ALTD", group_id: OTHER_GROUP },
  });
});

test.each<[Record<string, string>, object, string]>([
  [{}, {}, "nothing to archive: set ARCHIVED_GROUP_ACCOUNT and ARCHIVED_GROUP_IDS, or context in cdktf.json"],
  [{}, { accountAlias: "ALTD", groups: { web: {} } }, 'got 0 characters: ""'],
  [
    {},
    { accountAlias: "ALTD", groups: { web: { groupId: GROUP, maxServer: 5 } } },
    'the group "web" in cdktf.json has no option "maxServer"; did you mean maxServers?',
  ],
  [
    {},
    { accountAlias: "ALTD", groups: { web: { groupId: GROUP, dependsOn: ["x.y"] } } },
    'the group "web" in cdktf.json has no option "dependsOn"; choose from groupId, expectedName, maxServers',
  ],
  [
    {},
    { accountAlias: "ALTD", groups: { web: { groupId: GROUP, requirePin: "false" } } },
    'requirePin must be true or false, got "false"',
  ],
  [
    {},
    { accountAlias: "ALTD", groups: { web: null } },
    'the group "web" in cdktf.json takes an object with options, got null',
  ],
  [
    {},
    { accountAlias: "ALTD", groups: { web: { groupId: GROUP } }, carier: "terraform_data" },
    'the context in cdktf.json has the key "carier"; did you mean carrier?',
  ],
  [{ ARCHIVED_GROUP_ACCOUNT: "A/B", ARCHIVED_GROUP_IDS: GROUP }, {}, 'got "A/B"'],
])("%j and context %j are one sentence", (env, context, sentence) => {
  const { status, stderr } = synthesize(env, context);
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd()).not.toContain("\n");
  expect(existsSync(join(outdir, "manifest.json"))).toBe(false);
});
