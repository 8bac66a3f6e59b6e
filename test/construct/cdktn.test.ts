import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { CtlEmulator, LEGACY_REPORTING } from "../../lib/emulator";
import { GROUP, OTHER_GROUP, temporaryFolder } from "./stacks";

const DIST = join(__dirname, "..", "..", "dist");
const BUILDS = {
  cdktf: { framework: cdktf, folder: DIST },
  cdktn: { framework: cdktn, folder: join(DIST, "cdktn") },
};
type FrameworkName = keyof typeof BUILDS;

let emulator: CtlEmulator;
const saved = { ...process.env };
beforeAll(async () => {
  emulator = await CtlEmulator.start();
  const { url, username, password } = emulator;
  const ARCHIVED_GROUP_STATE_DIR = temporaryFolder();
  Object.assign(process.env, { CLC_BASE_URL: url, CLC_USERNAME: username, CLC_PASSWORD: password });
  Object.assign(process.env, { ARCHIVED_GROUP_STATE_DIR });
});
afterAll(async () => {
  process.env = saved;
  await emulator.stop();
});

/**
 * A stack with everything that a declaration may hold, as the framework and the build for it make it. The flags that
 * cdktn has and cdktf has not would change the hash in the name of the hook's folder.
 */
async function declareAll(name: FrameworkName, carrier: string) {
  const { folder, framework } = BUILDS[name];
  const { ArchivedGroup, guardArchives, survey } = require(folder);
  const { TerraformStack, TerraformVariable, Testing } = framework as typeof cdktf;
  const stack = new TerraformStack(Testing.app({ enableFutureFlags: false }), "retirement");
  guardArchives(stack, { protectedNames: ["*production*"] });
  const later = new TerraformVariable(stack, "later", { type: "string" });
  const web = new ArchivedGroup(stack, "web", {
    carrier,
    accountAlias: "altd",
    groupId: GROUP.toUpperCase(),
    expectedName: "${name}",
    maxServers: 5,
    timeout: "2h",
    endpoint: "https://api.example.com",
  });
  new ArchivedGroup(stack, "known-later", {
    carrier,
    accountAlias: "ALTD",
    groupId: later.stringValue,
    dependsOn: [web.resource],
  });
  new ArchivedGroup(stack, "plain", {
    carrier,
    accountAlias: "ALTD",
    groupId: OTHER_GROUP,
    onDestroy: "restore",
  });
  const groupId = LEGACY_REPORTING;
  new ArchivedGroup(stack, "undone", { carrier, accountAlias: "ALTD", groupId, state: "restored" });
  const seen = await survey(stack);
  expect(seen).toHaveLength(2);
  const timeless = (text: string): string =>
    text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "(time)").replace(/-chdir=\S+/g, "-chdir=(folder)");
  return {
    json: JSON.parse(timeless(Testing.synth(stack, true))),
    hcl: timeless(Testing.synthHcl(stack)),
  };
}

describe.each(["null_resource", "terraform_data"])(
  "a stack with %s that was made with CDK Terrain",
  (carrier) => {
    test("is the same JSON as with cdktf", async () => {
      const { json } = await declareAll("cdktn", carrier);
      expect(Object.keys(json.resource[carrier])).toEqual(["known-later", "plain", "undone", "web"]);
      expect(Object.keys(json.check)).toEqual(["archived_group_plain", "archived_group_undone"]);
      expect(json).toEqual((await declareAll("cdktf", carrier)).json);
    });

    test("is the same HCL as with cdktf", async () => {
      const { hcl } = await declareAll("cdktn", carrier);
      expect(hcl).toContain(GROUP);
      expect(hcl).toBe((await declareAll("cdktf", carrier)).hcl);
    });
  },
);

test("a group that is declared twice fails the synth", () => {
  const { ArchivedGroup } = require(BUILDS.cdktn.folder);
  const stack = new cdktn.TerraformStack(cdktn.Testing.app(), "retirement");
  for (const id of ["web", "again"]) new ArchivedGroup(stack, id, { accountAlias: "ALTD", groupId: GROUP });
  expect(() => cdktn.Testing.synth(stack, true)).toThrow(`group ${GROUP} of account ALTD is declared twice`);
});

test("the two builds export the same names, and differ in framework.js alone", () => {
  expect(Object.keys(require(BUILDS.cdktn.folder))).toEqual(Object.keys(require(BUILDS.cdktf.folder)));
  const files = readdirSync(BUILDS.cdktn.folder, { recursive: true, encoding: "utf8" });
  const codeOf = (name: FrameworkName, file: string) => readFileSync(join(BUILDS[name].folder, file), "utf8");
  const code = files.filter((file) => /\.(js|d\.ts)$/.test(file));
  expect(code.filter((file) => codeOf("cdktf", file) !== codeOf("cdktn", file)).sort()).toEqual([
    "construct/framework.d.ts",
    "construct/framework.js",
  ]);
});
