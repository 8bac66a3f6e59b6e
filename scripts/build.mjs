// Builds dist/: the library with its types (tsc), and two bundles in one file each (esbuild): hook.cjs, which
// Terraform runs, and archived-group.cjs, the command line. The bundles hold what they need.
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/**
 * What axios loads at its start and the hook never uses; it costs more time than all the rest. `fetch.js` and
 * `FormData` wake up Node's own fetch, form-data brings a table of every media type, and http2 is for other servers.
 */
const unused = [
  [join("axios", "lib", "adapters", "fetch.js"), () => "export const getFetch = undefined;"],
  [join("axios", "lib", "utils.js"), (text) => text.replaceAll("G.FormData", "undefined")],
  [join("axios", "lib", "adapters", "http.js"), (text) => text.replace("import http2 from 'http2';", "")],
  [join("axios", "lib", "helpers", "Http2Sessions.js"), () => "export default class Http2Sessions {}"],
  [join("form-data", "lib", "form_data.js"), () => "module.exports = class FormData {};"],
];
const withoutUnused = {
  name: "without-unused",
  setup({ onLoad, onEnd }) {
    const left = new Set(unused.map(([file]) => file));
    onLoad({ filter: /node_modules[\\/](axios|form-data)[\\/]/ }, ({ path }) => {
      const [file, without] = unused.find(([name]) => path.endsWith(name)) ?? [];
      if (!file) return undefined;
      const text = readFileSync(path, "utf8");
      const contents = without(text);
      if (contents !== text) left.delete(file);
      return { contents, loader: "js" };
    });
    onEnd(() => {
      if (left.size > 0)
        throw new Error(`axios has changed: ${[...left].join(", ")} has to be looked at again`);
    });
  },
};

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
  plugins: [withoutUnused],
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
