import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const NAME = "cdktf-archived-group";

/** Where this copy of the package is, seen from `lib/`, `dist/` and `dist/cdktn/` alike. */
const FOLDER = join(__dirname, basename(__dirname) === "cdktn" ? "../.." : "..");

/** This copy of the package, or `undefined` when the code was bundled into a file somewhere else. */
export function ownPackage(): { readonly folder: string; readonly version: string } | undefined {
  try {
    const { name, version } = JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8"));
    return name === NAME ? { folder: FOLDER, version } : undefined;
  } catch {
    return undefined;
  }
}
