import type { Group } from "../../archival/platform";
import type { Impact, ImpactGroup } from "../../contract/impact";
import { approvedIds, type Pin, treeOf } from "../../contract/pin";
import { isDeclareOnly } from "../../contract/settings";
import { resultsOf } from "../../survey/assess";
import { card, toSeconds } from "../../survey/card";
import { checkedAtApply } from "../../survey/warnings";
import { type Declaration, isSurveyed } from "../declarations";
import { Annotations } from "../framework";
import { approve, pinEndpoint } from "./approve";
import { pinFor } from "./pins";
import { recordedOf } from "./recorded";
import { sayHowToRestore } from "./say-how-to-restore";
import { synthTime } from "./synth-time";

/**
 * What holds of a declaration before anybody has looked at its group: with a pin the card shows what was pinned, and the
 * hook is fenced by it.
 */
export function showPinned(declaration: Declaration): void {
  const { construct, requires, target } = declaration;
  const pin = target && pinFor(construct, target);
  if (pin) {
    approve(declaration, approvedIds(pin));
    pinEndpoint(declaration, pin.endpoint);
    const impact = pinnedImpact(declaration, pin, "survey(app) was not awaited");
    declaration.show(card(impact), recordedOf(impact));
  }
  if (isDeclareOnly()) {
    return;
  }
  sayHowToRestore(declaration, pin);
  if (requires.requirePin && !pin) {
    Annotations.of(construct).addError(
      target
        ? `requirePin is set, but the scope of group ${target.groupId} is not pinned; run "archived-group pin" and commit archived-group.scope.json`
        : "requirePin is set, but a group whose id only Terraform knows cannot be pinned; declare it by a literal id, or without requirePin",
    );
  }
  if (requires.requireSurvey) {
    construct.node.addValidation({
      validate: () =>
        isSurveyed(construct) ? [] : ["requireSurvey is set: call `await survey(app)` before `app.synth()`"],
    });
  }
}

/** A pin as an impact, for a group that nobody could look at. */
export function pinnedImpact(
  { guardrails, guardrailsAtApply, wants }: Declaration,
  pin: Pin,
  why: string,
): Impact {
  const { accountAlias, groupId, endpoint, path, parentId, locationId } = pin;
  const group = treeOf(pin);
  return {
    accountAlias,
    groupId,
    endpoint,
    seenAt: toSeconds(synthTime()),
    source: "pin",
    group,
    path,
    ...(parentId !== undefined && { parentId }),
    ...(locationId !== undefined && { locationId }),
    wants,
    archived: wants === "restored",
    asWanted: false,
    guardrails: resultsOf(guardrails, toGroup(group)),
    warnings: [`not surveyed: ${why}`],
    notKnown: guardrailsAtApply.map(checkedAtApply),
  };
}

/** As the platform would show it if nothing had changed since it was pinned. */
function toGroup({ id, name, servers, groups }: ImpactGroup): Group {
  return {
    id,
    name,
    status: "active",
    state: "active",
    type: "default",
    archivable: true,
    servers: servers.map(({ id, name }) => ({ id, name, status: "active", state: "active" })),
    groups: groups.map(toGroup),
  };
}
