import type { Identity, Intent } from "./intents";

/** What becomes of a group when the plan is applied. */
export interface Decision {
  readonly action: "archive" | "restore" | "leave" | "unchanged";
  /** Goes on from the name of the group: `will be archived`. */
  readonly does: string;
  /** What else there is to know about it, one sentence each. */
  readonly notes: readonly string[];
}

const HARMLESS = 'What the plan counts "to destroy" is the record of it: that destroys no server.';

/** Reads one intent as an operator would. */
export function decide(intent: Intent): Decision {
  switch (intent.step) {
    case "create":
      return { ...willBe(intent.identity.state), notes: [] };
    case "replace":
      return { ...willBe(intent.identity.state), notes: [...whyReplaced(intent), HARMLESS] };
    case "delete":
      return whenRemoved(intent);
    case "update":
      return leave("stays as it is", "Only its declaration changes; the hook does not run.");
    case "none":
      return { action: "unchanged", does: "stays as it is", notes: [] };
  }
}

function willBe(state: Identity["state"]): Pick<Decision, "action" | "does"> {
  return state === "archived"
    ? { action: "archive", does: "will be archived" }
    : { action: "restore", does: "will be restored" };
}

function whyReplaced(intent: Intent): string[] {
  const { before, identity } = intent;
  if (intent.isTainted) {
    return ["Its last run did not end well: the hook runs again, and looks at the group first."];
  }
  const undone = isUndone(intent) ? [firstUndone(before ?? identity, opposite(identity.state))] : [];
  if (before && !isSameGroup(before, identity)) {
    const stays = undone.length > 0 ? [] : ["That one stays as it is."];
    return [`It was declared for ${nameOf(before)} before.`, ...undone, ...stays];
  }
  if (before && before.state !== identity.state)
    return [`It was declared ${before.state} before.`, ...undone];
  return ["The hook runs again, and looks at the group first.", ...undone];
}

function firstUndone(before: Identity, state: Identity["state"]): string {
  return `First ${nameOf(before)} will be ${state}: its declaration asks for that when it goes.`;
}

function whenRemoved(intent: Intent): Decision {
  const { state } = intent.identity;
  if (isUndone(intent)) {
    return { ...willBe(opposite(state)), notes: ["The declaration goes, and asks for that when it does."] };
  }
  return leave(
    state === "archived" ? "stays archived" : "stays as it is",
    "The declaration is removed; nothing is sent, and no server is touched.",
  );
}

/** Whether the hook runs at the destroy: its provisioner is the one that does not make the declared state. */
function isUndone({ commands, identity, isTainted }: Intent): boolean {
  return !isTainted && commands.has(identity.state === "archived" ? "restore" : "archive");
}

function opposite(state: Identity["state"]): Identity["state"] {
  return state === "archived" ? "restored" : "archived";
}

function isSameGroup(one: Identity, other: Identity): boolean {
  return one.groupId === other.groupId && one.accountAlias === other.accountAlias;
}

function nameOf({ accountAlias, groupId }: Identity): string {
  return `group ${groupId ?? "(not shown)"} of account ${accountAlias ?? "(not shown)"}`;
}

function leave(does: string, note: string): Decision {
  return { action: "leave", does, notes: [note] };
}
