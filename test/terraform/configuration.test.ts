import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../../lib/common/usage-error";
import { configurationFiles, readConfiguration } from "../../lib/terraform/configuration";
import { GROUP, TerraformFolder, temporaryFolder } from "../construct/stacks";
import { aResource } from "./cdktf-folder";

/** A synthesized stack, with whatever its group is called. */
const stack = (groupId: string): string =>
  JSON.stringify({ resource: { terraform_data: { web: aResource(groupId, "retirement/web/Default") } } });

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test("a synthesized stack that is used as a module, however deep, is read where Terraform has found it", () => {
  const { path } = new TerraformFolder({
    "main.tf": 'module "old" {\n  source = "./modules/a"\n  for_each = toset(["a b"])\n}\n',
    "modules/a/main.tf.json": JSON.stringify({ module: { inner: { source: "../stack", count: 2 } } }),
    "modules/stack/cdk.tf.json": stack(GROUP),
  });
  expect(readConfiguration(path)).toEqual({
    groups: [
      expect.objectContaining({
        address: "module.old.module.inner.terraform_data.web",
        path: "retirement/web",
        target: { accountAlias: "ALTD", groupId: GROUP },
        wants: "archived",
      }),
    ],
    addresses: ["module.old.module.inner.terraform_data.web"],
  });
});

test("of a module that is called no more nothing is declared, although Terraform still has it", () => {
  const { path } = new TerraformFolder({
    "main.tf": 'module "old" { source = "./stack" }',
    "stack/cdk.tf.json": stack(GROUP),
  });
  expect(readConfiguration(path).groups).toHaveLength(1);
  writeFileSync(join(path, "main.tf"), '# module "old" { source = "./stack" }\n');
  expect(readConfiguration(path)).toEqual({ groups: [], addresses: [] });
});

test("of HCL it is read which resources there are", () => {
  const hcl = `
resource "null_resource" "web" {
  triggers = { account_alias = "ALTD", group_id = var.group }
}
  resource terraform_data old-builds { }
resource "aws_instance" "web" {}
# resource "null_resource" "commented" {
locals { text = "resource null_resource quoted {" }
resource "null_resource" "odd"{}`;
  const folder = folderOf({
    "main.tf": hcl,
    "more.tofu": 'resource "null_resource" "more" {}',
    "other.txt": hcl,
  });
  const { addresses, groups } = readConfiguration(folder);
  expect(groups).toEqual([]);
  expect(new Set(addresses)).toEqual(
    new Set(["null_resource.web", "terraform_data.old-builds", "null_resource.odd", "null_resource.more"]),
  );
});

test("resources of JSON that are not of the construct are there as well", () => {
  const resource = { null_resource: { mine: { triggers: { group_id: GROUP } } } };
  expect(readConfiguration(folderOf({ "a.tf.json": JSON.stringify({ resource }) }))).toEqual({
    groups: [],
    addresses: ["null_resource.mine"],
  });
});

test("a file of JSON that is unusable is named", () => {
  const folder = folderOf({ "cdk.tf.json": "{" });
  expect(() => readConfiguration(folder)).toThrow(UsageError);
  expect(() => readConfiguration(folder)).toThrow(
    /cdk\.tf\.json is unusable \(.*\); correct it, or synthesize/,
  );
});

test("a folder that is not there has no configuration", () => {
  expect(configurationFiles(join(temporaryFolder(), "nowhere"))).toEqual([]);
  expect(readConfiguration(join(temporaryFolder(), "nowhere"))).toEqual({ groups: [], addresses: [] });
});
