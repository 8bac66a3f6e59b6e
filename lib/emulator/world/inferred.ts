import type { EmulatorOptions } from "./options";

/** A behaviour of the emulator that no recording of the real service shows. */
export interface InferredBehaviour {
  /** One sentence. */
  readonly what: string;
  /** `INF` inferred, `CODE` what a client's code expects, `DOC` documented and never recorded. */
  readonly grade: "INF" | "CODE" | "DOC";
  /** What it is inferred from. */
  readonly evidence: string;
  /** What the emulator does by default. */
  readonly default: string;
  /** How to change it. Without a switch, only a fault can. */
  readonly switch?: {
    readonly option: keyof EmulatorOptions;
    /** The option of `emulate`; missing if only code can set it. */
    readonly flag?: string;
    readonly values: readonly string[];
  };
}

/** All of them, by the part of the API, as `emulate --help` and the documentation list them. */
export const INFERRED: readonly InferredBehaviour[] = [
  {
    what: "An archived group can still be read by its id, and is listed below the Archive group.",
    grade: "INF",
    evidence: "v1 has exactly the states active and archived, but left archived groups out of its listings",
    default: "visible",
    switch: { option: "archivedGroups", flag: "--archived-groups", values: ["visible", "hidden"] },
  },
  {
    what: "A second archive of a group gets 400 while the first one is in flight; it does not become a second job.",
    grade: "INF",
    evidence: 'v1 code 6: "Group must be in an active state"',
    default: "reject",
    switch: { option: "doubleSubmission", flag: "--double-submission", values: ["reject", "accept"] },
  },
  {
    what: "An accepted group archive is answered with 202.",
    grade: "INF",
    evidence: "the recorded DELETE of a group",
    default: "202",
    switch: { option: "archiveStatus", flag: "--archive-status", values: ["202", "200"] },
  },
  {
    what: "A group restore is answered with 200, also when it was not queued.",
    grade: "INF",
    evidence: "the recorded server archive, whose answer says isQueued as well",
    default: "200",
    switch: { option: "restoreStatus", flag: "--restore-status", values: ["200", "202"] },
  },
  {
    what: "If none of the servers of an operation could be queued, the list has status 400.",
    grade: "CODE",
    evidence: "the Python SDK reads the list out of a 400",
    default: "400",
    switch: { option: "nothingQueuedStatus", flag: "--nothing-queued-status", values: ["400", "200"] },
  },
  {
    what: "A read-only user sees no action links, and every change gets 403.",
    grade: "INF",
    evidence: "links are role-filtered by the documentation, which ones is not said",
    default: "off",
    switch: { option: "readOnly", flag: "--read-only", values: ["false", "true"] },
  },
  {
    what: "How long archives and restores of groups take, and which statuses the queue reports meanwhile.",
    grade: "INF",
    evidence: "the recorded operations on servers, and DELETE of groups",
    default: "as recorded",
    switch: { option: "timeline", values: ["a timeline", "a function of the operation"] },
  },
  {
    what: "Servers are archived one after the other, then the sub-groups and the group.",
    grade: "DOC",
    evidence: 'v1: "Archives all Servers in the Group and then archives the Group"',
    default: "always",
  },
  {
    what: "A failed operation has changed half of its servers, and not the group.",
    grade: "INF",
    evidence: "none",
    default: "always",
  },
  {
    what: "A restored group is below the target; its servers are in the groups that they were archived from.",
    grade: "INF",
    evidence: 'documented: "restore an archived group and its groups and servers"',
    default: "always",
  },
  {
    what: "A group that cannot be restored gets isQueued false, with the message that is known from servers.",
    grade: "INF",
    evidence: "documented: errorMessage says why a group was not queued",
    default: "always",
  },
  {
    what: "Root, Archive and Templates groups can be neither archived nor deleted: 400.",
    grade: "INF",
    evidence: "they carry no such links in 39 of 39 recordings",
    default: "always",
  },
  {
    what: "An archived group can be neither archived nor deleted: 400.",
    grade: "DOC",
    evidence: 'v1 code 6: "Group must be in an active state"',
    default: "always",
  },
  {
    what: "Groups and servers stay in their data center, and cannot move into Archive, Templates or an archived group.",
    grade: "INF",
    evidence: "none",
    default: "always",
  },
  {
    what: "A server operation on several data centers becomes one job in each of them.",
    grade: "INF",
    evidence: "status ids begin with the data center",
    default: "always",
  },
  {
    what: "A server has the status active during power operations.",
    grade: "INF",
    evidence: "no other status was recorded",
    default: "always",
  },
  {
    what: "Creating a server takes five minutes; if the job fails, the server is deleted; archiving its group leaves it alone.",
    grade: "INF",
    evidence: "no recording tells how long it took",
    default: "always",
  },
  {
    what: "Removing a public address keeps the internal one; an archived server cannot be changed.",
    grade: "INF",
    evidence: "one recorded archived server has a public address",
    default: "always",
  },
  {
    what: "An unknown group or status id is a 404 without a body.",
    grade: "INF",
    evidence: "recorded of servers and data centers",
    default: "always",
  },
  {
    what: "A missing, expired or revoked token gets 401 with the framework's default sentence.",
    grade: "INF",
    evidence: "401 is documented, its body is not",
    default: "always",
  },
  {
    what: "An unknown path is a 404 with a sentence, a wrong method a 405 with Allow, a broken body a 400.",
    grade: "INF",
    evidence: "recorded of v2-experimental, and the framework's defaults",
    default: "always",
  },
  {
    what: "A finished operation is forgotten after 10,000 others have finished: its status is a 404.",
    grade: "INF",
    evidence: "none",
    default: "always",
  },
  {
    what: "A body of more than a megabyte gets 413.",
    grade: "INF",
    evidence: "the real limit is not known",
    default: "always",
  },
  {
    what: "Data centers have one network, five templates and no bare metal; statistics are always the same; no activity is upcoming.",
    grade: "INF",
    evidence: "recorded and documented shapes, made-up contents",
    default: "always",
  },
  {
    what: "Scheduled activities are shown as seeded, and never run.",
    grade: "DOC",
    evidence: "the documented answer of Get Group Scheduled Activities",
    default: "always",
  },
  {
    what: "Credentials of active servers are root or administrator with a made-up password; other servers get 404.",
    grade: "INF",
    evidence: "only active servers carry the link",
    default: "always",
  },
  {
    what: "Prices are the same for every server; a month has 720 hours.",
    grade: "INF",
    evidence: "prices in the Python SDK's documentation",
    default: "always",
  },
  {
    what: "Every other known path of the API (load balancers, policies, firewalls, invoices and others) answers 501.",
    grade: "INF",
    evidence: "the real service answers them",
    default: "always",
  },
];
