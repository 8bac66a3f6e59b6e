import { Command, InvalidArgumentError } from "commander";
import { CtlEmulator, EmulatorError, WEB_APPLICATIONS } from "../emulator";
import { EXIT } from "../hook/exit-codes";
import { EMULATE_EXIT_CODES } from "./help";

interface EmulateOptions {
  readonly port: number;
  readonly speed: number;
  readonly quiet?: boolean;
}

/** `archived-group emulate`: the API on a port of this machine, until it is interrupted. */
export function emulateProgram(): Command {
  return new Command("emulate")
    .description("answer as the API would, on this machine and in memory, with a sample account")
    .option("--port <port>", "port on 127.0.0.1, 0 for any free one", port, 4000)
    .option("--speed <factor>", "how many times faster than recorded operations go", speed, 1)
    .option("--quiet", "do not print what happens")
    .addHelpText("after", EMULATE_EXIT_CODES)
    .action(emulate);
}

async function emulate({ quiet, ...options }: EmulateOptions): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    const log = quiet ? {} : { log: say };
    const emulator = await CtlEmulator.start({ ...options, ...log });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => void emulator.stop().finally(() => process.exit(0)));
    }
    say(
      `The emulator answers on ${emulator.url} with the account ${emulator.accountAlias}. In another terminal:`,
    );
    say(
      `  export CLC_BASE_URL=${emulator.url} CLC_USERNAME=${emulator.username} CLC_PASSWORD=${emulator.password}`,
    );
    say(`  archived-group archive --account ${emulator.accountAlias} --group ${WEB_APPLICATIONS}`);
    say("Ctrl-C stops it and forgets everything.");
  } catch (error) {
    say(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof EmulatorError ? EXIT.usage : EXIT.failed;
  }
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError("It must be a port from 0 to 65535.");
  }
  return Number(text);
}

function speed(text: string): number {
  const factor = Number(text);
  if (!(factor > 0 && Number.isFinite(factor))) {
    throw new InvalidArgumentError("It must be a number greater than 0.");
  }
  return factor;
}
