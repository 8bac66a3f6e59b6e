import { Option } from "commander";
import { type EmulatorOptions, INFERRED } from "../emulator";

/** What of the emulator is inferred and can be had differently from the command line. */
interface Switch {
  readonly option: keyof EmulatorOptions;
  readonly flag: string;
  readonly values: readonly string[];
  readonly usual: string;
  readonly what: string;
}

const SWITCHES: readonly Switch[] = INFERRED.flatMap((behaviour) => {
  const { flag, option, values = [] } = behaviour.switch ?? {};
  if (flag === undefined || option === undefined) return [];
  return [{ option, flag, values, usual: behaviour.default, what: behaviour.what }];
});

const isFlag = ({ values }: Switch) => values.includes("true");

/** The flags; `describeSwitches` tells what they do, in a section of its own. */
export function switchOptions(): Option[] {
  return SWITCHES.map((one) =>
    (isFlag(one) ? new Option(one.flag) : new Option(`${one.flag} <how>`).choices(one.values)).hideHelp(),
  );
}

/** One line each, for the help. */
export function describeSwitches(): string {
  const written = SWITCHES.map((one) => (isFlag(one) ? one.flag : `${one.flag} <${one.values.join("|")}>`));
  const width = Math.max(...written.map(({ length }) => length));
  return SWITCHES.flatMap((one, index) => [
    `  ${(written[index] as string).padEnd(width)}   default: ${one.usual}`,
    `      ${isFlag(one) ? "with it: " : ""}${one.what}`,
  ]).join("\n");
}

/** What was switched, as options of the emulator. */
export function readSwitches(values: Readonly<Record<string, unknown>>): EmulatorOptions {
  const given = SWITCHES.flatMap((one) => {
    const value = values[one.option];
    return value === undefined ? [] : [[one.option, optionValue(value)] as const];
  });
  return Object.fromEntries(given);
}

function optionValue(value: unknown): unknown {
  return /^\d+$/.test(String(value)) ? Number(value) : value;
}
