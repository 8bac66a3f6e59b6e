import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedGroups } from "../../lib/drift/recorded-groups";
import { UsageError } from "../../lib/usage-error";
import { GROUP, OTHER_GROUP, TerraformFolder, temporaryFolder } from "../stacks";

const TARGET = { accountAlias: "ALTD", groupId: GROUP };
const saved = { ...process.env };
afterEach(() => {
  process.env = { ...saved };
});

const resources = (web: string, more = ""): string => `
resource "terraform_data" "web" { triggers_replace = { account_alias = "ALTD", group_id = "${web}" } }
resource "terraform_data" "other" { triggers_replace = { version = "1" } }
resource "terraform_data" "nothing" {}
${more}`;

test("groups are read from the state through Terraform itself, and no other resources", async () => {
  const folder = new TerraformFolder({ "main.tf": resources(GROUP) });
  expect(await recordedGroups(folder.path)).toEqual([]);
  folder.run("apply", "-auto-approve");
  expect(await recordedGroups(folder.path)).toEqual([
    { address: "terraform_data.web", target: TARGET, restored: false, tainted: false },
  ]);
  folder.run("taint", "terraform_data.web");
  expect(await recordedGroups(folder.path)).toMatchObject([{ tainted: true }]);
}, 60_000);

test("a group that is to be active again is told from one that is to stay archived", async () => {
  const restored = `account_alias = "ALTD", group_id = "${OTHER_GROUP}", state = "restored"`;
  const folder = new TerraformFolder({
    "main.tf": resources(GROUP, `resource "terraform_data" "back" { triggers_replace = { ${restored} } }`),
  });
  folder.run("apply", "-auto-approve");
  const found = await recordedGroups(folder.path);
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
  expect(await recordedGroups(folder.path)).toEqual([]);
}, 60_000);

test.each([
  ["no JSON", "Success!", /^what .* show -json in .* printed is no state \(Unexpected token/],
  ["nothing", "", /printed is no state/],
])("%s from Terraform is one sentence", async (_, printed, sentence) => {
  const error = await recordedGroups(terraformThatPrints(printed)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(sentence);
});

test.each(["{}", "null", '{"values":{"root_module":{"resources":null,"child_modules":null}}}'])(
  "a state of nothing has no groups: %s",
  async (printed) => {
    expect(await recordedGroups(terraformThatPrints(printed))).toEqual([]);
  },
);

/** An empty folder, and a Terraform for it. */
function terraformThatPrints(text: string): string {
  const folder = temporaryFolder();
  const binary = join(folder, "terraform");
  writeFileSync(join(folder, "printed"), text);
  writeFileSync(binary, `#!/bin/sh\ncat '${join(folder, "printed")}'\n`, { mode: 0o755 });
  process.env.TERRAFORM_BINARY_NAME = binary;
  return folder;
}

test("a folder that was never initialized is initialized first", async () => {
  const { path } = new TerraformFolder({ "main.tf": resources(GROUP) });
  expect(existsSync(join(path, ".terraform"))).toBe(false);
  expect(await recordedGroups(path)).toEqual([]);
}, 60_000);

test("what Terraform has to say is one sentence, without its box", async () => {
  const path = temporaryFolder();
  writeFileSync(join(path, "main.tf"), "resource {}");
  const error = await recordedGroups(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(/^\S+ \w+ in .* failed: Error: /);
  expect((error as Error).message).not.toMatch(/[│╷╵\n]/);
}, 60_000);

test("without Terraform the sentence says that it is missing", async () => {
  process.env.TERRAFORM_BINARY_NAME = "no-such-terraform";
  await expect(recordedGroups(temporaryFolder())).rejects.toThrow(
    /^no-such-terraform init in .* failed: it is not on the PATH$/,
  );
});
