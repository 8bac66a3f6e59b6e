import { show } from "../../common/schema";
import { EmulatorError } from "../common/emulator-error";
import type { AccountSeed, GroupSeed } from "./account";
import type { CustomFieldSeed, CustomFieldValueSeed } from "./parts";
import type { ServerSeed } from "./server";

interface Holder {
  readonly at: string;
  readonly values: readonly CustomFieldValueSeed[];
}

/** @throws EmulatorError naming the first custom field that is defined twice, or has a value that it cannot have */
export function checkCustomFields(seed: AccountSeed): void {
  const fields = new Map<string, CustomFieldSeed>();
  for (const [index, field] of (seed.customFields ?? []).entries()) {
    const id = field.id.toLowerCase();
    if (fields.has(id)) {
      throw new EmulatorError(`/customFields/${index} has the id ${id}, which another one has already`);
    }
    fields.set(id, field);
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

/** Whether a custom field can have this value. */
export function canHold(
  { type = "text", options = [] }: Pick<CustomFieldSeed, "type" | "options">,
  value: string,
): boolean {
  if (type === "checkbox") return /^(true|false)$/i.test(value);
  return type === "text" || options.some((option) => option.value === value);
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
