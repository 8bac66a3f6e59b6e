import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../common/usage-error";
import { DECLARE_ONLY } from "../contract/settings";
import type { CdktfProject } from "./cdktf-project";
import type { DeclaredGroup } from "./declared-groups-in";
import { readStacks } from "./synthesized-stacks";

/**
 * What the app of a project declares: it is synthesized aside, asking nobody.
 *
 * @throws UsageError with what the app printed, when it fails
 */
export async function declaredGroups(project: CdktfProject): Promise<DeclaredGroup[]> {
  const output = await mkdtemp(join(tmpdir(), "archived-group-synth-"));
  try {
    await synthesize(project, output);
    return readStacks(output).flatMap(({ declared }) => declared);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/** As `cdktf synth` starts it (packages/@cdktf/cli-core/src/lib/synth-stack.ts): in a shell, told by its environment. */
async function synthesize({ app, context, folder }: CdktfProject, output: string): Promise<void> {
  const child = spawn(app, {
    cwd: folder,
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      CDKTF_OUTDIR: output,
      CDKTF_CONTEXT_JSON: JSON.stringify(context),
      // An app that may not be deployed as it is may still be pinned.
      CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "1",
      [DECLARE_ONLY]: "1",
      // What was synthesized is read as JSON.
      SYNTH_HCL_OUTPUT: "false",
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) {
    throw new UsageError(`the app "${app}" ended with exit code ${code}: ${lastLines(printed)}`);
  }
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" ").slice(-600) || "it printed nothing";
}
