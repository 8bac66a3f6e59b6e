import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./stacks";

const ROOT = join(__dirname, "..", "..");

/** A project of somebody else, with the built package in its `node_modules` and everything else that this project has. */
export class InstalledCopy {
  readonly project = temporaryFolder();
  /** Of the package. */
  readonly folder = join(this.project, "node_modules", "cdktf-archived-group");

  /** @param without a package, or a scope, that is not installed */
  constructor(without?: string) {
    mkdirSync(this.folder, { recursive: true });
    for (const name of readdirSync(join(ROOT, "node_modules"))) {
      if (name !== without && !name.startsWith(".")) {
        symlinkSync(join(ROOT, "node_modules", name), join(this.project, "node_modules", name), "junction");
      }
    }
    cpSync(join(ROOT, "dist"), join(this.folder, "dist"), { recursive: true });
    cpSync(join(ROOT, "package.json"), join(this.folder, "package.json"));
  }

  /** Makes it another version, by changing a file of it before it is loaded. */
  edit(file: string, from: string | RegExp, to: string): this {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(from);
    writeFileSync(path, text.replace(from, to));
    return this;
  }

  load(entry = ""): typeof import("../../lib") {
    return require(join(this.folder, entry));
  }
}
