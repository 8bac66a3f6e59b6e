import type { Json } from "./json";

/** Addresses of the resources whose last run did not end well: Terraform runs nothing when it destroys those. */
export function taintedIn(priorState: Json): Set<string> {
  const tainted = new Set<string>();
  const modules = [priorState.at("values").at("root_module")];
  for (const module of modules) {
    for (const resource of module.at("resources").items()) {
      if (resource.at("tainted").is(true)) tainted.add(resource.at("address").raw());
    }
    for (const child of module.at("child_modules").items()) modules.push(child);
  }
  return tainted;
}
