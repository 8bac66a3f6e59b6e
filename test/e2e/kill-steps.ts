import type { RouteName } from "../../lib/emulator";

/** A step of the hook at which it can be stopped. */
export interface KillStep {
  readonly title: string;
  /** A fault that leaves a request of this step without an answer. */
  readonly stall?: { readonly route: RouteName; readonly fault: string };
  /** A step on the state folder, as `kill-point.cjs` names it. */
  readonly disk?: string;
}

/** What the hook does, and when it can be stopped. */
export interface Course {
  readonly command: "apply" | "destroy";
  /** What the engine says at the end. */
  readonly complete: "Apply complete!" | "Destroy complete!";
  readonly action: "archive" | "restore";
  /** What the group is when it is done. */
  readonly done: "archived" | "active";
  /** Requests, in the order in which the hook sends them. */
  readonly requests: readonly KillStep[];
  /** What the hook does on the state folder, in this order; a test compares it with what it really does. */
  readonly disk: readonly KillStep[];
}

const LOGIN: readonly KillStep[] = [
  ...around("rename login 1", "the lock of the login is claimed"),
  ...around("rename tokens 1", "the token is written"),
  ...around("unlink login 1", "the lock of the login is released"),
  { title: "right after the folder of the login's lock is removed", disk: "rmdir login 1 after" },
];

export const APPLY: Course = {
  command: "apply",
  complete: "Apply complete!",
  action: "archive",
  done: "archived",
  requests: [request("login", "at the login", "login:hang-before"), ...requests("archiveGroup", "archived")],
  disk: disk(LOGIN),
};

/** With the token of the apply before it. */
export const DESTROY: Course = {
  command: "destroy",
  complete: "Destroy complete!",
  action: "restore",
  done: "active",
  requests: requests("restoreGroup", "active"),
  disk: disk([]),
};

function requests(route: RouteName, done: string): readonly KillStep[] {
  return [
    request("getGroup", "at the first look at the group", "getGroup:hang-before"),
    request(route, "before the request is accepted", `${route}:hang-before`),
    request(route, "after the request is accepted, before its answer", `${route}:hang-after`),
    request("getStatus", "at the first question to the queue", "getStatus:hang-before"),
    request("getStatus", "while the operation runs", "getStatus:hang-after@1"),
    request("getGroup", `while it looks whether the group is ${done}`, "getGroup:hang-before@1"),
  ];
}

function disk(login: readonly KillStep[]): readonly KillStep[] {
  return [
    ...around("rename locks 1", "the lock is claimed"),
    ...login,
    ...around("rename journals 1", "the intent is written"),
    ...around("rename journals 2", "the operation is written"),
    ...around("rename journals 3", "the first word of the queue is written"),
    ...around("rename receipts 1", "the receipt is written"),
    ...around("rm journals 1", "the journal is cleared"),
    ...around("unlink locks 1", "the lock is released"),
    { title: "right after the folder of the lock is removed", disk: "rmdir locks 1 after" },
  ];
}

function request(route: RouteName, title: string, fault: string): KillStep {
  return { title, stall: { route, fault } };
}

function around(point: string, what: string): KillStep[] {
  return [
    { title: `before ${what}`, disk: `${point} before` },
    { title: `right after ${what}`, disk: `${point} after` },
  ];
}

/** Who is killed, and how. */
export interface Victim {
  readonly title: string;
  readonly who: "the hook" | "Terraform" | "the process group";
  readonly signal: NodeJS.Signals;
}

export const VICTIMS: readonly Victim[] = (
  [
    ["the hook", "SIGKILL"],
    ["Terraform", "SIGKILL"],
    ["the process group", "SIGKILL"],
    ["Terraform", "SIGTERM"],
    ["the process group", "SIGINT"],
    ["the process group", "SIGTERM"],
    ["the process group", "SIGHUP"],
  ] as const
).map(([who, signal]) => ({ title: `${signal} to ${who}`, who, signal }));
