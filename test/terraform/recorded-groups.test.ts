import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../lib/common/usage-error";
import { declaredAddress, recordedGroups } from "../../lib/terraform/recorded-groups";
import { taintCommand } from "../../lib/terraform/stack-commands";
import { GROUP, OTHER_GROUP, TerraformFolder, temporaryFolder } from "../construct/stacks";

const ENGINE = process.env.TERRAFORM_BINARY_NAME || "terraform";
const saved = { ...process.env };
afterEach(() => {
  process.env = { ...saved };
});
const TARGET = { accountAlias: "ALTD", groupId: GROUP };

const resources = (web: string, more = ""): string => `
resource "terraform_data" "web" { triggers_replace = { account_alias = "ALTD", group_id = "${web}" } }
resource "terraform_data" "other" { triggers_replace = { version = "1" } }
resource "terraform_data" "nothing" {}
${more}`;

test("groups are read from the state through Terraform itself, and no other resources", async () => {
  const folder = new TerraformFolder({ "main.tf": resources(GROUP) });
  expect(await recordedGroups(folder.path, ENGINE)).toEqual([]);
  folder.run("apply", "-auto-approve");
  expect(await recordedGroups(folder.path, ENGINE)).toEqual([
    { address: "terraform_data.web", target: TARGET, restored: false, tainted: false },
  ]);
  folder.run("taint", "terraform_data.web");
  expect(await recordedGroups(folder.path, ENGINE)).toMatchObject([{ tainted: true }]);
}, 60_000);

test("a group that is to be active again is told from one that is to stay archived", async () => {
  const restored = `account_alias = "ALTD", group_id = "${OTHER_GROUP}", state = "restored"`;
  const folder = new TerraformFolder({
    "main.tf": resources(GROUP, `resource "terraform_data" "back" { triggers_replace = { ${restored} } }`),
  });
  folder.run("apply", "-auto-approve");
  const found = await recordedGroups(folder.path, ENGINE);
  expect(found.map(({ address, restored: isRestored }) => [address, isRestored])).toEqual([
    ["terraform_data.back", true],
    ["terraform_data.web", false],
  ]);
}, 60_000);

test("what has triggers of the same names, and no ids in them, is somebody else's", async () => {
  const others = ["web; reboot", "$(reboot)", ""].map(
    (id, index) =>
      `resource "terraform_data" "other${index}" { triggers_replace = { account_alias = "A;B", group_id = "${id}" } }`,
  );
  const folder = new TerraformFolder({ "main.tf": others.join("\n") });
  folder.run("apply", "-auto-approve");
  expect(await recordedGroups(folder.path, ENGINE)).toEqual([]);
}, 60_000);

test.each([
  ["no JSON", "Success!", /^what .* show -json in .* printed is not a state \(Unexpected token/],
  ["nothing", "", /printed is not a state/],
])("%s from Terraform is one sentence", async (_, printed, sentence) => {
  const error = await recordedGroups(temporaryFolder(), terraformThatPrints(printed)).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(sentence);
});

test.each(["{}", "null", '{"values":{"root_module":{"resources":null,"child_modules":null}}}'])(
  "a state of nothing has no groups: %s",
  async (printed) => {
    expect(await recordedGroups(temporaryFolder(), terraformThatPrints(printed))).toEqual([]);
  },
);

/** A Terraform that says the same to everything. */
function terraformThatPrints(text: string): string {
  const folder = temporaryFolder();
  const binary = join(folder, "terraform");
  writeFileSync(join(folder, "printed"), text);
  writeFileSync(binary, `#!/bin/sh\ncat '${join(folder, "printed")}'\n`, { mode: 0o755 });
  return binary;
}

test("a folder that was never initialized is initialized first", async () => {
  const { path } = new TerraformFolder({ "main.tf": resources(GROUP) });
  expect(existsSync(join(path, ".terraform"))).toBe(false);
  expect(await recordedGroups(path, ENGINE)).toEqual([]);
}, 60_000);

test("what Terraform has to say is one sentence, without its box", async () => {
  const path = temporaryFolder();
  writeFileSync(join(path, "main.tf"), "resource {}");
  const error = await recordedGroups(path, ENGINE).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(/^\S+ \w+ in .* failed: Error: /);
  expect((error as Error).message).not.toMatch(/[│╷╵\n]/);
}, 60_000);

test("without Terraform the sentence says that it is missing", async () => {
  await expect(recordedGroups(temporaryFolder(), "no-such-terraform")).rejects.toThrow(
    /^no-such-terraform init in .* failed: it is not on the PATH$/,
  );
});

describe("the address of a declaration", () => {
  test.each([
    ["null_resource.web", "null_resource.web"],
    ["null_resource.web[0]", "null_resource.web"],
    ['module.x["a b"].null_resource.web[0]', "module.x.null_resource.web"],
    ['module.x[12].module.y["a].b[0]"].terraform_data.web["\\"]"]', "module.x.module.y.terraform_data.web"],
    ['null_resource.web["$${a}\\\\"]', "null_resource.web"],
  ])("of %s", (address, declared) => {
    expect(declaredAddress(address)).toBe(declared);
  });
});

test("keys of count, for_each and modules are read, and tainted by a shell, as Terraform itself writes them", async () => {
  const keys = ["a b", 'q"uo]te', "it's", "$${x} %%{y}", "back\\slash", "münchen", "new\nline"];
  const set = JSON.stringify(keys);
  const folder = new TerraformFolder({
    "main.tf": `module "x" {\n  source = "./x"\n  for_each = toset(${set})\n}\n`,
    "x/main.tf": `
resource "terraform_data" "web" {
  count = 2
  triggers_replace = { account_alias = "ALTD", group_id = "${GROUP}" }
}`,
  });
  folder.run("apply", "-auto-approve");
  const found = await recordedGroups(folder.path, ENGINE);
  expect(found).toHaveLength(2 * keys.length);
  expect(new Set(found.map(({ address }) => declaredAddress(address)))).toEqual(
    new Set(["module.x.terraform_data.web"]),
  );
  const commands = found.map(({ address }) => taintCommand(address, { binary: ENGINE, folder: folder.path }));
  expect(commands).toContain(`${ENGINE} -chdir=${folder.path} taint 'module.x["a b"].terraform_data.web[0]'`);
  const shell = spawnSync("sh", ["-e", "-c", commands.join("\n")], { encoding: "utf8" });
  expect(shell).toMatchObject({ status: 0 });
  const marked = await recordedGroups(folder.path, ENGINE);
  expect(marked.every(({ tainted }) => tainted)).toBe(true);
}, 120_000);

test("what is left over from a replacement is no record", async () => {
  const values = { triggers_replace: { account_alias: "ALTD", group_id: GROUP } };
  const web = { address: "terraform_data.web", values };
  const resources = [web, { ...web, deposed_key: "0a1b2c3d" }];
  const engine = terraformThatPrints(JSON.stringify({ values: { root_module: { resources } } }));
  expect(await recordedGroups(temporaryFolder(), engine)).toHaveLength(1);
});

test("another data folder of Terraform shows as well that it was initialized", async () => {
  const folder = temporaryFolder();
  const engine = join(folder, "only-shows");
  writeFileSync(engine, `#!/bin/sh\n[ "$1" = show ] && echo '{}'\n`, { mode: 0o755 });
  process.env.TF_DATA_DIR = "elsewhere";
  await expect(recordedGroups(folder, engine)).rejects.toThrow(/only-shows init in /);
  mkdirSync(join(folder, "elsewhere"));
  expect(await recordedGroups(folder, engine)).toEqual([]);
});
