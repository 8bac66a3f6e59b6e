import type { RouteName } from "../../lib/emulator";

/** A step of the hook at which it can be stopped. */
export interface KillStep {
  readonly title: string;
  /** A fault that leaves a request of this step without an answer. */
  readonly stall?: { readonly route: RouteName; readonly fault: string };
  /** A step on the state folder, as `kill-point.cjs` names it. */
  readonly disk?: string;
}

/** Requests, in the order in which an apply sends them. */
export const NETWORK_STEPS: readonly KillStep[] = [
  request("login", "at the login", "login:hang-before"),
  request("getGroup", "at the first look at the group", "getGroup:hang-before"),
  request("archiveGroup", "before the request is accepted", "archiveGroup:hang-before"),
  request("archiveGroup", "after the request is accepted, before its answer", "archiveGroup:hang-after"),
  request("getStatus", "at the first question to the queue", "getStatus:hang-before"),
  request("getStatus", "while the operation runs", "getStatus:hang-after@1"),
  request("getGroup", "while it looks whether the group is archived", "getGroup:hang-before@1"),
];

/** What an apply does on the state folder, in this order; a test compares it with what an apply really does. */
export const DISK_STEPS: readonly KillStep[] = [
  ...around("rename locks 1", "the lock is claimed"),
  ...around("rename login 1", "the lock of the login is claimed"),
  ...around("rename tokens 1", "the token is written"),
  ...around("unlink login 1", "the lock of the login is released"),
  { title: "right after the folder of the login's lock is removed", disk: "rmdir login 1 after" },
  ...around("rename journals 1", "the intent is written"),
  ...around("rename journals 2", "the operation is written"),
  ...around("rename journals 3", "the first word of the queue is written"),
  ...around("rename receipts 1", "the receipt is written"),
  ...around("rm journals 1", "the journal is cleared"),
  ...around("unlink locks 1", "the lock is released"),
  { title: "right after the folder of the lock is removed", disk: "rmdir locks 1 after" },
];

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
