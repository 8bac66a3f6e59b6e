import { fieldsOf } from "../api/body";
import type { CustomField, CustomFieldValue } from "./model";

/** The values as groups and servers show them, keys in the recorded order [REC]. */
export function renderCustomFields(
  values: readonly CustomFieldValue[],
  fields: readonly CustomField[],
): object[] {
  return values.flatMap(({ id, value }) => {
    const field = fields.find((one) => one.id === id);
    if (!field) return [];
    // What an option shows is its name, not its value [INF]: the recorded keys are two.
    const displayValue = field.options.find((option) => option.value === value)?.name ?? value;
    return [{ id, name: field.name, value, displayValue }];
  });
}

/**
 * The values of a request: `[{"id","value"}]`, where a value may be a number [REC].
 *
 * @returns `undefined` when it is no such list, when the account has no such field, or an option is none of the field's
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
    return field && isValue && fits(field, String(value))
      ? { id: field.id, value: String(value) }
      : undefined;
  });
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** Whether a field can have this value. */
export function fits({ type, options }: CustomField, value: string): boolean {
  if (type === "checkbox") return /^(true|false)$/i.test(value);
  return type === "text" || options.some((option) => option.value === value);
}
