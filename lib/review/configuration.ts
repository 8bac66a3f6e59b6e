import type { Json } from "./json";
import { modulesIn } from "./modules";
import { type Provisioner, readProvisioner } from "./provisioner";

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
