import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isTarget, type Target } from "../archival/target";
import { terraformBinary } from "../terraform-binary";
import { UsageError } from "../usage-error";

/** A group as Terraform's state has it. */
export interface RecordedGroup {
  readonly address: string;
  readonly target: Target;
  /** Whether the state says that the group is to be active again. */
  readonly restored: boolean;
  /** Whether its hook was cut off or has failed, as far as Terraform knows. */
  readonly tainted: boolean;
}

const run = promisify(execFile);
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/**
 * Reads the state of a stack through Terraform itself, whatever its backend is; a folder that was never initialized is
 * initialized first.
 *
 * @param folder where the stack was synthesized to
 * @throws UsageError with what Terraform said
 */
export async function recordedGroups(folder: string): Promise<RecordedGroup[]> {
  if (!existsSync(join(folder, ".terraform"))) {
    await terraform(folder, ["init", "-input=false", "-no-color"]);
  }
  return groupsIn(await terraform(folder, ["show", "-json", "-no-color"]), folder);
}

function groupsIn(shown: string, folder: string): RecordedGroup[] {
  try {
    return resourcesIn(Object(JSON.parse(shown)).values?.root_module).flatMap(toGroup);
  } catch (error) {
    throw new UsageError(
      `what ${terraformBinary()} show -json in ${folder} printed is no state (${(error as Error).message})`,
    );
  }
}

/** The resources of a module and of all below it (Terraform: "JSON Output Format", state representation). */
function resourcesIn(module: unknown): Record<string, unknown>[] {
  const { resources, child_modules } = Object(module) as Record<string, Record<string, unknown>[] | null>;
  return [...(resources ?? []), ...(child_modules ?? []).flatMap(resourcesIn)];
}

/** Others may have triggers of the same names; what is no id of an account and a group is not ours. */
function toGroup({ address, values, tainted }: Record<string, unknown>): RecordedGroup[] {
  const { triggers, triggers_replace } = Object(values) as Record<string, unknown>;
  const { account_alias: accountAlias, group_id: groupId, state } = Object(triggers ?? triggers_replace);
  return isTarget({ accountAlias, groupId })
    ? [
        {
          address: String(address),
          target: { accountAlias, groupId },
          restored: state === "restored",
          tainted: tainted === true,
        },
      ]
    : [];
}

async function terraform(folder: string, args: readonly string[]): Promise<string> {
  const binary = terraformBinary();
  try {
    const { stdout } = await run(binary, args, {
      cwd: folder,
      maxBuffer: MOST_OUTPUT_BYTES,
      env: { ...process.env, TF_IN_AUTOMATION: "1" },
    });
    return stdout;
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
    const said = code === "ENOENT" ? "it is not on the PATH" : sentenceOf(stderr ?? "") || message;
    throw new UsageError(`${binary} ${args[0]} in ${folder} failed: ${said}`);
  }
}

/** The error itself: Terraform draws a box around it, and may warn of something else before it. */
function sentenceOf(stderr: string): string {
  const lines = stderr
    .replace(/[│╷╵]/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const start = lines.findIndex((line) => line.startsWith("Error:"));
  return lines.slice(Math.max(0, start), Math.max(0, start) + 4).join(" ");
}
