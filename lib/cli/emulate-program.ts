import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { clean } from "../common/clean";
import { jsonText } from "../common/json-text";
import { EXIT } from "../contract/exit-codes";
import {
  CtlEmulator,
  EmulatorError,
  type EmulatorOptions,
  FAULT_WORDS,
  parseFaults,
  parseSeed,
  parseTimeline,
  ROUTE_NAMES,
  sampleAccount,
  WEB_APPLICATIONS,
} from "../emulator";
import { describeSwitches, readSwitches, switchOptions } from "./emulate-switches";
import { EMULATE_EXIT_CODES } from "./help";

interface EmulateOptions {
  readonly port: number;
  readonly speed: number;
  readonly host: readonly string[];
  readonly seed?: string;
  readonly save?: string;
  readonly fault: readonly string[];
  readonly faults?: string;
  readonly faultSeed: number;
  readonly timeline: readonly string[];
  readonly quiet?: boolean;
}

/** `archived-group emulate`: the API on a port of this machine, until it is interrupted. */
export function emulateProgram(): Command {
  const command = new Command("emulate")
    .description("answer as the API would, on this machine and in memory")
    .option("--port <port>", "port on 127.0.0.1, 0 for any free one", port, 4000)
    .option("--speed <factor>", "how many times faster than recorded operations run", speed, 1)
    .addOption(
      new Option("--host <name>", "a name it may be called by besides localhost; can be given several times")
        .argParser(collect)
        .default([], "none"),
    )
    .option("--seed <file>", "groups and servers to start with, as JSON (default: a sample account)")
    .option(
      "--save <file>",
      "write groups and servers there when it is stopped, in the form that --seed reads",
    )
    .addOption(
      new Option("--fault <fault>", "what goes wrong, see below; can be given several times")
        .argParser(collect)
        .default([], "nothing"),
    )
    .option("--faults <file>", "a list of faults as JSON, see below; they are tried before those of --fault")
    .option("--fault-seed <number>", "decides which requests a fault with a probability hits", wholeNumber, 1)
    .addOption(
      new Option(
        "--timeline <steps>",
        'what the queue says when, e.g. "notStarted@0,executing@15s,failed@40s"; see below',
      )
        .argParser(collect)
        .default([], "as recorded"),
    )
    .option("--quiet", "do not print what happens");
  for (const option of switchOptions()) command.addOption(option);
  return command.addHelpText("after", `${afterHelp()}\n${EMULATE_EXIT_CODES}`).action(emulate);
}

async function emulate(values: EmulateOptions): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${clean(line)}\n`);
  try {
    const { quiet, save, ...options } = values;
    if (save !== undefined) checkSave(save);
    const emulator = await CtlEmulator.start({
      port: options.port,
      speed: options.speed,
      hosts: options.host,
      account:
        options.seed === undefined ? sampleAccount : parseSeed(read(options.seed, "seed file"), options.seed),
      faults: [
        ...(options.faults === undefined
          ? []
          : parseFaults(read(options.faults, "file of faults"), options.faults)),
        ...options.fault,
      ],
      faultSeed: options.faultSeed,
      timeline: scripted(options.timeline),
      ...readSwitches({ ...options }),
      ...(quiet ? {} : { log: say }),
    });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => stop(emulator, save, say));
    }
    say(
      `The emulator answers on ${emulator.url} with the account ${emulator.accountAlias}. In another terminal:`,
    );
    say(
      `  export CLC_BASE_URL=${emulator.url} CLC_USERNAME=${emulator.username} CLC_PASSWORD=${emulator.password}`,
    );
    say(`  archived-group archive --account ${emulator.accountAlias} --group ${aGroup(emulator)}`);
    say(`A browser shows it at ${emulator.url}/`);
    say(`Ctrl-C stops it and ${save === undefined ? "forgets everything" : `saves to ${save}`}.`);
  } catch (error) {
    say(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof EmulatorError ? EXIT.usage : EXIT.failed;
  }
}

/** A second signal changes nothing: the file is written whole or not at all. */
function stop(emulator: CtlEmulator, save: string | undefined, say: (line: string) => void): void {
  try {
    if (save !== undefined) writeFileAtomic.sync(save, `${jsonText(emulator.snapshot(), 2)}\n`);
  } catch (error) {
    say(`error: ${save} was not written: ${(error as Error).message}`);
    process.exitCode = EXIT.failed;
  }
  void emulator.stop().finally(() => process.exit());
}

function read(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new EmulatorError(`the ${what} ${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** Better said now than when there is something to lose. */
function checkSave(file: string): void {
  const folder = dirname(resolve(file));
  try {
    accessSync(folder, constants.W_OK);
    if (existsSync(file) && !statSync(file).isFile()) throw new Error("it is not a file");
  } catch (error) {
    throw new EmulatorError(`${file} cannot be written when the emulator stops: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: "there is no such file or folder",
    EISDIR: "it is a folder",
    EACCES: "no permission",
  };
  return known[code ?? ""] ?? message;
}

function scripted(texts: readonly string[]): NonNullable<EmulatorOptions["timeline"]> {
  const timelines = texts.map(parseTimeline);
  const byOperation = new Map(timelines.map(({ operation, timeline }) => [operation, timeline]));
  if (byOperation.size < timelines.length) {
    throw new EmulatorError(
      `--timeline is given twice for one operation: ${texts.join(" and ")}; give each one once`,
    );
  }
  return ({ operation = "archiveGroup" }) => byOperation.get(operation);
}

/** One that can be archived, for the command that is printed. */
function aGroup(emulator: CtlEmulator): string {
  if (emulator.group(WEB_APPLICATIONS)?.status === "active") return WEB_APPLICATIONS;
  const groups = emulator.snapshot().dataCenters.flatMap((dataCenter) => dataCenter.groups ?? []);
  return groups.find(({ status }) => status !== "archived")?.id ?? "<id>";
}

function afterHelp(): string {
  const width = Math.max(...FAULT_WORDS.map(({ example }) => example.length));
  const faults = FAULT_WORDS.map(({ example, about }) => `  ${example.padEnd(width)}   ${about}`);
  return `
Faults: <route>:<effect>[*times][@let through first], once unless said otherwise, always with *all
${faults.join("\n")}
  A file of --faults also has delays, redirects, bodies, headers and probabilities:
    [{ "on": "getStatus", "times": 2, "after": 3,
       "effect": { "kind": "status", "status": 429, "headers": { "Retry-After": 5 } } },
     { "on": "*", "probability": 0.1, "effect": { "kind": "delay", "ms": 200 } }]
${wrap(`Routes: *, ${ROUTE_NAMES.join(", ")}`)}

Timelines: [<operation>:]<status>@<time>,… for archiveGroup, or e.g. for restoreGroup; times are those at speed 1

Inferred behaviour, which nobody recorded:
${describeSwitches()}`;
}

function wrap(text: string): string {
  return text.replace(/(.{1,110})(?:\s|$)/g, "  $1\n").trimEnd();
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
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

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
