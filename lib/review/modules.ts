import type { Json } from "./json";

/** A module of a configuration, with what stands before the addresses in it: empty for the root, or such as `module.old.` */
export interface ConfiguredModule {
  readonly module: Json;
  readonly prefix: string;
}

/** All modules of a configuration, the root first. A stack of this package may be used as one of them. */
export function modulesIn(configuration: Json): ConfiguredModule[] {
  const modules: ConfiguredModule[] = [{ module: configuration.at("root_module"), prefix: "" }];
  for (const { module, prefix } of modules) {
    for (const [name, call] of module.at("module_calls").entries()) {
      modules.push({ module: call.at("module"), prefix: `${prefix}module.${name}.` });
    }
  }
  return modules;
}

/** An address without the keys of its instances: `module.old["a"].null_resource.web[0]` is configured once. */
export function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}
