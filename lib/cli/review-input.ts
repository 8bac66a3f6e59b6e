import { readFileSync, statSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { UsageError } from "../common/usage-error";
import { checkSize, decode } from "../review/decode";

const HOW = "`terraform show -json <plan file> | archived-group review`, or name a file";

/**
 * Reads the plan from a file, or from what is piped in when there is no file or it is `-`.
 *
 * @throws UsageError when nothing can be read, or too much
 */
export async function readInput(file = "-", stdin: NodeJS.ReadStream = process.stdin): Promise<string> {
  if (file !== "-") return decode(readPlanFile(file));
  if (stdin.isTTY) throw new UsageError(`no plan is given; use ${HOW}`);
  return decode(await readPiped(stdin));
}

async function readPiped(stdin: NodeJS.ReadStream): Promise<Buffer> {
  try {
    return await buffer(stdin);
  } catch (error) {
    throw new UsageError(`what is piped in cannot be read: ${reasonOf(error)}; use ${HOW}`);
  }
}

function readPlanFile(file: string): Buffer {
  try {
    checkSize(statSync(file).size);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the plan ${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** Why a file cannot be read or written, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: "there is no such file or folder",
    ENOTDIR: "there is no such folder",
    EISDIR: "it is a folder",
    EACCES: "no permission",
  };
  return known[code ?? ""] ?? message;
}
