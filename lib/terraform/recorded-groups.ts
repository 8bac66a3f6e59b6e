import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { isTarget, type Target } from "../archival/target";
import { UsageError } from "../common/usage-error";
import { CARRIERS, IDENTITY } from "../contract/carriers";
import { dataFolder } from "./configuration";

/** A group as Terraform's state has it. */
export interface RecordedGroup {
  /** As Terraform writes it, with its modules and the keys of `count` and `for_each`. */
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
 * @param folder where Terraform runs
 * @param engine what is run as Terraform
 * @throws UsageError with what it said
 */
export async function recordedGroups(folder: string, engine: string): Promise<RecordedGroup[]> {
  const terraform = (...args: string[]): Promise<string> => runIn(folder, engine, args);
  if (!existsSync(dataFolder(folder))) {
    await terraform("init", "-input=false", "-no-color");
  }
  const shown = await terraform("show", "-json", "-no-color");
  try {
    return resourcesIn(Object(JSON.parse(shown)).values?.root_module).flatMap(toGroup);
  } catch (error) {
    throw new UsageError(
      `what ${engine} show -json in ${folder} printed is not a state (${(error as Error).message})`,
    );
  }
}

/** The address that a record is declared at: that of Terraform, without the keys of `count` and `for_each`. */
export function declaredAddress(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}

/** The resources of a module and of all below it (Terraform: "JSON Output Format", state representation). */
function resourcesIn(module: unknown): Record<string, unknown>[] {
  const { resources, child_modules } = Object(module) as Record<string, Record<string, unknown>[] | null>;
  return [...(resources ?? []), ...(child_modules ?? []).flatMap(resourcesIn)];
}

/**
 * Others may have triggers of the same names; what is no id of an account and a group is not ours. A deposed object is left
 * over from a replacement: the next apply destroys it, and runs nothing.
 */
function toGroup({ address, deposed_key, tainted, values }: Record<string, unknown>): RecordedGroup[] {
  const places = Object.values(CARRIERS).map(({ identityIn }) => Object(values)[identityIn]);
  const identity = Object(places.find((place) => place !== undefined && place !== null));
  const target = { accountAlias: identity[IDENTITY.account], groupId: identity[IDENTITY.group] };
  return deposed_key === undefined && isTarget(target)
    ? [
        {
          address: String(address),
          target,
          restored: identity[IDENTITY.state] === "restored",
          tainted: tainted === true,
        },
      ]
    : [];
}

async function runIn(folder: string, binary: string, args: readonly string[]): Promise<string> {
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
