import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { type Cdk, cdkOf } from "../../lib/terraform/cdk";
import { temporaryFolder } from "../construct/stacks";

/** A project that asks for these packages, and is synthesized by a release of a CDK, if at all. */
function project(dependencies: object, version?: string): { folder: string; output: string } {
  const folder = temporaryFolder();
  const output = join(folder, "cdktf.out");
  mkdirSync(output);
  writeFileSync(join(folder, "package.json"), JSON.stringify(dependencies));
  if (version !== undefined) {
    writeFileSync(join(output, "manifest.json"), JSON.stringify({ version, stacks: {} }));
  }
  return { folder, output };
}

test.each<[Cdk, typeof cdktf.App | typeof cdktn.App]>([
  ["cdktf", cdktf.App],
  ["cdktn", cdktn.App],
])("what %s has really synthesized is told by its manifest, whatever the packages say", (expected, App) => {
  const { folder, output } = project({ dependencies: { cdktf: "1", cdktn: "1" } });
  new App({ outdir: output }).synth();
  expect(readFileSync(join(output, "manifest.json"), "utf8")).toContain('"version"');
  expect(cdkOf({ folder, output })).toBe(expected);
});

test.each<[Cdk, string]>([
  ["cdktf", "0.10.0"],
  ["cdktf", "0.21.0"],
  ["cdktn", "0.22.0-pre.12"],
  ["cdktn", "1.0.0"],
])("%s is of release %s", (expected, version) => {
  expect(cdkOf(project({}, version))).toBe(expected);
});

test.each<[Cdk, object]>([
  ["cdktf", {}],
  ["cdktf", { dependencies: { cdktf: "^0.21.0" } }],
  ["cdktn", { dependencies: { cdktn: "^0.24.0" } }],
  ["cdktn", { devDependencies: { "cdktn-cli": "^0.24.0" } }],
  ["cdktf", { dependencies: { cdktn: "^0.24.0" }, devDependencies: { "cdktf-cli": "^0.21.0" } }],
])("before the first synth, the packages tell %s: %j", (expected, packages) => {
  expect(cdkOf(project(packages))).toBe(expected);
  expect(cdkOf(project(packages, "0.0.0"))).toBe(expected);
});

test("the packages are those of the nearest folder above", () => {
  const { folder } = project({ dependencies: { cdktn: "1" } });
  mkdirSync(join(folder, "deep", "er"), { recursive: true });
  const below = join(folder, "deep", "er");
  expect(cdkOf({ folder: below, output: join(below, "cdktf.out") })).toBe("cdktn");
});

test("a package.json or a manifest that is no JSON tells nothing", () => {
  const { folder, output } = project({});
  for (const path of [join(folder, "package.json"), join(output, "manifest.json")]) writeFileSync(path, "{");
  expect(cdkOf({ folder, output })).toBe("cdktf");
});
