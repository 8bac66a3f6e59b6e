import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform, terraformEnvironment } from "../../scripts/terraform.mjs";
import { Emulator } from "./emulator.mjs";
import { synthesize } from "./synth.mjs";

/** How long the emulator takes for one archive. */
export const JOB_S = 1;
const { binary } = findTerraform();

/** What a resource runs instead of the hook, to tell what the time of an apply is made of. */
export const INSTEAD = {
  nothing: undefined,
  "node -e 0": { interpreter: ["node", "-e"], command: "0" },
  "sleep 1": { interpreter: ["sleep"], command: `${JOB_S}` },
  "node, 1 s": { interpreter: ["node", "-e"], command: `setTimeout(() => {}, ${JOB_S * 1_000})` },
};

/**
 * Applies many groups at once, with the real Terraform and the carrier that needs no provider.
 *
 * @param {{ groups: number, parallelism: number, runs: string, jobS?: number,
 *   faults?: object[] }} order `runs`: "hook",
 *   or one of `INSTEAD`
 * @returns wall time and processor time in seconds, for the plan and the apply together; what the emulator was asked; and
 *   what Terraform has printed
 */
export async function apply({ groups, parallelism, runs, jobS = JOB_S, faults = [] }) {
  const folder = mkdtempSync(join(tmpdir(), "archived-group-bench-"));
  const out = join(folder, "cdktf.out");
  await synthesize("terraform_data", groups, out);
  const stack = join(out, "stacks", "retirement");
  if (runs !== "hook") replaceProvisioners(join(stack, "cdk.tf.json"), INSTEAD[runs]);
  const faultsFile = join(folder, "faults.json");
  writeFileSync(faultsFile, JSON.stringify(faults));
  const emulator = await Emulator.start(folder, groups, [
    ...["--timeline", `executing@0,succeeded@${jobS}s`],
    ...["--faults", faultsFile],
  ]);
  const env = {
    ...terraformEnvironment(),
    ...emulator.env,
    ARCHIVED_GROUP_STATE_DIR: join(folder, "state"),
  };
  try {
    await timed([binary, "init", "-input=false"], { cwd: stack, env });
    const args = ["apply", "-auto-approve", "-input=false", "-no-color", `-parallelism=${parallelism}`];
    const { output, wallS, cpuS } = await timed([binary, ...args], { cwd: stack, env });
    const { requests, logins, cpuSeconds } = emulator;
    return { wallS, cpuS, emulatorCpuS: cpuSeconds, requests, logins, output };
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  }
}

function replaceProvisioners(file, provisioner) {
  const stack = JSON.parse(readFileSync(file, "utf8"));
  for (const resource of Object.values(stack.resource.terraform_data)) {
    if (provisioner) resource.provisioner = [{ "local-exec": provisioner }];
    else delete resource.provisioner;
  }
  writeFileSync(file, JSON.stringify(stack));
}

/** Only a shell tells the processor time of a process and everything that it has started. */
function timed(command, { cwd, env }) {
  const script = 'TIMEFORMAT="TIMES %R %U %S"; time "$@"';
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", script, "bash", ...command], { cwd, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      const [, wallS, userS, systemS] = (/^TIMES (\S+) (\S+) (\S+)$/m.exec(output) ?? []).map(Number);
      if (code === 0) resolve({ output, wallS, cpuS: userS + systemS });
      else reject(new Error(`${command.join(" ")} ended with exit code ${code}:\n${output.slice(-3_000)}`));
    });
  });
}
