// Builds dist/: the library with its types (tsc), once for cdktf and once, in dist/cdktn, for its successor; and two
// bundles in one file each (esbuild): hook.cjs, which Terraform runs, and archived-group.cjs, the command line. The
// bundles hold what they need.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transformSync } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
// Built aside and then put in place, so that nobody ever finds half a build.
const dist = join(root, ".cache", `dist-${process.pid}`);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

compile("tsconfig.build.json", dist);
compile("tsconfig.cdktn.json", join(dist, "cdktn"));
for (const extension of [".js", ".d.ts"])
  renameSync(
    join(dist, "cdktn/construct", `framework.cdktn${extension}`),
    join(dist, "cdktn/construct", `framework${extension}`),
  );

// What comments say of the code is in the repository; what users read of it, in the declarations.
for (const path of readdirSync(dist, { recursive: true }).filter((path) => path.endsWith(".js"))) {
  const file = join(dist, path);
  writeFileSync(
    file,
    transformSync(readFileSync(file, "utf8"), { legalComments: "none", target: "node20" }).code,
  );
}

// An old Node parses the whole bundle before it runs the first line, so the bundle is written in words that Node 12 knows.
const nodeCheck = `(function (node) {
  if (node[0] > 20 || (node[0] === 20 && node[1] >= 9)) return;
  console.log("error: Node 20.9 or newer is needed, this is " + process.versions.node + "; install a newer Node");
  process.exit(2);
})(process.versions.node.split(".").map(Number));`;
const NOT_BUNDLED = ["follow-redirects", "form-data", "http2", "https-proxy-agent", "proxy-from-env"];
const { metafile } = await build({
  entryPoints: { hook: join(root, "bin/hook.ts"), "archived-group": join(root, "bin/archived-group.ts") },
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node12",
  minify: true,
  keepNames: true,
  legalComments: "none",
  banner: { js: nodeCheck },
  define: { __VERSION__: JSON.stringify(version) },
  alias: Object.fromEntries(NOT_BUNDLED.map((name) => [name, join(root, "scripts", "not-bundled.mjs")])),
  logOverride: { "ignored-bare-import": "error" }, // "sideEffects" of package.json names files that move
  metafile: true,
  absWorkingDir: root,
});
chmodSync(join(dist, "archived-group.cjs"), 0o755);
writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), licensesOf(metafile));
replace(join(root, "dist"), dist);

function compile(project, outDir) {
  const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const args = [tsc, "-p", join(root, project), "--outDir", outDir];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}

function replace(folder, fresh) {
  const old = `${fresh}-old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(fresh, folder);
  rmSync(old, { recursive: true, force: true });
}

/** The licences of everything that the bundles carry; most of them ask to be passed on. */
function licensesOf({ inputs }) {
  const packages = new Set(
    Object.keys(inputs).flatMap((input) => /(?:.*node_modules\/)((?:@[^/]+\/)?[^/]+)/.exec(input)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((folder) => {
    const about = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const text = licenseIn(join(root, folder));
    if (!text) throw new Error(`${folder} is bundled, but its licence was not found; it has to be passed on`);
    return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

/** The file of that name or, in older packages, the last section of the README. */
function licenseIn(folder) {
  const read = (name) => {
    const file = readdirSync(folder).find((entry) => name.test(entry));
    return file ? readFileSync(join(folder, file), "utf8") : "";
  };
  const section = () =>
    /^(?:#+ *)?Licen[cs]e\b[^\n]*\n([-=]+\n)?([\s\S]*)/im.exec(read(/^readme/i))?.[2] ?? "";
  return (read(/^licen[cs]e/i) || section()).trim();
}
