import type { CustomField } from "../account/model";
import { canHold, customFieldRecords } from "../account/records";
import type { AccountSeed, CustomFieldValueSeed, GroupSeed, ServerSeed } from "./account";
import { type Misfit, show } from "./check-shape";

interface Holder {
  readonly at: string;
  readonly values: readonly CustomFieldValueSeed[];
}

/** The first custom field of a seed that is defined twice, or has a value that it cannot have. */
export function checkCustomFields(seed: AccountSeed): Misfit | undefined {
  const fields = new Map<string, CustomField>();
  for (const [index, field] of customFieldRecords(seed.customFields).entries()) {
    if (fields.has(field.id)) {
      return {
        at: `/customFields/${index}`,
        sentence: `has the id ${field.id}, which another one has already`,
      };
    }
    fields.set(field.id, field);
  }
  for (const { at, values } of holders(seed)) {
    for (const [index, { id, value }] of values.entries()) {
      const field = fields.get(id.toLowerCase());
      const place = `${at}/customFields/${index}`;
      if (!field)
        return { at: `${place}/id`, sentence: `is ${id}, but the account has no custom field with that id` };
      if (!canHold(field, value)) {
        return { at: `${place}/value`, sentence: `must be a value of "${field.name}", not ${show(value)}` };
      }
    }
  }
  return undefined;
}

function holders({ dataCenters }: AccountSeed): Holder[] {
  return dataCenters.flatMap(({ groups = [], servers = [], defaultGroupServers = [] }, index) => {
    const at = `/dataCenters/${index}`;
    return [
      ...ofGroups(groups, `${at}/groups`),
      ...ofServers(servers, `${at}/servers`),
      ...ofServers(defaultGroupServers, `${at}/defaultGroupServers`),
    ];
  });
}

function ofGroups(groups: readonly GroupSeed[], at: string): Holder[] {
  return groups.flatMap(({ customFields = [], servers = [], groups: inside = [] }, index) => {
    const place = `${at}/${index}`;
    return [
      { at: place, values: customFields },
      ...ofServers(servers, `${place}/servers`),
      ...ofGroups(inside, `${place}/groups`),
    ];
  });
}

function ofServers(servers: readonly ServerSeed[], at: string): Holder[] {
  return servers.map(({ customFields = [] }, index) => ({ at: `${at}/${index}`, values: customFields }));
}
