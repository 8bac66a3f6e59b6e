import { show } from "../../common/schema";
import type { CustomField } from "../account/model";
import { canHold, customFieldRecords } from "../account/records";
import { EmulatorError } from "../emulator-error";
import type { AccountSeed, GroupSeed } from "./account";
import type { CustomFieldValueSeed } from "./parts";
import type { ServerSeed } from "./server";

interface Holder {
  readonly at: string;
  readonly values: readonly CustomFieldValueSeed[];
}

/** @throws EmulatorError naming the first custom field that is defined twice, or has a value that it cannot have */
export function checkCustomFields(seed: AccountSeed): void {
  const fields = new Map<string, CustomField>();
  for (const [index, field] of customFieldRecords(seed.customFields).entries()) {
    if (fields.has(field.id)) {
      throw new EmulatorError(`/customFields/${index} has the id ${field.id}, which another one has already`);
    }
    fields.set(field.id, field);
  }
  for (const { at, values } of holders(seed)) {
    for (const [index, { id, value }] of values.entries()) {
      const field = fields.get(id.toLowerCase());
      const place = `${at}/customFields/${index}`;
      if (!field) {
        throw new EmulatorError(`${place}/id is ${id}, but the account has no custom field with that id`);
      }
      if (!canHold(field, value)) {
        throw new EmulatorError(`${place}/value must be a value of "${field.name}", not ${show(value)}`);
      }
    }
  }
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
