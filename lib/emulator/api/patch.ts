import { fieldsOf, readJson } from "./body";

/** One change of a PATCH: `{"op":"set","member":…,"value":…}` [REC]. */
export interface Patch {
  /** In lower case. */
  readonly member: string;
  readonly value: unknown;
}

/** The changes of a PATCH, in their order; `undefined` when it is no list of them. */
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
