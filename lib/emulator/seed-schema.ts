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
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const text = (description: string): Schema => ({ type: "string", description });
const name = (description: string): Schema => ({ ...text(description), minLength: 1 });
const list = (def: string, description: string): Schema => ({
  type: "array",
  items: { $ref: `#/$defs/${def}` },
  description,
});
const date: Schema = {
  type: "string",
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?Z$",
  description: "a date such as 2015-03-26T23:59:28Z",
};
const groupId: Schema = {
  type: "string",
  pattern: "^[0-9a-fA-F]{32}$",
  description: "the id of a group, 32 hex digits",
};

const changeInfo: Schema = {
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

const count: Schema = { type: "integer", minimum: 0, description: "a whole number of times" };

const scheduledActivity: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["type", "beginDateUTC"],
  properties: {
    id: {
      ...groupId,
      description: "32 hex digits; without it, made from the group and the place in the list",
    },
    type: {
      type: "string",
      enum: [
        "archive",
        "createsnapshot",
        "delete",
        "deletesnapshot",
        "pause",
        "poweron",
        "reboot",
        "shutdown",
      ],
    },
    status: { type: "string", enum: ["on", "off"], default: "on" },
    beginDateUTC: date,
    repeat: {
      type: "string",
      enum: ["never", "daily", "weekly", "monthly", "customWeekly"],
      default: "never",
    },
    customWeeklyDays: {
      type: "array",
      items: { type: "string", enum: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
      description: "a list of days of the week, such as tue",
    },
    expire: { type: "string", enum: ["never", "afterDate", "afterCount"], default: "never" },
    expireCount: count,
    expireDateUTC: date,
    timeZoneOffset: {
      type: "string",
      pattern: "^[+-]?\\d{2}:\\d{2}:\\d{2}$",
      default: "00:00:00",
      description: "hours, minutes and seconds, such as -07:00:00",
    },
    isExpired: { type: "boolean", default: false },
    lastOccurrenceDateUTC: date,
    occurrenceCount: { ...count, default: 0 },
    nextOccurrenceDateUTC: date,
    changeInfo,
  },
  description: "what is to be done to a group at a time",
};

const server: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: {
      type: "string",
      pattern: "^[A-Za-z0-9-]{1,50}$",
      description: 'letters and digits, the last part of the id: "web01" of "de1altdweb01"',
    },
    groupId: {
      ...groupId,
      description: "the id of the group it is in, where it is not written inside that group",
    },
    description: text("text"),
    status: {
      type: "string",
      enum: ["active", "archived"],
      default: "active",
      description: "archived, where it is not archived with its group",
    },
    osType: { ...name("an operating system"), default: "CentOS 6 64-bit" },
    os: { ...name("the short word for an operating system"), default: "centOS6_64Bit" },
    cpu: { type: "integer", minimum: 0, default: 2, description: "a number of processors" },
    memoryMB: { type: "integer", minimum: 0, default: 4096, description: "a whole number of MB" },
    storageGB: { type: "integer", minimum: 0, default: 17, description: "a whole number of GB" },
    powerState: { type: "string", enum: ["started", "stopped", "paused"], default: "started" },
    inMaintenanceMode: { type: "boolean", default: false },
    internalIp: name("an IP address"),
    publicIp: name("an IP address"),
    snapshots: {
      type: "array",
      items: name("the name of a snapshot"),
      description: "a list of names of snapshots",
    },
    changeInfo,
  },
  description: "a server",
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
    dataCenters: {
      ...list("dataCenter", "a list of at least one data center"),
      minItems: 1,
    },
  },
  $defs: { dataCenter, group, scheduledActivity, server },
} as const satisfies Schema & Record<"$schema" | "title", string>;
