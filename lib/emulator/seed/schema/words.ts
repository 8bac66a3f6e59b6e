/** What of JSON Schema the form of a seed needs; `checkShape` reads no more than this. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  /** What a value must be, as a noun: errors say "must be …". */
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export const text = (description: string): Schema => ({ type: "string", description });
export const name = (description: string): Schema => ({ ...text(description), minLength: 1 });
export const list = (def: string, description: string): Schema => ({
  type: "array",
  items: { $ref: `#/$defs/${def}` },
  description,
});
export const date: Schema = {
  type: "string",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?Z$",
  description: "a date such as 2015-03-26T23:59:28Z",
};
export const groupId: Schema = {
  type: "string",
  pattern: "^[0-9a-fA-F]{32}$",
  description: "the id of a group, 32 hex digits",
};

export const changeInfo: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["createdBy", "createdDate", "modifiedBy", "modifiedDate"],
  properties: {
    createdBy: text("the name of a user"),
    createdDate: date,
    modifiedBy: text("the name of a user"),
    modifiedDate: date,
  },
  description: "who created and last changed it, and when",
};
