import type { Pin } from "../../contract/pin";
import { type Declaration, seenOf } from "../declarations";
import { Annotations } from "../framework";

const FROM_ELSEWHERE =
  "to restore this group from another machine than the one that archived it, where its receipt is";

/**
 * Says in the synth, when it is known what a survey has seen, what a restore will miss on another machine: a receipt is on the
 * one that archived the group, and an archived group no longer shows where it was, nor who has archived it.
 */
export function sayHowToRestore(declaration: Declaration, pin: Pin | undefined): void {
  const { construct, restores, restoreTo, wants } = declaration;
  // The declaration itself is why it is to be restored; a destroy wants to know that it was archived by what goes.
  const isKnown = wants === "restored" && restoreTo !== undefined;
  if (!restores || isKnown || pin?.parentId !== undefined) {
    return;
  }
  let isSaid = false;
  // Validations are the last thing before a synth collects its annotations.
  construct.node.addValidation({
    validate: () => {
      if (!isSaid) {
        isSaid = true;
        say(declaration);
      }
      return [];
    },
  });
}

function say({ construct, restoreTo, wants }: Declaration): void {
  const annotations = Annotations.of(construct);
  const impact = seenOf(construct);
  // It shows where it is: its card will tell, or there is nothing to restore.
  if (impact && !impact.archived) {
    return;
  }
  if (wants === "restored") {
    annotations.addWarning(`restoreTo is needed ${FROM_ELSEWHERE}; or pin the group before it is archived`);
    return;
  }
  const evidence = "evidence that this declaration has archived it";
  const needed = restoreTo === undefined ? `restoreTo and ${evidence} are needed` : `${evidence} is needed`;
  if (impact) {
    annotations.addInfo(
      `${needed} ${FROM_ELSEWHERE}, unless the state shows it; or pin the group before it is archived`,
    );
  } else {
    annotations.addWarning(
      `${needed} ${FROM_ELSEWHERE}: survey the group before it is archived, or pin it, which records ${restoreTo === undefined ? "both" : "that"}`,
    );
  }
}
