import type { ChangeInfo, CustomField, CustomFieldValue } from "../account/model";

/** A link as the service sends it; the key order is the recorded one [REC]. */
export interface Link {
  readonly rel: string;
  readonly href: string;
  readonly id?: string;
  readonly name?: string;
  readonly verbs?: readonly string[];
}

/** What a caller may do. Links are filtered by role [DOC]; which ones exactly is not known [INF]. */
export interface Permissions {
  readonly readOnly: boolean;
}

/** The links that a caller sees. A read-only caller sees no actions, and of other links only GET [INF]. */
export function permitted(links: readonly Link[], { readOnly }: Permissions): Link[] {
  if (!readOnly) return [...links];
  return links.flatMap((link) => {
    if (ACTIONS.has(link.rel)) return [];
    if (!link.verbs) return [link];
    return link.verbs.includes("GET") ? [{ ...link, verbs: ["GET"] }] : [];
  });
}

const ACTIONS: ReadonlySet<string> = new Set([
  "archiveGroupAction",
  "createGroup",
  "createServer",
  "restore",
  "delete",
]);

/** The link to a job in the queue, in every answer to an accepted operation [REC]. */
export function statusLink(account: string, operationId: string): Link {
  return {
    rel: "status",
    href: `/v2/operations/${account.toLowerCase()}/status/${operationId}`,
    id: operationId,
  };
}

/** Dates have whole seconds: 2015-07-14T13:47:58Z [REC]. */
export function wireDate(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** Who created and last changed a thing, keys in the recorded order [REC]. */
export function renderChange({ createdBy, createdDate, modifiedBy, modifiedDate }: ChangeInfo): object {
  return {
    createdBy,
    createdDate: wireDate(createdDate),
    modifiedBy,
    modifiedDate: wireDate(modifiedDate),
  };
}

/** The values as groups and servers show them, keys in the recorded order [REC]. */
export function renderCustomFields(
  values: readonly CustomFieldValue[],
  fields: readonly CustomField[],
): object[] {
  return values.flatMap(({ id, value }) => {
    const field = fields.find((one) => one.id === id);
    if (!field) return [];
    // An option shows its name, not its value [INF]: the recorded keys are two.
    const displayValue = field.options.find((option) => option.value === value)?.name ?? value;
    return [{ id, name: field.name, value, displayValue }];
  });
}
