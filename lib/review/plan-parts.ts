import type { Json } from "./json";
import { type Provisioner, readProvisioner } from "./provisioner";

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

/** The provisioners of each resource, by its address without instance keys, such as `module.old.null_resource.web`. */
export type Configured = ReadonlyMap<string, readonly Provisioner[]>;

/** What runs for the resources of a configuration. A plan does not say which of it runs when something is destroyed. */
export function provisionersIn(configuration: Json): Configured {
  const configured = new Map<string, readonly Provisioner[]>();
  for (const { module, prefix } of modulesIn(configuration)) {
    for (const resource of module.at("resources").items()) {
      const provisioners = resource.at("provisioners").items().map(readProvisioner);
      if (provisioners.length > 0) configured.set(prefix + resource.at("address").raw(), provisioners);
    }
  }
  return configured;
}

/** The resources in the state that a plan starts from; without the old objects of replacements (deposed). */
export function resourcesIn(priorState: Json): Json[] {
  const resources: Json[] = [];
  const modules = [priorState.at("values").at("root_module")];
  for (const module of modules) {
    for (const resource of module.at("resources").items()) {
      if (!resource.at("deposed_key").exists) resources.push(resource);
    }
    for (const child of module.at("child_modules").items()) modules.push(child);
  }
  return resources;
}

/** Addresses of the resources whose last run did not end well: Terraform runs nothing when it destroys those. */
export function taintedIn(priorState: Json): Set<string> {
  const tainted = resourcesIn(priorState).filter((resource) => resource.at("tainted").is(true));
  return new Set(tainted.map((resource) => resource.at("address").raw()));
}
