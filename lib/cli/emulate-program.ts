import { Command, InvalidArgumentError } from "commander";
import { CtlEmulator, EmulatorError, WEB_APPLICATIONS } from "../emulator";
import { EXIT } from "../hook/exit-codes";

interface EmulateOptions {
  readonly port: number;
  readonly speed: number;
  readonly quiet?: boolean;
}

/** `archived-group emulate`: the API on a port of this machine, until it is interrupted. */
export function emulateProgram(): Command {
  return new Command("emulate")
    .description("answer as the API would, on this machine and in memory, with a sample account")
    .option("--port <port>", "port on 127.0.0.1, 0 for any free one", number("a port from 0 to 65535"), 4000)
    .option("--speed <factor>", "how many times faster than recorded operations go", number("a number"), 1)
    .option("--quiet", "do not print what happens")
    .action(emulate);
}

async function emulate({ port, speed, quiet }: EmulateOptions): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    const log = quiet ? {} : { log: say };
    const emulator = await CtlEmulator.start({ port, speed, ...log });
    say(
      `The emulator answers on ${emulator.url} with the account ${emulator.accountAlias}. In another terminal:`,
    );
    say(
      `  export CLC_BASE_URL=${emulator.url} CLC_USERNAME=${emulator.username} CLC_PASSWORD=${emulator.password}`,
    );
    say(`  archived-group archive --account ${emulator.accountAlias} --group ${WEB_APPLICATIONS}`);
    say("Ctrl-C stops it and forgets everything.");
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => void emulator.stop().finally(() => process.exit(0)));
    }
  } catch (error) {
    say(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof EmulatorError ? EXIT.usage : EXIT.failed;
  }
}

function number(what: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
      throw new InvalidArgumentError(`It must be ${what}.`);
    }
    return value;
  };
}
