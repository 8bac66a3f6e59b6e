import { Command, CommanderError } from "commander";
import { clean } from "../common/clean";
import { EXIT } from "../contract/exit-codes";
import { ARCHIVE_EXIT_CODES, archiveProgram } from "./archive";
import { driftProgram } from "./drift";
import { emulateProgram } from "./emulate-program";
import { ENVIRONMENT, more } from "./help";
import { pinProgram } from "./pin";
import { receiptsProgram } from "./receipts";
import { restoreProgram } from "./restore";
import { reviewProgram } from "./review";
import { statusProgram } from "./status";
import { surveyProgram } from "./survey";

/** The command line `archived-group`. */
export function createProgram(version: string): Command {
  const program = new Command("archived-group")
    .description("Archive a CTL (CenturyLink Cloud) server group once, and wait until it was seen archived.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.split("\n").map(clean).join("\n")) })
    .addHelpText("after", `${ENVIRONMENT}\n${ARCHIVE_EXIT_CODES}\n${more("cli.md")}`);
  const commands = [
    { command: archiveProgram(), page: "operations.md" },
    { command: restoreProgram(), page: "operations.md" },
    { command: statusProgram(), page: "operations.md" },
    { command: surveyProgram(), page: "options.md" },
    { command: pinProgram(), page: "options.md" },
    { command: driftProgram(), page: "operations.md" },
    { command: reviewProgram(), page: "review.md" },
    { command: receiptsProgram(), page: "operations.md" },
    { command: emulateProgram(), page: "emulator.md" },
  ];
  for (const { command, page } of commands) {
    program.addCommand(
      command
        .copyInheritedSettings(program)
        .helpOption("-h, --help", "print help")
        .addHelpText("after", `\n${more(page)}`),
    );
  }
  return program;
}

/** Runs the command line; wrong usage is answered with one sentence and exit code 2. */
export function runProgram(version: string, argv: readonly string[]): void {
  // Whoever reads may be gone; that is no reason to break off.
  process.stdout.on("error", () => {});
  const program = createProgram(version);
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
  }
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      const wellEnded = error.exitCode === 0;
      process.exit(wellEnded ? EXIT.ok : EXIT.usage);
    }
    throw error;
  }
}
