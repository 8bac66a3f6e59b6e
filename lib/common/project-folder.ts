import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The nearest folder with a cdktf.json, from this one upwards. */
export function findProjectFolder(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "cdktf.json"))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}
