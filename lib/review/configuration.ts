import type { Json } from "./json";

/** What the hook is told to do. */
export type Command = "archive" | "restore";

/**
 * What the resources of the configuration have the hook do, by address without instance keys, such as
 * `module.old.null_resource.web`: a command for each provisioner. A plan does not say which one runs when something is
 * destroyed.
 */
export function configuredCommands(configuration: Json): Map<string, readonly Command[]> {
  const commands = new Map<string, readonly Command[]>();
  const modules = [{ module: configuration.at("root_module"), prefix: "" }];
  for (const { module, prefix } of modules) {
    for (const resource of module.at("resources").items()) {
      const found = resource.at("provisioners").items().flatMap(commandOf);
      if (found.length > 0) commands.set(prefix + resource.at("address").raw(), found);
    }
    for (const [name, call] of module.at("module_calls").entries()) {
      modules.push({ module: call.at("module"), prefix: `${prefix}module.${name}.` });
    }
  }
  return commands;
}

/** The hook's data comes by environment. Where one value of it is not literal, the plan shows none of its names. */
function commandOf(provisioner: Json): Command[] {
  const { command, environment } = expressionsOf(provisioner);
  const known = environment.at("constant_value");
  const isHook = known.exists ? known.at("ARCHIVED_GROUP_ID").exists : environment.at("references").exists;
  if (!provisioner.at("type").is("local-exec") || !isHook) return [];
  return (["archive", "restore"] as const).filter((one) => command.at("constant_value").is(one));
}

function expressionsOf(provisioner: Json): { command: Json; environment: Json } {
  const expressions = provisioner.at("expressions");
  return { command: expressions.at("command"), environment: expressions.at("environment") };
}

/** An address without the keys of its instances: `module.old["a"].null_resource.web[0]` is configured once. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}
