import { readFileSync, statSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { Command, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { clean } from "../common/clean";
import { UsageError } from "../common/usage-error";
import { EXIT } from "../contract/exit-codes";
import { checkSize, decode } from "../review/decode";
import { FORMATS, type Format, review } from "../review/review";

const EXIT_CODES = `
Exit codes:
  0 written, also when the plan archives nothing   1 failed, or the survey in it is newer than this   2 wrong usage,
  or it is not a plan`;

const HOW = "`terraform show -json <plan file> | archived-group review`, or name a file";

interface ReviewOptions {
  readonly format: Format;
  readonly output?: string;
}

/** `archived-group review`: what a plan archives, for those who have to agree with it. It asks nobody. */
export function reviewProgram(): Command {
  return new Command("review")
    .description("write what a plan archives, for a pull request or as a page")
    .argument(
      "[plan.json]",
      "output of `terraform show -json <plan file>`; without it, or with -, it is piped in",
    )
    .addOption(
      new Option("--format <format>", "how it is written").choices(Object.keys(FORMATS)).default("markdown"),
    )
    .option("--output <file>", "write it there (default: print it)")
    .addHelpText("after", EXIT_CODES)
    .action(writeReview);
}

async function writeReview(file: string | undefined, { format, output }: ReviewOptions): Promise<void> {
  try {
    const text = FORMATS[format](review(await readInput(file)));
    if (output === undefined) process.stdout.write(text);
    else await save(output, text);
  } catch (error) {
    // What is printed may be on its way into a file or a comment.
    process.stderr.write(`error: ${clean(error instanceof Error ? error.message : String(error))}\n`);
    process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

async function save(file: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(file, text);
  } catch (error) {
    throw new Error(`${file} was not written: ${reasonOf(error)}`);
  }
}

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
