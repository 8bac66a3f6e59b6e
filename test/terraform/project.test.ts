import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProjectFolder } from "../../lib/common/project-folder";
import { UsageError } from "../../lib/common/usage-error";
import { readProject } from "../../lib/terraform/cdktf-project";
import { declaredGroups } from "../../lib/terraform/declared-groups";
import { readStacks } from "../../lib/terraform/synthesized-stacks";
import { GROUP, temporaryFolder } from "../construct/stacks";
import { aResource, cdktfFolder, declaring } from "./cdktf-folder";

const saved = { ...process.env };
afterEach(() => {
  process.env = { ...saved };
});

describe("a project", () => {
  test("is found from any folder below its cdktf.json", () => {
    const folder = cdktfFolder();
    mkdirSync(join(folder, "deep", "er"), { recursive: true });
    expect(findProjectFolder(join(folder, "deep", "er"))).toBe(folder);
    expect(readProject(join(folder, "deep"))).toEqual({
      folder,
      app: expect.stringContaining("app.cjs"),
      output: join(folder, "out"),
      context: { answer: 42 },
    });
  });

  test("is synthesized to cdktf.out, unless it or CDKTF_OUTPUT says otherwise, as with cdktf", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "cdktf.json"), '{ "app": "node ." }');
    expect(readProject(folder)).toMatchObject({ output: join(folder, "cdktf.out"), context: {} });
    process.env.CDKTF_OUTPUT = "elsewhere";
    expect(readProject(folder)).toMatchObject({ output: join(folder, "elsewhere") });
  });

  test.each([
    ["{", /cdktf\.json is unusable: /],
    ["{}", /cdktf\.json is unusable: it names no app/],
    ['{ "app": ["node"] }', /it names no app/],
  ])("with the cdktf.json %j is refused with one sentence", (text, sentence) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "cdktf.json"), text);
    expect(() => readProject(folder)).toThrow(UsageError);
    expect(() => readProject(folder)).toThrow(sentence);
  });

  test("that is none is said to be none", () => {
    expect(() => readProject("/")).toThrow(
      /^there is no cdktf\.json in \/ or above; run this in a cdktf project$/,
    );
  });
});

describe("a synthesized stack", () => {
  test("says which groups it declares, and no other resources", () => {
    const other = { triggers: { version: "1" }, provisioner: [{ "local-exec": { command: "true" } }] };
    const token = aResource("${terraform_data.found.output}", "retirement/token/Default");
    const resource = {
      terraform_data: { web: aResource(GROUP), token },
      null_resource: { other, plain: {} },
      aws_instance: { web: aResource(GROUP) },
    };
    const output = join(cdktfFolder({ retirement: { resource }, empty: {} }), "out");
    const [retirement, empty] = readStacks(output);
    expect(retirement).toMatchObject({ name: "retirement", folder: join(output, "stacks", "retirement") });
    expect(retirement?.declared.map(({ address, path, target }) => ({ address, path, target }))).toEqual([
      {
        address: "terraform_data.web",
        path: "retirement/web",
        target: { accountAlias: "ALTD", groupId: GROUP },
      },
      { address: "terraform_data.token", path: "retirement/token", target: undefined },
    ]);
    expect(empty?.declared).toEqual([]);
  });

  test("that is HCL declares nothing that could be read", () => {
    const folder = cdktfFolder();
    const retirement = { workingDirectory: ".", synthesizedStackPath: "cdk.tf" };
    writeFileSync(join(folder, "out", "manifest.json"), JSON.stringify({ stacks: { retirement } }));
    expect(() => readStacks(join(folder, "out"))).toThrow(/cdk\.tf is missing; run "cdktf synth" again$/);
    writeFileSync(join(folder, "out", "cdk.tf"), "");
    expect(readStacks(join(folder, "out"))).toMatchObject([{ name: "retirement", declared: [] }]);
  });

  test("that is not there, or is no JSON, leads to cdktf synth", () => {
    const folder = cdktfFolder({ retirement: {} });
    expect(() => readStacks(join(folder, "nowhere"))).toThrow(
      /nowhere\/manifest\.json is missing; run "cdktf synth" first$/,
    );
    writeFileSync(join(folder, "out", "stacks", "retirement", "cdk.tf.json"), "{");
    expect(() => readStacks(join(folder, "out"))).toThrow(/is unusable \(.*\); run "cdktf synth" again$/);
  });
});

describe("what an app declares", () => {
  test("is learned by a synth aside, in which nobody is asked", async () => {
    const app = `${declaring(GROUP)}
      const { CDKTF_CONTEXT_JSON, ARCHIVED_GROUP_DECLARE_ONLY, SYNTH_HCL_OUTPUT } = process.env;
      writeFileSync("seen.json", JSON.stringify([CDKTF_CONTEXT_JSON, ARCHIVED_GROUP_DECLARE_ONLY, SYNTH_HCL_OUTPUT]));`;
    const folder = cdktfFolder({}, app);
    expect(await declaredGroups(readProject(folder))).toMatchObject([{ path: "retirement/g0" }]);
    expect(require(join(folder, "seen.json"))).toEqual(['{"answer":42}', "1", "false"]);
    expect(readStacks(join(folder, "out"))).toEqual([]);
  });

  test("is learned of an app that writes HCL as well", async () => {
    const app = `
      const { App, TerraformStack } = require("${require.resolve("cdktf")}");
      const { ArchivedGroup } = require("${join(__dirname, "..", "..", "dist")}");
      const app = new App({ hclOutput: true });
      new ArchivedGroup(new TerraformStack(app, "retirement"), "web", { accountAlias: "ALTD", groupId: "${GROUP}" });
      app.synth();`;
    const declared = await declaredGroups(readProject(cdktfFolder({}, app)));
    expect(declared).toMatchObject([{ path: "retirement/web", target: { groupId: GROUP } }]);
  });

  test.each([
    ["console.error('no such module'); process.exit(3)", /ended with exit code 3: no such module$/],
    ["process.exit(1)", /ended with exit code 1: it printed nothing$/],
    ["", /manifest\.json is missing/],
  ])("is not known when the app is %j", async (app, sentence) => {
    const project = readProject(cdktfFolder({}, app));
    await expect(declaredGroups(project)).rejects.toThrow(UsageError);
    await expect(declaredGroups(project)).rejects.toThrow(sentence);
  });
});
