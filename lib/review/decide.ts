import type { Impact } from "../impact";
import type { Identity, Intent } from "./intents";

/** What becomes of a group when the plan is applied. */
export interface Decision {
  readonly action: "archive" | "restore" | "leave" | "unchanged";
  /** Goes on from the name of the group: `will be archived`. */
  readonly does: string;
  /** What else there is to know about it, one sentence each. */
  readonly notes: readonly string[];
}

const STAYS = "stays as it is";
const HARMLESS = 'What the plan counts "to destroy" is the record of it: that destroys no server.';

/**
 * Reads one intent as an operator would.
 *
 * @param impact what the survey has seen of its group
 */
export function decide(intent: Intent, impact: Impact | undefined): Decision {
  const { before, identity } = intent;
  switch (intent.step) {
    case "create":
      return hookRuns(identity, impact, []);
    case "replace": {
      // What is restored first, to be archived again, is not as the survey has seen it.
      const isRestoredFirst =
        before !== undefined &&
        identity.state === "archived" &&
        isSameGroup(before, identity) &&
        isUndone(intent);
      return hookRuns(identity, isRestoredFirst ? undefined : impact, [...whyReplaced(intent), HARMLESS]);
    }
    case "delete":
      return whenRemoved(intent);
    case "forget":
      return leave("Terraform forgets it; nothing is sent, and no server is touched.");
    case "update":
      return leave("Only its declaration changes; the hook does not run.");
    case "none":
      return { action: "unchanged", does: STAYS, notes: [] };
  }
}

function hookRuns({ state }: Identity, impact: Impact | undefined, notes: readonly string[]): Decision {
  if (impact?.wants === state && impact.asWanted) {
    const does = state === "archived" ? "is archived already" : "is active already";
    return { action: "leave", does, notes: ["Nothing will be sent.", ...notes] };
  }
  return state === "archived"
    ? { action: "archive", does: "will be archived", notes }
    : { action: "restore", does: "will be restored", notes };
}

function whyReplaced(intent: Intent): string[] {
  const { before, identity } = intent;
  if (intent.isTainted) {
    return [
      "It is tainted, by a run that did not end well or by somebody: the hook runs again, and looks at the group first.",
    ];
  }
  const undone =
    before && isUndone(intent)
      ? [
          `First ${nameOf(before)} will be restored, if this declaration has archived it: it asks for that when it goes.`,
        ]
      : [];
  if (before && !isSameGroup(before, identity)) {
    const stays = undone.length > 0 ? [] : ["That one stays as it is."];
    return [`It was declared for ${nameOf(before)} before.`, ...undone, ...stays];
  }
  if (before && before.state !== identity.state) {
    return [`It was declared ${before.state} before.`];
  }
  return ["The hook runs again, and looks at the group first.", ...undone];
}

function whenRemoved(intent: Intent): Decision {
  if (isUndone(intent)) {
    return {
      action: "restore",
      does: "will be restored",
      notes: [
        "The declaration goes, and asks for that when it does. A group that it has not archived is left alone.",
      ],
    };
  }
  return leave(
    !intent.isDeclared
      ? "The declaration is removed: nothing is sent, unless a `removed` block in its place restores the group, which a plan does not show."
      : "The declaration is removed; nothing is sent, and no server is touched.",
  );
}

/** Whether the hook runs at the destroy: Terraform runs nothing when it destroys what is tainted. */
function isUndone({ before, identity, isTainted, restoresAtEnd }: Intent): boolean {
  return !isTainted && restoresAtEnd && (before ?? identity).state === "archived";
}

function isSameGroup(one: Identity, other: Identity): boolean {
  return one.groupId === other.groupId && one.accountAlias === other.accountAlias;
}

function nameOf({ accountAlias, groupId }: Identity): string {
  return `group ${groupId ?? "(not shown)"} of account ${accountAlias ?? "(not shown)"}`;
}

function leave(note: string): Decision {
  return { action: "leave", does: STAYS, notes: [note] };
}
