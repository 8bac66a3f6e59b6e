import { adoptCommand } from "../../archival/order";
import { count, firstOf } from "../../common/text";
import type { Impact } from "../../contract/impact";
import type { Pin } from "../../contract/pin";
import { card, cardOfUnseen } from "../../survey/card";
import type { Declaration } from "../declarations";
import { Annotations, TerraformStack } from "../framework";
import type { NotSeen } from "./look-at";
import { pinFor } from "./pins";
import { NOTHING_RECORDED, recordedOf } from "./recorded";
import { pinnedImpact } from "./show-pinned";
import { synthTime } from "./synth-time";

const MOST_NAMED = 5;

/**
 * Says in the plan why a group was not surveyed, and for all groups of a stack with the same reason once in an annotation.
 * That fails the synth where one of them requires a survey.
 *
 * @returns what is pinned of them
 */
export function showUnseen(
  unseen: readonly (readonly [Declaration, NotSeen])[],
): (readonly [Declaration, Impact])[] {
  const refused = unseen.filter(([one, { isDefinite }]) => isDefinite && !pinOf(one) && !one.mayBeHidden);
  for (const [declaration, { why }] of refused) {
    refuse(declaration, why);
  }
  annotate(unseen.filter((one) => !refused.includes(one)));
  return unseen.flatMap(([declaration, { why }]) => {
    const { show, target } = declaration;
    const pin = pinOf(declaration);
    if (!pin) {
      show(cardOfUnseen(target?.groupId, why, synthTime()), NOTHING_RECORDED);
      return [];
    }
    const impact = pinnedImpact(declaration, pin, why);
    show(card(impact), recordedOf(impact));
    return [[declaration, impact] as const];
  });
}

function pinOf({ construct, target }: Declaration): Pin | undefined {
  return target && pinFor(construct, target);
}

/** A typo in an id must not become a plan, of which the apply may first restore the right group and then fail. */
function refuse({ construct, target }: Declaration, why: string): void {
  const { accountAlias = "", groupId = "" } = target ?? {};
  Annotations.of(construct).addError(
    `group ${groupId}: ${why}; check accountAlias, groupId and the login. If the platform hides archived groups, there must be a record of the archive: a pin, made by "archived-group pin" while the group is active; a receipt, as "${adoptCommand({ accountAlias, groupId })}" writes one; or declare the group with mayBeHidden: true`,
  );
}

function annotate(unseen: readonly (readonly [Declaration, NotSeen])[]): void {
  const stacks = new Set(unseen.map(([{ construct }]) => TerraformStack.of(construct)));
  for (const stack of stacks) {
    const here = unseen.filter(([{ construct }]) => TerraformStack.of(construct) === stack);
    for (const reason of new Set(here.map(([, { why }]) => why))) {
      const declarations = here.filter(([, { why }]) => why === reason).map(([declaration]) => declaration);
      const sentence = `${count(declarations.length, "declared group")} not surveyed (${namesOf(declarations)}): ${reason}`;
      if (declarations.some(({ requires }) => requires.requireSurvey)) {
        Annotations.of(stack).addError(sentence);
      } else {
        Annotations.of(stack).addWarning(sentence);
      }
    }
  }
}

function namesOf(declarations: readonly Declaration[]): string {
  const names = declarations.map(({ construct }) => construct.node.path);
  return firstOf(names, MOST_NAMED).join(", ");
}
