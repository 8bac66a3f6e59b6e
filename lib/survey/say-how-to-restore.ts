import { Annotations, Aspects } from "../core";
import type { Declaration } from "../declarations";
import type { Pin } from "./pin";
import { seenOf } from "./surveyed";

const NEEDED =
  "restoreTo is needed to restore this group from another machine than the one that archived it, where its receipt is";
const OR_PIN = "or pin the group before it is archived";

/**
 * Says in the synth, when it is known what a survey has seen, where `restoreTo` is missing: a receipt is on one machine, and
 * an archived group no longer shows where it was.
 */
export function sayHowToRestore(declaration: Declaration, pin: Pin | undefined): void {
  const { construct, restores, restoreTo } = declaration;
  if (!restores || restoreTo !== undefined || pin?.parentId !== undefined) {
    return;
  }
  Aspects.of(construct).add({
    visit: (node) => {
      if (node === construct) {
        say(declaration);
      }
    },
  });
}

function say({ construct, wants }: Declaration): void {
  const annotations = Annotations.of(construct);
  const impact = seenOf(construct);
  // It shows where it is: its card will tell, or there is nothing to restore.
  if (impact && !impact.archived) {
    return;
  }
  if (wants === "restored") {
    annotations.addWarning(`${NEEDED}; ${OR_PIN}`);
  } else if (impact) {
    annotations.addInfo(`${NEEDED}, unless the card in the state tells where it was; ${OR_PIN}`);
  } else {
    annotations.addWarning(`${NEEDED}, unless it is surveyed before it is archived; ${OR_PIN}`);
  }
}
