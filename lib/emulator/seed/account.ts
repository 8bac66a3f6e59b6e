import {
  boolean,
  description,
  type GenericSchema,
  lazy,
  maxValue,
  optional,
  picklist,
  pipe,
  title,
} from "valibot";
import { closedObject } from "../../common/schema";
import { scheduledActivity } from "./activity";
import { id, list, matching, name, object, optionally, type Seed, someOf, text, whole } from "./define";
import { changeInfo, customField, customFieldValue } from "./parts";
import { server } from "./server";

const defaultsEntries = {
  /** Number of virtual processors, 1 to 16. */
  cpu: optional(upTo(16, "a number of processors from 1 to 16")),
  /** Memory in GB, 1 to 128. */
  memoryGB: optional(upTo(128, "a number of GB from 1 to 128")),
  /** The id of a network. */
  networkId: optional(name("the id of a network")),
  /** An IP address. */
  primaryDns: optional(name("an IP address")),
  /** An IP address. */
  secondaryDns: optional(name("an IP address")),
  /** E.g. "CENTOS-6-64-TEMPLATE". */
  templateName: optional(name("the name of a template")),
};
/** What the new servers of a group, and of the groups in it, begin with. */
export interface GroupDefaultsSeed extends Seed<typeof defaultsEntries> {}
const defaults: GenericSchema<GroupDefaultsSeed> = object("what new servers begin with", defaultsEntries);

const groupEntries = {
  /** 32 hex digits. @default - made from the place in the tree, the same at every start */
  id: optional(id("32 hex digits; without it, made from the place in the tree")),
  /** E.g. "Web Applications". */
  name: name("the name of a group"),
  /** The group it is in, where it does not stand inside that group. @default - the hardware root */
  parentId: optional(id("the id of the group it is in, where it is not written inside that group")),
  /** For people. @default - none */
  description: optional(text("text")),
  /**
   * An archived group is put under the Archive group, and so are its servers; it is written where it came from,
   * which is where a restore puts it back. @default "active"
   */
  status: optionally(
    pipe(
      picklist(["active", "archived"]),
      description("archived with everything in it; it is written where a restore puts it back"),
    ),
    "active",
  ),
  /** The servers directly in it. */
  servers: optional(list("a list of servers", server)),
  /** What is to be done to it at a time. @default - nothing */
  scheduledActivities: optional(list("a list of scheduled activities", scheduledActivity)),
  /** Its values of the account's custom fields. @default - none */
  customFields: optional(list("a list of values of custom fields", customFieldValue)),
  /** What its new servers begin with. @default - nothing of its own */
  defaults: optional(defaults),
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  changeInfo: optional(changeInfo),
};
/** A user group with everything in it. */
export interface GroupSeed extends Seed<typeof groupEntries> {
  /** The groups directly in it. */
  readonly groups?: readonly GroupSeed[] | undefined;
}
const group: GenericSchema<GroupSeed> = object("a group with everything in it", {
  ...groupEntries,
  groups: optional(
    list(
      "a list of groups",
      lazy(() => group),
    ),
  ),
});

const systemGroupEntries = {
  /** What people call it. @default - as it was made */
  name: optional(name("the name of a group")),
  /** A text for people. @default - as it was made */
  description: optional(text("text")),
  /** Who created and last changed it. @default - created on 26 March 2015, and not changed since */
  changeInfo: optional(changeInfo),
};
/** What was changed of the hardware root, of Archive or of Templates. */
export interface SystemGroupSeed extends Seed<typeof systemGroupEntries> {}
const systemGroup: GenericSchema<SystemGroupSeed> = object(
  "what was changed of a group that every data center has",
  systemGroupEntries,
);

const systemGroupsEntries = {
  root: optional(systemGroup),
  archive: optional(systemGroup),
  templates: optional(systemGroup),
};

const dataCenterEntries = {
  /** E.g. "DE1". */
  id: matching(/^[A-Za-z]{2}[0-9]$/, "two letters and a digit, such as DE1"),
  /** E.g. "DE1 - Germany (Frankfurt)". */
  name: name("the name of a data center"),
  /** Whether there is the group "Default Group" that every data center begins with. @default true */
  defaultGroup: optionally(
    pipe(
      boolean(),
      description('whether there is the group "Default Group" that every data center begins with'),
    ),
    true,
  ),
  /** Servers that sit directly in "Default Group". */
  defaultGroupServers: optional(list('a list of servers, those of "Default Group"', server)),
  /** User groups, below the hardware root where they name no `parentId`. */
  groups: optional(list("a list of groups, below the hardware root where they name no parentId", group)),
  /** Servers that each name their `groupId`. */
  servers: optional(list("a list of servers that each name their groupId", server)),
  /** What was changed of the groups that every data center has. @default - they are as they were made */
  systemGroups: optional(
    object("the groups of the system that are not as they were made", systemGroupsEntries),
  ),
};
/** A data center of an account. */
export interface DataCenterSeed extends Seed<typeof dataCenterEntries> {}
const dataCenter: GenericSchema<DataCenterSeed> = object("a data center", dataCenterEntries);

const accountEntries = {
  /** Where the JSON Schema is, for editors. */
  $schema: optional(text("where this schema is")),
  /** E.g. "ALTD". */
  alias: matching(/^[A-Za-z0-9]{1,10}$/, "letters and digits, such as ALTD"),
  /** The custom fields that its groups and servers may have. @default - none */
  customFields: optional(list("a list of custom fields", customField)),
  /** Where its groups and servers are. */
  dataCenters: someOf("a list of at least one data center", dataCenter),
};
/**
 * An account as people write it, in JSON as well (`schema/seed.schema.json`): with everything that can be left out
 * left out. Groups and servers stand inside their group, or in the list of their data center with the id of their
 * group. System groups (hardware root, Archive, Templates, Default Group) are added to every data center.
 */
export interface AccountSeed extends Seed<typeof accountEntries> {}
/** The one definition of a seed: its type, the check of what people wrote, and `schema/seed.schema.json` come from it. */
export const account: GenericSchema<AccountSeed> = pipe(
  closedObject(accountEntries),
  title("An account of the emulator of cdktf-archived-group"),
);

/** The parts that have names of their own in the JSON Schema. */
export const definitions = { customField, customFieldValue, dataCenter, group, scheduledActivity, server };

function upTo(most: number, noun: string) {
  return pipe(whole(noun, 1), maxValue(most, noun));
}
