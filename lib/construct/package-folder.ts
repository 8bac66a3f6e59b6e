import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const NAME = "cdktf-archived-group";

/** This copy of the package, or `undefined` when its code was bundled into a file of somebody else's. */
export function ownPackage(): { readonly folder: string; readonly version: string } | undefined {
  try {
    // Seen from lib/, dist/ and dist/cdktn/ alike. A bundle that is an ES module has no __dirname, and so ends here, too.
    const library = join(__dirname, "..");
    const folder = join(library, basename(library) === "cdktn" ? "../.." : "..");
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return name === NAME ? { folder, version } : undefined;
  } catch {
    return undefined;
  }
}
