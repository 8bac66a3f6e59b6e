import { ACTIONS } from "./action";
import type { Verdict } from "./outcome";
import type { ActionName, Operation } from "./platform";

/** What the platform may be doing because of us. */
export type Phase =
  | { readonly at: "nothing-sent" }
  | { readonly at: "rejected" }
  | { readonly at: "unanswered"; readonly action: ActionName }
  | { readonly at: "in-flight"; readonly operation: Operation }
  | { readonly at: "forgotten"; readonly operation: Operation }
  | { readonly at: "ended"; readonly operation: Operation; readonly action: ActionName };

/** What the platform is doing at this moment, as far as it is known. */
export function platformNow(phase: Phase): string {
  switch (phase.at) {
    case "nothing-sent":
      return "this run sent nothing";
    case "rejected":
      return "it rejected the request; this run has nothing in flight";
    case "unanswered":
      return `it may or may not be ${ACTIONS[phase.action].doing} the group; no response ever came`;
    case "in-flight":
      return `operation ${phase.operation.id} continues without this run; the platform offers no way to cancel it`;
    case "forgotten":
      return `its queue does not know operation ${phase.operation.id}; only the group itself can show what happened`;
    case "ended":
      return `operation ${phase.operation.id} has ended; what is ${ACTIONS[phase.action].undone} stays as it is`;
  }
}

/** Whether running again is safe, and what it would do. */
export function runAgain(phase: Phase, verdict: Verdict, action: ActionName): string {
  switch (phase.at) {
    case "nothing-sent":
    case "rejected":
      return startAgain(verdict);
    case "unanswered":
    case "forgotten":
      return "safe: it looks at the group first, and sends only if the group is still untouched";
    case "in-flight":
      return `safe: it continues ${phase.operation.id} and sends nothing new while that is in flight`;
    case "ended":
      return `safe: it looks at the group first, and ${action}s what is left`;
  }
}

function startAgain(verdict: Verdict): string {
  switch (verdict) {
    case "refused":
      return "safe, but it refuses again until the declaration or the group has changed";
    case "credentials":
      return "safe, once the credentials are right: it looks at the group first";
    default:
      return "safe: it looks at the group first";
  }
}
