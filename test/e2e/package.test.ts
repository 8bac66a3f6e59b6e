import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { Consumer, ROOT } from "../package/consumer";
import { linksOf } from "../page";

jest.setTimeout(180_000);

const LIBRARY = ["ArchivedGroup", "CtlClient", "UsageError", "credentialsFrom", "parseEndpoint"];
const EXPORTS = {
  "cdktf-archived-group": LIBRARY,
  "cdktf-archived-group/cdktn": LIBRARY,
  "cdktf-archived-group/emulator": ["CtlEmulator", "WEB_APPLICATIONS", "describeEvent", "sampleAccount"],
};

let consumer: Consumer;

beforeAll(async () => {
  consumer = await Consumer.create();
});

afterAll(() => consumer?.remove());

describe("the tarball", () => {
  const paths = () => consumer.tarball.files.map(({ path }) => path);
  const manifest = async () => JSON.parse(await consumer.read("package.json"));

  test("holds what is needed and nothing else", () => {
    const needed =
      /^(CHANGELOG\.md|LICENSE|README\.md|package\.json|dist\/.+|schema\/.+\.json|docs\/.+|examples\/.+|bench\/(README\.md|results\/.+))$/;
    const kept = /\.(md|json|txt|cjs|js|d\.ts)$|^LICENSE$|^examples\/.+\.ts$|^(docs|bench)\/.+\.svg$/;
    expect(paths().filter((path) => !needed.test(path) || !kept.test(path))).toEqual([]);
    expect(paths()).toEqual(
      expect.arrayContaining([
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "dist/THIRD-PARTY-LICENSES.txt",
        "dist/archived-group.cjs",
        "dist/cdktn/index.d.ts",
        "dist/cdktn/index.js",
        "dist/emulator/index.d.ts",
        "dist/emulator/index.js",
        "dist/hook.cjs",
        "dist/index.d.ts",
        "dist/index.js",
        "schema/seed.schema.json",
      ]),
    );
    const modules = paths().filter((path) => path.endsWith(".js"));
    expect(modules.filter((path) => !paths().includes(path.replace(/\.js$/, ".d.ts")))).toEqual([]);
  });

  test("holds of what makes the hook and the command line what the survey needs, the rest is in the two bundles", () => {
    const folders = new Set(paths().flatMap((path) => /^dist\/([^/]+)\/./.exec(path)?.[1] ?? []));
    expect([...folders].sort()).toEqual([
      "archival",
      "cdktn",
      "common",
      "construct",
      "contract",
      "ctl",
      "emulator",
      "hook",
      "store",
      "survey",
      "terraform",
    ]);
  });

  test("leads from its pages only to what it holds", async () => {
    const pages = paths().filter((path) => path.endsWith(".md"));
    expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/operations.md", "docs/cli.md"]));
    const dead: string[] = [];
    for (const page of pages) {
      for (const link of linksOf(await consumer.read(page))) {
        const target = join(dirname(page), link.replace(/#.*/, ""));
        const isThere = link.startsWith("#") || paths().some((path) => path === target);
        if (!isThere) dead.push(`${page}: ${link}`);
      }
    }
    expect(dead).toEqual([]);
  });

  test("is small", () => {
    // Everything is there twice, once for each framework.
    expect(consumer.tarball.size).toBeLessThan(600_000);
  });

  test("names no file, folder, host or secret of the machine that packed it", async () => {
    const known = /^(api\.ctl\.io|www\.ctl\.io|json-schema\.org|localhost|127\.0\.0\.1(:\d+)?|\W.*)$/i;
    const hints = [ROOT, homedir(), "/node_modules/", "file:///", "sourceMappingURL", "-----BEGIN"];
    const found: string[] = [];
    for (const path of paths()) {
      // Users name the package in their own project like this.
      const text = (await consumer.read(path)).replaceAll("./node_modules/cdktf-archived-group/", "");
      const isForPeople = /\.(md|svg|txt)$|^(LICENSE|examples\/.+)$/.test(path);
      const hosts = [...text.matchAll(/https?:\/\/([^\s"'`/)\\]*)/g)].map(([, host]) => host ?? "");
      const suspects = [
        ...hosts.filter((host) => !isForPeople && !known.test(host)),
        ...hints.filter((hint) => text.includes(hint)),
        ...(text.match(/\/(home|Users|root|tmp)\/\w+|eyJ[\w-]{9,}\.eyJ|npm_\w{36}/g) ?? []),
      ];
      found.push(...suspects.map((suspect) => `${path}: ${suspect}`));
    }
    expect(found).toEqual([]);
  });

  test("says what it needs", async () => {
    const { engines, dependencies, peerDependencies, peerDependenciesMeta, exports, typesVersions, ...rest } =
      await manifest();
    const { scripts, type } = rest;
    expect(engines).toEqual({ node: ">=20.9" });
    expect(type).toBe("commonjs");
    expect(Object.keys(dependencies)).toEqual(["axios", "valibot", "write-file-atomic"]);
    expect(peerDependencies).toEqual({
      "@cdktf/provider-null": "^11.0.0",
      cdktf: "^0.21.0",
      cdktn: ">=0.24.0 <0.25.0",
      constructs: ">=10.6.0 <10.8.0",
    });
    const optional = { optional: true };
    expect(peerDependenciesMeta).toEqual({
      "@cdktf/provider-null": optional,
      cdktf: optional,
      cdktn: optional,
    });
    expect(Object.keys(exports)).toEqual(
      expect.arrayContaining([".", "./cdktn", "./emulator", "./package.json"]),
    );
    expect(Object.keys(typesVersions["*"])).toEqual(["emulator", "cdktn"]);
    const atInstall = ["preinstall", "install", "postinstall", "prepare"];
    expect(Object.keys(scripts).filter((name) => atInstall.includes(name))).toEqual([]);
  });

  test("has one command, which is executable", async () => {
    const { bin } = await manifest();
    expect(bin).toEqual({ "archived-group": "dist/archived-group.cjs" });
    const file = consumer.tarball.files.find(({ path }) => path === bin["archived-group"]);
    expect((file?.mode ?? 0) & 0o111).toBe(0o111);
    expect(await consumer.read(bin["archived-group"])).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("passes on the licence of everything that the bundles carry", async () => {
    const folder = join(consumer.folder, "bundled");
    const entries = ["hook", "archived-group"].map((name) => join(ROOT, "bin", `${name}.ts`));
    // The bundles hold nothing of these (scripts/not-bundled.mjs), and so nothing of what they need.
    const stubs = ["follow-redirects", "form-data", "https-proxy-agent", "proxy-from-env"].map(
      (name) => `--external:${name}`,
    );
    const options = ["--bundle", "--platform=node", ...stubs, `--outdir=${folder}`];
    const { code } = await consumer.tool("esbuild", [
      ...entries,
      ...options,
      `--metafile=${folder}/meta.json`,
    ]);
    expect(code).toBe(0);
    const { inputs } = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8"));
    const names = new Set(
      Object.keys(inputs).flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
    );
    expect(names).toContain("axios");
    const texts = new Map(
      (await consumer.read("dist/THIRD-PARTY-LICENSES.txt")).split(/\n-{80}\n\n/).map((part) => {
        const [title = "", ...text] = part.split("\n");
        return [title.split(" ")[0], text.join(" ")];
      }),
    );
    for (const name of names) {
      expect([name, texts.get(name)]).toEqual([
        name,
        expect.stringMatching(/Copyright[\s\S]*(permi|"AS IS")/i),
      ]);
    }
  });

  test("has no problem that publint knows", async () => {
    const { code, output } = await consumer.tool("publint", ["--strict", consumer.tarballPath]);
    expect([code, output]).toEqual([0, expect.stringContaining("All good!")]);
  });

  test("has no problem that Are the types wrong? knows", async () => {
    const { code, output } = await consumer.tool("attw", ["--no-emoji", consumer.tarballPath]);
    expect([code, output]).toEqual([0, expect.stringContaining("No problems found")]);
  });
});

describe("an app that has installed the tarball", () => {
  const checks = Object.entries(EXPORTS).map(([entry, names]) => ({ entry, names }));

  test.each(checks)("requires $entry", async ({ entry, names }) => {
    const code = `const { ${names.join(", ")} } = require("${entry}"); console.log(${names.map((name) => `typeof ${name}`)})`;
    const { output } = await consumer.node(["--input-type=commonjs", "--eval", code]);
    expect(output).toMatch(/^((function|string|object) ?)+\n$/);
    expect(output).not.toContain("undefined");
  });

  test.each(checks)("imports $entry by names", async ({ entry, names }) => {
    const code = `import { ${names.join(", ")} } from "${entry}"; console.log(${names.map((name) => `typeof ${name}`)})`;
    const { output } = await consumer.node(["--input-type=module", "--eval", code]);
    expect(output).toMatch(/^((function|string|object) ?)+\n$/);
    expect(output).not.toContain("undefined");
  });

  test("needs neither cdktf nor axios for the emulator", async () => {
    const code = `require("cdktf-archived-group/emulator");
      console.log(Object.keys(require.cache).filter((path) => /cdktf\\/lib|constructs|axios/.test(path)).length)`;
    expect(await consumer.node(["--eval", code])).toEqual({ code: 0, output: "0\n" });
  });

  test.each([
    { entry: "cdktf-archived-group", other: /node_modules\/cdktn\// },
    { entry: "cdktf-archived-group/cdktn", other: /node_modules\/(cdktf|@cdktf)\// },
  ])("loads one framework alone with $entry", async ({ entry, other }) => {
    const code = `require("${entry}"); console.log(Object.keys(require.cache).filter((path) => ${other}.test(path)))`;
    expect(await consumer.node(["--eval", code])).toEqual({ code: 0, output: "[]\n" });
  });

  test("finds the schema of seed files", async () => {
    const code = 'console.log(require("cdktf-archived-group/schema/seed.schema.json").type)';
    expect(await consumer.node(["--eval", code])).toEqual({ code: 0, output: "object\n" });
  });

  test("reaches nothing that is not public", async () => {
    const { output } = await consumer.node([
      "--eval",
      'require("cdktf-archived-group/dist/contract/settings")',
    ]);
    expect(output).toContain("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  describe("on an emulator out of the tarball", () => {
    const EMULATOR = `
      import { CtlEmulator, DECOMMISSIONED, WEB_APPLICATIONS } from "cdktf-archived-group/emulator";
      const emulator = await CtlEmulator.start({ speed: 100 });
      const { url, username, password } = emulator;
      console.log(JSON.stringify({ url, username, password, WEB_APPLICATIONS, DECOMMISSIONED }));
      process.stdin.on("end", () => emulator.stop()).resume();
    `;
    const APP = `
      import { App, TerraformStack } from "cdktf";
      import { ArchivedGroup } from "cdktf-archived-group";
      const app = new App();
      const stack = new TerraformStack(app, "retirement");
      const accountAlias = "ALTD";
      const web = new ArchivedGroup(stack, "web", { accountAlias, groupId: process.env.WEB_APPLICATIONS });
      new ArchivedGroup(stack, "old", {
        accountAlias,
        groupId: process.env.DECOMMISSIONED,
        carrier: "terraform_data",
        dependsOn: [web.resource],
      });
      app.synth();
    `;
    const TERRAFORM = process.env.TERRAFORM_BINARY_NAME || "terraform";
    let emulator: ChildProcess;
    let env: NodeJS.ProcessEnv;

    beforeAll(async () => {
      await consumer.write("emulator.mjs", EMULATOR);
      await consumer.write("app.mjs", APP);
      emulator = spawn(process.execPath, ["emulator.mjs"], {
        cwd: consumer.folder,
        stdio: ["pipe", "pipe", "inherit"],
      });
      const [line] = await once(emulator.stdout as Readable, "data");
      const { url, username, password, ...groups } = JSON.parse(String(line));
      const CLC = { CLC_BASE_URL: url, CLC_USERNAME: username, CLC_PASSWORD: password };
      const ARCHIVED_GROUP = {
        ARCHIVED_GROUP_STATE_DIR: join(consumer.folder, "journal"),
        ARCHIVED_GROUP_SETTLE: "2s",
      };
      env = { ...groups, ...CLC, ...ARCHIVED_GROUP };
    });

    afterAll(async () => {
      emulator.stdin?.end();
      if (emulator.exitCode === null) await once(emulator, "exit");
    });

    const terraform = (...args: string[]) =>
      consumer.run(TERRAFORM, args, env, join("cdktf.out", "stacks", "retirement"));
    const cli = (command: string, group: string, ...flags: string[]) =>
      consumer.bin([command, "--account", "ALTD", "--group", String(env[group]), ...flags], env);

    test("synthesizes and applies, with both carriers", async () => {
      expect(await consumer.node(["app.mjs"], env)).toEqual({ code: 0, output: "" });
      expect(await terraform("init", "-input=false")).toMatchObject({ code: 0 });
      const { output } = await terraform("apply", "-auto-approve", "-input=false");
      expect(output).toContain('null_resource.web (local-exec): "Web Applications"');
      expect(output).toContain('terraform_data.old (local-exec): "Decommissioned"');
      expect(output).toContain("Apply complete! Resources: 2 added");
      expect(await terraform("plan", "-detailed-exitcode", "-input=false")).toMatchObject({ code: 0 });
    });

    test("has a command that says its version, and sees and does the same", async () => {
      const { version } = JSON.parse(await consumer.read("package.json"));
      expect(await consumer.bin(["--version"])).toEqual({ code: 0, output: `${version}\n` });
      const { code, output } = await cli("status", "WEB_APPLICATIONS", "--json");
      expect([code, JSON.parse(output)]).toEqual([0, expect.objectContaining({ archived: true })]);
      expect(await cli("archive", "DECOMMISSIONED")).toEqual({
        code: 0,
        output: expect.stringContaining("archived already"),
      });
    });
  });

  const source = `
    import { App, TerraformStack } from "cdktf";
    import { ArchivedGroup, type ArchivedGroupProps, CtlClient, type Group, UsageError } from "cdktf-archived-group";
    import { CtlEmulator, type GroupView, WEB_APPLICATIONS } from "cdktf-archived-group/emulator";

    const props: ArchivedGroupProps = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS, carrier: "terraform_data" };
    const stack = new TerraformStack(new App(), "stack");
    stack.dependsOn(new TerraformStack(new App(), "other"));
    const archived = new ArchivedGroup(stack, "web", { ...props, dependsOn: [] });
    new ArchivedGroup(stack, "later", { ...props, dependsOn: [archived.resource] });
    // @ts-expect-error a carrier that there is not: the types are really there, not any
    new ArchivedGroup(stack, "wrong", { ...props, carrier: "cloud" });

    export async function rehearse(): Promise<[Group | undefined, GroupView | undefined]> {
      const { url: endpoint, username, password, ...emulator } = await CtlEmulator.start({ speed: 60 });
      const client = new CtlClient({ endpoint, credentials: { login: { username, password } } });
      // @ts-expect-error a number is no id
      emulator.group(5);
      return [await client.group({ accountAlias: "ALTD", groupId: WEB_APPLICATIONS }), undefined];
    }
    export const isUsageError = (error: unknown): boolean => error instanceof UsageError;
  `;
  /** The compiler's errors; none is the empty text. */
  async function typeErrors(folder: string, options: object, files: Readonly<Record<string, string>>) {
    for (const [file, text] of Object.entries(files)) {
      await consumer.write(`${folder}/${file}`, text);
    }
    const compilerOptions = { strict: true, target: "es2022", noEmit: true, ...options };
    const tsconfig = JSON.stringify({ compilerOptions, files: Object.keys(files) });
    await consumer.write(`${folder}/tsconfig.json`, tsconfig);
    return (await consumer.tool("tsc", ["-p", folder])).output;
  }

  // Checking the declarations of cdktf takes most of the time, so that one of the three does it.
  test.each([
    { moduleResolution: "node10", module: "commonjs", skipLibCheck: true, files: ["app.ts"] },
    { moduleResolution: "node16", module: "node16", skipLibCheck: false, files: ["app.cts", "app.mts"] },
    { moduleResolution: "bundler", module: "esnext", skipLibCheck: true, files: ["app.ts"] },
  ])("finds the types with moduleResolution $moduleResolution", async ({ files, ...options }) => {
    const sources = Object.fromEntries(files.map((file) => [file, source]));
    expect(await typeErrors(options.moduleResolution, options, sources)).toBe("");
  });

  test("finds the types of the entry for CDK Terrain", async () => {
    const example = readFileSync(join(ROOT, "examples", "cdk-terrain.ts"), "utf8");
    const options = { module: "node16", moduleResolution: "node16", types: ["node"] };
    expect(await typeErrors("cdktn", options, { "app.mts": example })).toBe("");
    expect(
      await typeErrors("cdktn10", { module: "commonjs", skipLibCheck: true }, { "app.ts": example }),
    ).toBe("");
  });

  test("needs no other types for the emulator, not even those of Node", async () => {
    const source = `
      import { CtlEmulator, type FaultRule } from "cdktf-archived-group/emulator";
      const busy: FaultRule = { on: "*", effect: { kind: "status", status: 503, headers: { "Retry-After": 2 } } };
      export const start = async (): Promise<CtlEmulator> => CtlEmulator.start({ faults: [busy] });
    `;
    expect(await typeErrors("alone", { module: "node16", types: [] }, { "app.mts": source })).toBe("");
  });
});
