import type { Json } from "./json";

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
