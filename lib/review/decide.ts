import type { Impact } from "../contract/impact";
import { type Identity, isSameGroup } from "./identity";
import type { Intent } from "./intents";
import type { Decision } from "./model";

/** Said of a group that its declaration would restore, if Terraform ran the hook for what goes. */
export const STAYS_ARCHIVED = "stays archived";
/** Said of a group that is restored because its declaration is replaced. */
export const RESTORED_FIRST = "will be restored first";

const STAYS = "stays as it is";
const HARMLESS = 'What the plan counts "to destroy" is the record of it: that destroys no server.';
const UNRUN = {
  "created first":
    "Terraform creates the new object first (create_before_destroy), and then runs no hook for the old one.",
  deposed:
    "It is the old object of a replacement with create_before_destroy (deposed): Terraform runs no hook for it.",
  forgotten: "Terraform forgets the old object, and runs no hook for it.",
} as const;

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
      return wouldBeUndone(intent)
        ? stayArchived(intent)
        : leave("Terraform forgets it; nothing is sent, and no server is touched.");
    case "update":
      return leave("Only its declaration changes; the hook does not run.");
    case "none":
      return { action: "unchanged", does: STAYS, notes: [] };
  }
}

/**
 * What becomes of the group that a replaced declaration was for, where that is a matter of its own: the hook restores it
 * before it runs for the new one, or would have.
 *
 * @param impact what the survey has seen of that group
 */
export function decideBefore(intent: Intent, impact: Impact | undefined): Decision | undefined {
  const { address, before, identity } = intent;
  if (!before || !wouldBeUndone(intent)) return undefined;
  const isSame = isSameGroup(before, identity);
  if (intent.goesUnrun) return isSame ? undefined : stayArchived(intent);
  // A restore of the same group is told once, and there is none of a group that is active.
  if (isSame && (identity.state === "restored" || impact?.archived === false)) return undefined;
  return {
    action: "restore",
    does: RESTORED_FIRST,
    notes: [
      `\`${address}\` is replaced, and its onDestroy asks for this. A group that it has not archived is left alone.`,
    ],
  };
}

/** Where the hook is run for a group by something that is created, or invoked. */
export function hookRuns(
  { state }: Identity,
  impact: Impact | undefined,
  notes: readonly string[],
): Decision {
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
  const isMoved = before !== undefined && !isSameGroup(before, identity);
  const was = isMoved ? [`It was declared for ${nameOf(before)} before.`] : [];
  const stays = isMoved && !isUndone(intent) ? ["That one stays as it is."] : [];
  if (intent.isTainted) {
    return [
      "It is tainted, by a failed run or by somebody: the hook runs again, and looks at the group first.",
      ...was,
      ...stays,
    ];
  }
  const undone =
    before && isUndone(intent)
      ? [
          `First ${nameOf(before)} will be restored, if this declaration has archived it: its onDestroy asks for this.`,
        ]
      : [];
  if (isMoved) return [...was, ...undone, ...stays];
  if (before && before.state !== identity.state) return [`It was declared ${before.state} before.`];
  return ["The hook runs again, and looks at the group first.", ...undone];
}

function whenRemoved(intent: Intent): Decision {
  if (wouldBeUndone(intent)) {
    return intent.goesUnrun
      ? stayArchived(intent)
      : {
          action: "restore",
          does: "will be restored",
          notes: [
            "The declaration is removed, and its onDestroy asks for this. A group that it has not archived is left alone.",
          ],
        };
  }
  if (intent.goesUnrun) return leave(`${UNRUN[intent.goesUnrun]} Nothing is sent, and no server is touched.`);
  return leave(
    !intent.isDeclared
      ? "The declaration is removed: nothing is sent, unless a `removed` block in its place restores the group, which a plan does not show."
      : "The declaration is removed; nothing is sent, and no server is touched.",
  );
}

function stayArchived({ before, goesUnrun, identity }: Intent): Decision {
  const { accountAlias, groupId } = before ?? identity;
  const isShown = accountAlias !== undefined && groupId !== undefined;
  return {
    action: "leave",
    does: STAYS_ARCHIVED,
    notes: [
      ...(goesUnrun ? [UNRUN[goesUnrun]] : []),
      ...(isShown
        ? [`To restore it: \`archived-group restore --account ${accountAlias} --group ${groupId}\`.`]
        : []),
    ],
  };
}

/** Whether the hook restores what goes. */
function isUndone(intent: Intent): boolean {
  return wouldBeUndone(intent) && !intent.goesUnrun;
}

/** Whether the declaration restores what goes. Terraform runs nothing when it destroys what is tainted. */
function wouldBeUndone({ before, identity, isTainted, restoresAtEnd }: Intent): boolean {
  return !isTainted && restoresAtEnd && (before ?? identity).state === "archived";
}

function nameOf({ accountAlias, groupId }: Identity): string {
  return `group ${groupId ?? "(not shown)"} of account ${accountAlias ?? "(not shown)"}`;
}

function leave(note: string): Decision {
  return { action: "leave", does: STAYS, notes: [note] };
}
