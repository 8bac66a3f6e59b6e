import { Command, Option } from "commander";
import { runAsProcess } from "../hook/process";
import type { Surroundings } from "../hook/surroundings";
import { ENVIRONMENT } from "./help";

interface Setting {
  readonly flag: string;
  /** @default - none: it is a flag only */
  readonly variable?: string;
  readonly about: string;
}

/** The flags of some settings, each with the variable that stands in for it, where there is one. */
export function settingOptions(settings: Readonly<Record<string, Setting>>): Option[] {
  return Object.values(settings).map(({ flag, variable, about }) => {
    const option = new Option(flag, about);
    return variable === undefined ? option : option.env(variable);
  });
}

/** A flag that is given once for each item of a list; its variable holds all of it. */
export function listOption({ flag, variable, about }: Setting): Option {
  const collect = (item: string, before: readonly string[] = []): readonly string[] => [...before, item];
  return new Option(flag, `${about} (env: ${variable})`).argParser(collect);
}

/** What sets the command of one action apart. */
interface ActionProgram<V> {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly exitCodes: string;
  run(values: V, around: Surroundings): Promise<number>;
}

/** A command that does something to a group and waits. */
export function actionProgram<V>({ name, description, options, exitCodes, run }: ActionProgram<V>): Command {
  const command = new Command(name).description(description);
  for (const option of options) {
    command.addOption(option);
  }
  return command
    .addOption(
      new Option("--log-format <format>", "how progress is printed")
        .choices(["text", "json"])
        .default("text"),
    )
    .addHelpText("after", `${ENVIRONMENT}\n${exitCodes}`)
    .action(({ logFormat, ...values }: V & { logFormat: "text" | "json" }) => {
      runAsProcess((around) => run(values as V, around), { byTerraform: false, logFormat });
    });
}
