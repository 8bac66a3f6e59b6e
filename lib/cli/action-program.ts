import { Command, Option } from "commander";
import type { Surroundings } from "../hook/main";
import { runAsProcess } from "../hook/process";
import { ENVIRONMENT } from "./help";

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
