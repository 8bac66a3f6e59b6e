import { Command, CommanderError } from "commander";
import { EXIT } from "../hook/exit-codes";
import { archiveProgram } from "./archive-program";
import { emulateProgram } from "./emulate-program";
import { statusProgram } from "./status-program";

const AFTER_HELP = `
Environment:
  CLC_USERNAME, CLC_PASSWORD   the login; or
  CLC_BEARER_TOKEN             a token, used first when both are set
  CLC_BASE_URL                 where the API answers (default "https://api.ctl.io")
  CLC_ALLOW_HTTP=1             allow plain http to hosts other than loopback
  ARCHIVED_GROUP_STATE_DIR     where journals are kept
  HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS   as everywhere

Exit codes:
  0 archived   1 failed   2 wrong usage   3 credentials   4 not known yet, run again   5 refused by a guardrail
  130 interrupted`;

/** The command line `archived-group`. */
export function createProgram(version: string): Command {
  const program = new Command("archived-group")
    .description("Archive a CTL (CenturyLink Cloud) server group once, and wait until it was seen archived.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .showSuggestionAfterError()
    .addHelpText("after", AFTER_HELP);
  for (const command of [archiveProgram(), statusProgram(), emulateProgram()]) {
    program.addCommand(command.copyInheritedSettings(program).helpOption("-h, --help", "print help"));
  }
  return program;
}

/** Runs the command line; wrong usage is answered with one sentence and exit code 2. */
export function runProgram(version: string, argv: readonly string[]): void {
  const program = createProgram(version);
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
  }
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      const wellEnded = error.exitCode === 0;
      process.exit(wellEnded ? 0 : EXIT.usage);
    }
    throw error;
  }
}
