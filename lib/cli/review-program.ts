import { Command, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { clean } from "../common/clean";
import { UsageError } from "../common/usage-error";
import { EXIT } from "../contract/exit-codes";
import { FORMATS, type Format } from "../review/formats";
import { review } from "../review/review";
import { REVIEW_EXIT_CODES } from "./help";
import { readInput, reasonOf } from "./review-input";

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
    .addHelpText("after", REVIEW_EXIT_CODES)
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
