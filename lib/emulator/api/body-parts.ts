import type { DiskOrder } from "../account/disks";
import type { CustomField, CustomFieldValue } from "../account/model";
import { canHold } from "../seed/custom-fields";
import { fieldsOf, numberOf, readJson } from "./body";

/** The largest sizes of a server [DOC]; the smallest is 1. */
export const LARGEST = { cpu: 16, memoryGB: 128 } as const;

/** A disk has at most a terabyte [DOC]. */
const LARGEST_DISK_GB = 1_024;

/**
 * A size of a server: a number, or a string with one [REC].
 *
 * @returns `undefined` if it is not a whole number or out of range
 */
export function readSize(value: unknown, most: number): number | undefined {
  const size = numberOf(value);
  return size !== undefined && Number.isInteger(size) && size >= 1 && size <= most ? size : undefined;
}

/**
 * The disks of a request: `[{"diskId","sizeGB"}, {"sizeGB","type","path"}]`. A size may be a string [REC].
 *
 * @returns `undefined` if it is not such a list
 */
export function readDisks(json: unknown): DiskOrder[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const disks = json.map((item) => {
    const fields = fieldsOf(item);
    const sizeGB = Number(fields.get("sizegb"));
    const [id, path] = [fields.get("diskid"), fields.get("path")].map((value) =>
      typeof value === "string" && value !== "" ? value : undefined,
    );
    return Number.isInteger(sizeGB) && sizeGB >= 1 && sizeGB <= LARGEST_DISK_GB
      ? { id, sizeGB, path }
      : undefined;
  });
  return disks.every((disk) => disk !== undefined) ? disks : undefined;
}

/**
 * The custom fields of a request: `[{"id","value"}]`. A value may be a number [REC].
 *
 * @returns `undefined` if it is not such a list, or the account has no such field, or the field cannot have
 * this value
 */
export function readCustomFields(
  json: unknown,
  fields: readonly CustomField[],
): CustomFieldValue[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const values = json.map((item) => {
    const read = fieldsOf(item);
    const field = fields.find(({ id }) => id === String(read.get("id")).toLowerCase());
    const value = read.get("value");
    const isValue = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return field && isValue && canHold(field, String(value))
      ? { id: field.id, value: String(value) }
      : undefined;
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** One change of a PATCH: `{"op":"set","member":…,"value":…}` [REC]. */
export interface Patch {
  /** In lower case. */
  readonly member: string;
  readonly value: unknown;
}

/** The changes of a PATCH, in order; `undefined` if the body is not a list of them. */
export function readPatches(body: string): Patch[] | undefined {
  const { json } = readJson(body);
  if (!Array.isArray(json) || json.length === 0) return undefined;
  const patches = json.map((item) => {
    const fields = fieldsOf(item);
    const [op, member] = [fields.get("op"), fields.get("member")];
    const isSet = typeof op === "string" && op.toLowerCase() === "set" && typeof member === "string";
    return isSet ? { member: member.toLowerCase(), value: fields.get("value") } : undefined;
  });
  return patches.every((patch) => patch !== undefined) ? patches : undefined;
}
