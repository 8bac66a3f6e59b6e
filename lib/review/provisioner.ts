import type { Json } from "./json";
import { type Run, runsIn } from "./runs";

/** What the hook is told to do. */
export type Command = "archive" | "restore";

/** A provisioner of the configuration, as far as a plan shows it. */
export interface Provisioner {
  /** What it has the hook do; absent when it is not as this package writes it. */
  readonly hook?: Command;
  /** What its text runs of this package. */
  readonly runs: readonly Run[];
  /** Whether its command is put together from other values: then the plan shows nothing of it. */
  readonly isHidden: boolean;
}

/** Where the commands of the provisioners `local-exec` and `remote-exec` are. */
const COMMANDS = ["interpreter", "command", "inline", "script", "scripts"];

/** Reads one item of `provisioners`. */
export function readProvisioner(provisioner: Json): Provisioner {
  const expressions = provisioner.at("expressions");
  const hook = provisioner.at("type").is("local-exec") ? hookCommand(expressions) : undefined;
  // What the environment holds may be the name of the program.
  const texts = ["environment", ...COMMANDS].map((key) => textOf(expressions.at(key).at("constant_value")));
  return {
    ...(hook && { hook }),
    runs: runsIn(texts.join(" ")),
    isHidden: COMMANDS.some((key) => isHidden(expressions.at(key))),
  };
}

/** The hook's data comes by environment. Where one value of it is not literal, the plan shows none of its names. */
function hookCommand(expressions: Json): Command | undefined {
  const environment = expressions.at("environment");
  const known = environment.at("constant_value");
  const isHook = known.exists ? known.at("ARCHIVED_GROUP_ID").exists : environment.at("references").exists;
  const command = expressions.at("command").at("constant_value");
  return isHook ? (["archive", "restore"] as const).find((one) => command.is(one)) : undefined;
}

/** Of a configuration in JSON a plan shows the text with its references, of one in HCL nothing (Terraform 1.11.4). */
function isHidden(expression: Json): boolean {
  const references = expression.at("references").items();
  if (!expression.at("constant_value").exists) return references.length > 0;
  return references.some((reference) => !reference.text().startsWith("path."));
}

/** All texts in a constant: a text, a list of them, or a map of them; commands are not nested deeper. */
function textOf(constant: Json, depth = 0): string {
  if (constant.isText) return constant.raw();
  if (depth > 2) return "";
  const inside = constant.isList
    ? constant.items()
    : constant.isObject
      ? constant.entries().map(([, value]) => value)
      : [];
  return inside.map((value) => textOf(value, depth + 1)).join(" ");
}
