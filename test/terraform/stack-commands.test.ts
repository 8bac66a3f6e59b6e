import { cdkCommands, terraformCommands } from "../../lib/terraform/stack-commands";

const saved = { ...process.env };
beforeEach(() => {
  delete process.env.TERRAFORM_BINARY_NAME;
});
afterEach(() => {
  process.env = { ...saved };
});

const STACK = { name: "retirement", folder: "cdktf.out/stacks/retirement", isDependent: false };
const IN_MODULE = 'module.x["a b"].null_resource.web[0]';

test("a stack of a CDK is deployed by its command, from where its project is", () => {
  expect(cdkCommands("cdktf", "", STACK).apply()).toBe("npx cdktf deploy retirement");
  expect(cdkCommands("cdktn", "../my app", STACK).apply("null_resource.web")).toBe(
    `cd '../my app' && terraform -chdir=cdktf.out/stacks/retirement taint null_resource."web" && npx cdktn deploy retirement`,
  );
});

test("one that needs others is deployed without them", () => {
  expect(cdkCommands("cdktf", "", { ...STACK, isDependent: true }).apply()).toBe(
    "npx cdktf deploy retirement --ignore-missing-stack-dependencies",
  );
});

test("in a folder of Terraform it is Terraform itself that applies", () => {
  expect(terraformCommands("terraform").apply()).toBe("terraform apply");
  expect(terraformCommands("tofu").apply(IN_MODULE)).toBe(`tofu taint '${IN_MODULE}' && tofu apply`);
});

test("whatever a shell would make something else of is quoted", () => {
  process.env.TERRAFORM_BINARY_NAME = "/opt/my tools/tofu";
  const odd = { ...STACK, name: "it's", folder: "out/a b" };
  expect(cdkCommands("cdktf", "", odd).apply(IN_MODULE)).toBe(
    `'/opt/my tools/tofu' -chdir='out/a b' taint '${IN_MODULE}' && npx cdktf deploy 'it'\\''s'`,
  );
});
