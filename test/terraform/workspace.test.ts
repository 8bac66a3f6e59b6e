import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../lib/common/usage-error";
import { engineIn } from "../../lib/terraform/terraform-folder";
import { findWorkspace } from "../../lib/terraform/workspace";
import { temporaryFolder } from "../construct/stacks";
import { cdktfFolder } from "./cdktf-folder";

const saved = { ...process.env };
beforeEach(() => {
  delete process.env.TERRAFORM_BINARY_NAME;
});
afterEach(() => {
  process.env = { ...saved };
});

describe("what there is to look at", () => {
  test("is every stack of the project, from any folder below it", () => {
    const folder = cdktfFolder({ retirement: {}, later: {} });
    const found = findWorkspace(join(folder, "out", "stacks", "later"));
    expect(found.folder).toBe(folder);
    expect(found.stacks.map(({ name }) => name)).toEqual(["retirement", "later"]);
    expect(found.stacks[0]?.commands.apply()).toBe("cd ../../.. && npx cdktf deploy retirement");
  });

  test.each([
    ["configuration", "main.tf"],
    ["configuration of OpenTofu", "main.tofu"],
    ["a synthesized stack that was copied", "cdk.tf.json"],
    ["a local state alone", "terraform.tfstate"],
    ["what Terraform was initialized with", ".terraform/terraform.tfstate"],
  ])("is a folder with %s, where there is no cdktf.json", (_, name) => {
    const folder = join(temporaryFolder(), "infra");
    mkdirSync(join(folder, ".terraform"), { recursive: true });
    writeFileSync(join(folder, name), "{}");
    const { folder: at, stacks } = findWorkspace(folder);
    expect(at).toBe(folder);
    expect(stacks).toMatchObject([{ name: "infra", folder }]);
  });

  test("is Terraform alone in a folder of its own inside a project", () => {
    const folder = cdktfFolder({ retirement: {} });
    const network = join(folder, "network");
    mkdirSync(network);
    expect(findWorkspace(network).stacks.map(({ name }) => name)).toEqual(["retirement"]);
    writeFileSync(join(network, "main.tf"), "");
    expect(findWorkspace(network).stacks.map(({ name }) => name)).toEqual(["network"]);
  });

  test("is nothing in any other folder, which one sentence says", () => {
    const folder = temporaryFolder();
    expect(() => findWorkspace(folder)).toThrow(UsageError);
    expect(() => findWorkspace(folder)).toThrow(
      /^there is no cdktf\.json in \S+ or above, and neither configuration nor a state of Terraform in it; run this in a cdktf project, or where Terraform is run$/,
    );
  });

  test("is a project of CDK Terrain that was never synthesized, in its own words", () => {
    const folder = cdktfFolder();
    writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies: { cdktn: "1" } }));
    process.env.CDKTF_OUTPUT = "nowhere";
    expect(() => findWorkspace(folder)).toThrow(/manifest\.json is missing; run "cdktn synth" first$/);
  });
});

describe("what is run as Terraform", () => {
  /** A PATH with nothing but these programs. */
  const pathWith = (...names: string[]): NodeJS.ProcessEnv => {
    const PATH = temporaryFolder();
    for (const name of names) writeFileSync(join(PATH, name), "#!/bin/sh\n", { mode: 0o755 });
    return { PATH };
  };
  const lockOf = (registry: string): string => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, ".terraform.lock.hcl"),
      `provider "${registry}/hashicorp/null" {\n  version = "3.2.4"\n}\n`,
    );
    return folder;
  };
  const BOTH = pathWith("terraform", "tofu");

  test.each<[string, string, NodeJS.ProcessEnv, string]>([
    [
      "what the environment names",
      lockOf("registry.opentofu.org"),
      { ...BOTH, TERRAFORM_BINARY_NAME: "/x/tf" },
      "/x/tf",
    ],
    ["tofu, where its lock file says so", lockOf("registry.opentofu.org"), BOTH, "tofu"],
    ["terraform, where its lock file says so", lockOf("registry.terraform.io"), BOTH, "terraform"],
    ["terraform, where nothing says anything", temporaryFolder(), BOTH, "terraform"],
    ["tofu, where that alone is installed", temporaryFolder(), pathWith("tofu"), "tofu"],
    ["terraform, where none is", temporaryFolder(), {}, "terraform"],
  ])("is %s", (_, folder, env, expected) => {
    expect(engineIn(folder, env)).toBe(expected);
  });

  test("is tofu in a folder with files that only it reads", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "main.tofu"), "");
    expect(engineIn(folder, BOTH)).toBe("tofu");
  });
});
