import { boolean, type GenericSchema, optional, picklist } from "valibot";
import { date, id, list, name, object, optionally, type Seed, text } from "./define";

const changeEntries = {
  /** Name of a user. */
  createdBy: text("the name of a user"),
  /** E.g. "2015-03-26T12:00:00Z". */
  createdDate: date,
  /** Name of a user. */
  modifiedBy: text("the name of a user"),
  /** E.g. "2015-03-26T12:00:00Z". */
  modifiedDate: date,
};
/** Who created and last changed something, and when, as ISO 8601. */
export interface ChangeSeed extends Seed<typeof changeEntries> {}
export const changeInfo: GenericSchema<ChangeSeed> = object(
  "who created and last changed it, and when",
  changeEntries,
);

const customFieldId = id("the id of a custom field, 32 hex digits");

const customFieldEntries = {
  /** 32 hex digits. */
  id: customFieldId,
  /** E.g. "Cost Center". */
  name: name("the name of a custom field"),
  /** Shown; nothing checks it. @default false */
  isRequired: optionally(boolean(), false),
  /** Free text, true or false, or one of the options. @default "text" */
  type: optionally(picklist(["text", "checkbox", "option"]), "text"),
  /** What an "option" can be: what people read, and its value. @default - none */
  options: optional(
    list(
      "a list of options",
      object("an option with its name and its value", {
        name: name("what people read"),
        value: name("the value of an option"),
      }),
    ),
  ),
};
/** A custom field of an account. */
export interface CustomFieldSeed extends Seed<typeof customFieldEntries> {}
export const customField: GenericSchema<CustomFieldSeed> = object("a custom field", customFieldEntries);

const customFieldValueEntries = {
  /** The id of the field, which the account defines. */
  id: customFieldId,
  /** What it is set to. */
  value: text("the value of a custom field"),
};
/** The value that a group or a server has for a custom field. */
export interface CustomFieldValueSeed extends Seed<typeof customFieldValueEntries> {}
export const customFieldValue: GenericSchema<CustomFieldValueSeed> = object(
  "the value of a custom field",
  customFieldValueEntries,
);
