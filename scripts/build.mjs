// Builds dist/: the library with its types (tsc), and two bundles in one file each (esbuild): hook.cjs, which
// Terraform runs, and archived-group.cjs, the command line. The bundles hold what they need.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

rmSync(dist, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], { stdio: "inherit" });

// Node 16 parses the bundle of an old Node, too, so that the sentence below is what its user sees.
const nodeCheck = `if (parseInt(process.versions.node) < 20) {
  console.log("error: Node 20.9 or newer is needed, this is " + process.versions.node + "; install a newer Node");
  process.exit(2);
}`;
const { metafile } = await build({
  entryPoints: { hook: join(root, "bin/hook.ts"), "archived-group": join(root, "bin/archived-group.ts") },
  outdir: dist,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node16",
  minify: true,
  keepNames: true,
  legalComments: "none",
  banner: { js: nodeCheck },
  define: { __VERSION__: JSON.stringify(version) },
  metafile: true,
  absWorkingDir: root,
});
chmodSync(join(dist, "archived-group.cjs"), 0o755);
writeFileSync(join(dist, "THIRD-PARTY-LICENSES.txt"), licensesOf(metafile));

/** The licences of everything that the bundles carry; most of them ask to be passed on. */
function licensesOf({ inputs }) {
  const packages = new Set(
    Object.keys(inputs).flatMap((input) => /(?:.*node_modules\/)((?:@[^/]+\/)?[^/]+)/.exec(input)?.[0] ?? []),
  );
  const texts = [...packages].sort().map((folder) => {
    const about = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
    const text =
      file && existsSync(join(root, folder, file)) ? readFileSync(join(root, folder, file), "utf8") : "";
    return `${about.name} ${about.version} (${about.license})\n\n${text.trim()}\n`;
  });
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}
