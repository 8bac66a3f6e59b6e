import { scheduledActivity } from "./activity";
import { server } from "./server";
import { changeInfo, groupId, list, name, type Schema, text } from "./words";

export type { Schema } from "./words";

const customFieldId: Schema = { ...groupId, description: "the id of a custom field, 32 hex digits" };

const customField: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "name"],
  properties: {
    id: customFieldId,
    name: name("the name of a custom field"),
    isRequired: { type: "boolean", default: false },
    type: { type: "string", enum: ["text", "checkbox", "option"], default: "text" },
    options: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "value"],
        properties: { name: name("what people read"), value: name("the value of an option") },
        description: "an option with its name and its value",
      },
      description: "a list of options",
    },
  },
  description: "a custom field",
};

const customFieldValue: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "value"],
  properties: { id: customFieldId, value: text("the value of a custom field") },
  description: "the value of a custom field",
};

const defaults: Schema = {
  type: "object",
  additionalProperties: false,
  properties: {
    cpu: { type: "integer", minimum: 1, maximum: 16, description: "a number of processors from 1 to 16" },
    memoryGB: { type: "integer", minimum: 1, maximum: 128, description: "a number of GB from 1 to 128" },
    networkId: name("the id of a network"),
    primaryDns: name("an IP address"),
    secondaryDns: name("an IP address"),
    templateName: name("the name of a template"),
  },
  description: "what new servers begin with",
};

const group: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    id: { ...groupId, description: "32 hex digits; without it, made from the place in the tree" },
    name: name("the name of a group"),
    parentId: {
      ...groupId,
      description: "the id of the group it is in, where it is not written inside that group",
    },
    description: text("text"),
    status: {
      type: "string",
      enum: ["active", "archived"],
      default: "active",
      description: "archived with everything in it; it is written where a restore puts it back",
    },
    servers: list("server", "a list of servers"),
    groups: list("group", "a list of groups"),
    scheduledActivities: list("scheduledActivity", "a list of scheduled activities"),
    customFields: list("customFieldValue", "a list of values of custom fields"),
    defaults,
    changeInfo,
  },
  description: "a group with everything in it",
};

const systemGroup: Schema = {
  type: "object",
  additionalProperties: false,
  properties: { name: name("the name of a group"), description: text("text"), changeInfo },
  description: "what was changed of a group that every data center has",
};

const dataCenter: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["id", "name"],
  properties: {
    id: {
      type: "string",
      pattern: "^[A-Za-z]{2}[0-9]$",
      description: "two letters and a digit, such as DE1",
    },
    name: name("the name of a data center"),
    defaultGroup: {
      type: "boolean",
      default: true,
      description: 'whether there is the group "Default Group" that every data center begins with',
    },
    defaultGroupServers: list("server", 'a list of servers, those of "Default Group"'),
    groups: list("group", "a list of groups, below the hardware root where they name no parentId"),
    servers: list("server", "a list of servers that each name their groupId"),
    systemGroups: {
      type: "object",
      additionalProperties: false,
      properties: { root: systemGroup, archive: systemGroup, templates: systemGroup },
      description: "the groups of the system that are not as they were made",
    },
  },
  description: "a data center",
};

/** The form of a seed file, as JSON Schema; `schema/seed.schema.json` is made from it. */
export const seedSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "An account of the emulator of cdktf-archived-group",
  type: "object",
  additionalProperties: false,
  required: ["alias", "dataCenters"],
  properties: {
    $schema: text("where this schema is"),
    alias: {
      type: "string",
      pattern: "^[A-Za-z0-9]{1,10}$",
      description: "letters and digits, such as ALTD",
    },
    customFields: list("customField", "a list of custom fields"),
    dataCenters: {
      ...list("dataCenter", "a list of at least one data center"),
      minItems: 1,
    },
  },
  $defs: { customField, customFieldValue, dataCenter, group, scheduledActivity, server },
} as const satisfies Schema & Record<"$schema" | "title", string>;
