import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { InstalledCopy } from "./installed-copy";
import { GROUP } from "./stacks";

const { peerDependencies } = require("../../package.json");

/** An app of somebody else, and what it prints. */
function run(project: string, file: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: "utf8" });
  return stdout + stderr;
}

const appWith = (carrier: string): string => `
  const { App, TerraformStack } = require("cdktf");
  const { ArchivedGroup } = require("cdktf-archived-group");
  try {
    const app = new App();
    const stack = new TerraformStack(app, "retirement");
    new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: "${GROUP}", carrier: "${carrier}" });
    app.synth();
    console.log("synthesized");
  } catch (error) {
    console.log(error.name + ": " + error.message);
  }
`;

describe("without @cdktf/provider-null, which is an optional peer", () => {
  const { folder, project } = new InstalledCopy("@cdktf");
  const outcome = (carrier: string): string => {
    writeFileSync(join(project, "app.cjs"), appWith(carrier));
    return run(project, "app.cjs");
  };

  test("the package can be imported, and terraform_data declared", () => {
    expect(outcome("terraform_data")).toBe("synthesized\n");
  });

  test("a null_resource says in one sentence what to install, or to declare instead", () => {
    expect(outcome("null_resource")).toBe(
      `UsageError: a null_resource needs the package @cdktf/provider-null, which is not installed; run "npm install @cdktf/provider-null@${peerDependencies["@cdktf/provider-null"]}", or declare the group with carrier: "terraform_data", which needs none\n`,
    );
  });

  test("the types name it nowhere, so that an app without it compiles", () => {
    const files = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" });
    const types = files.filter((file) => file.endsWith(".d.ts"));
    expect(types.length).toBeGreaterThan(50);
    const naming = types.filter((file) =>
      readFileSync(join(folder, "dist", file), "utf8")
        .replace(/\/\*[\s\S]*?\*\//g, "")
        .includes("@cdktf/"),
    );
    expect(naming).toEqual([]);
  });
});

describe("an app that was bundled into one file", () => {
  const { project } = new InstalledCopy();
  const outcome = async (options: BuildOptions): Promise<string> => {
    writeFileSync(join(project, "app.cjs"), appWith("null_resource"));
    const outfile = options.format === "esm" ? "build/app.mjs" : "build/app.cjs";
    await build({
      absWorkingDir: project,
      entryPoints: ["app.cjs"],
      outfile,
      bundle: true,
      platform: "node",
      logLevel: "silent",
      ...options,
    });
    return run(project, outfile);
  };
  const sentence =
    "UsageError: cdktf-archived-group was bundled into the app, without the file of its hook, which Terraform runs; leave the package out of the bundle (esbuild: --external:cdktf-archived-group) and install it beside it\n";
  const framework = ["cdktf", "constructs", "@cdktf/provider-null"];

  test.each<[string, BuildOptions]>([
    ["CommonJS", { format: "cjs" }],
    ["CommonJS, without the framework", { format: "cjs", external: framework }],
    ["CommonJS, minified", { format: "cjs", external: framework, minify: true, keepNames: false }],
    [
      "an ES module",
      {
        format: "esm",
        external: framework,
        banner: {
          js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
        },
      },
    ],
  ])("is told to leave this package out: %s", async (_, options) => {
    expect(await outcome(options)).toBe(sentence);
  });

  test("works when it does", async () => {
    expect(await outcome({ external: ["cdktf-archived-group"] })).toBe("synthesized\n");
    expect(await outcome({ external: ["cdktf-archived-group", ...framework] })).toBe("synthesized\n");
  });

  test("is not taken in by a hook.cjs of its own", async () => {
    const own = join(project, "dist");
    writeFileSync(join(project, "package.json"), '{ "name": "app", "version": "1.0.0" }');
    mkdirSync(own);
    writeFileSync(join(own, "hook.cjs"), "");
    expect(await outcome({ external: framework })).toBe(sentence);
  });
});
