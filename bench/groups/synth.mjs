import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const APP = fileURLToPath(new URL("synth-app.mjs", import.meta.url));

/** Synthesizes a stack of so many groups in a process of its own; `kind` as in synth-app.mjs. */
export function synthesize(kind, groups, outdir, env = process.env) {
  return new Promise((resolve, reject) => {
    const args = [APP, kind, String(groups), outdir];
    // cdktf keeps the state where it is run.
    const cwd = dirname(outdir);
    mkdirSync(cwd, { recursive: true });
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(stdout));
      else reject(new Error(`the synth of ${groups} groups (${kind}) ended with exit code ${code}`));
    });
  });
}
