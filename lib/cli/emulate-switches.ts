import { Option } from "commander";
import type { EmulatorOptions } from "../emulator";

/** A switch for what no evidence settles. */
export interface Switch {
  readonly flag: string;
  /** The first one is the default; `true` and `false` make a flag without a value. */
  readonly choices: readonly (string | number | boolean)[];
  readonly grade: string;
  readonly about: string;
}

type SwitchName =
  | "archivedGroups"
  | "doubleSubmission"
  | "readOnly"
  | "archiveStatus"
  | "restoreStatus"
  | "nothingQueuedStatus";

/** Inferred behaviours of the emulator, by the option that changes them. */
export const SWITCHES: Readonly<Record<SwitchName, Switch>> = {
  archivedGroups: {
    flag: "--archived-groups",
    choices: ["visible", "hidden"],
    grade: "INF",
    about: "whether archived groups can still be read and seen in the tree",
  },
  doubleSubmission: {
    flag: "--double-submission",
    choices: ["reject", "accept"],
    grade: "INF",
    about: "a second archive while one is in flight: 400, or a second job",
  },
  readOnly: {
    flag: "--read-only",
    choices: [false, true],
    grade: "INF",
    about: "the user may only read: no action links, changes answer 403",
  },
  archiveStatus: {
    flag: "--archive-status",
    choices: [202, 200],
    grade: "INF",
    about: "the HTTP status of an accepted group archive",
  },
  restoreStatus: {
    flag: "--restore-status",
    choices: [200, 202],
    grade: "INF",
    about: "the HTTP status of an accepted group restore",
  },
  nothingQueuedStatus: {
    flag: "--nothing-queued-status",
    choices: [400, 200],
    grade: "CODE",
    about: "the HTTP status when no server could be queued",
  },
};

const entries = Object.entries(SWITCHES) as [SwitchName, Switch][];
const isFlag = ({ choices }: Switch) => typeof choices[0] === "boolean";

/** The flags; `describeSwitches` tells what they do, in a section of its own. */
export function switchOptions(): Option[] {
  return entries.map(([, one]) =>
    (isFlag(one)
      ? new Option(one.flag)
      : new Option(`${one.flag} <how>`).choices(one.choices.map(String))
    ).hideHelp(),
  );
}

/** One line each, for the help. */
export function describeSwitches(): string {
  const written = entries.map(([, one]) =>
    isFlag(one) ? one.flag : `${one.flag} <${one.choices.join("|")}>`,
  );
  const width = Math.max(...written.map(({ length }) => length));
  return entries
    .map(([, one], index) => {
      const usual = isFlag(one) ? "off" : String(one.choices[0]);
      return `  ${(written[index] as string).padEnd(width)}   ${one.about} (default: ${usual})`;
    })
    .join("\n");
}

/** What was switched, as options of the emulator. */
export function readSwitches(values: Readonly<Record<string, unknown>>): Pick<EmulatorOptions, SwitchName> {
  const given = entries.flatMap(([name, { choices }]) => {
    const value = choices.find((choice) => String(choice) === String(values[name]));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
