import type { IConstruct } from "constructs";
import { keyOf, type Target } from "../../archival/target";
import { parseDuration } from "../../common/duration";
import type { Impact } from "../../contract/impact";
import { isDeclareOnly } from "../../contract/settings";
import { printableWith } from "../../hook/printable";
import type { Assessment } from "../../survey/assess";
import { checkOptions } from "../check-options";
import { joinTree } from "../copies";
import { type Declaration, declarationsIn, markSurveyed } from "../declarations";
import { Annotations } from "../framework";
import { OPTIONS, type SurveyOptions } from "../options";
import { carryImpacts } from "./carry-impacts";
import { lookAt, type NotSeen } from "./look-at";
import { showSeen } from "./show-seen";
import { showUnseen } from "./show-unseen";

/**
 * Looks at every declared group once, so that the plan shows what it holds, what it costs, and whether it may be archived:
 * one login and a few GETs, with the credentials of the environment. It checks the guardrails, says when an earlier archive
 * was cut off, and warns when two declared groups overlap. What it has to say comes as annotations of the synth. For want of
 * network or credentials it never fails one; a group that the platform does not have, or does not show to this user, fails it
 * unless a pin, a receipt or `mayBeHidden` knows better.
 *
 * @param scope an app, or any part of one; after everything is declared, and before `app.synth()`
 * @returns what was seen, in the order of the tree; without the groups that could not be looked at
 * @throws UsageError when an option is malformed or unknown
 *
 * @example
 * new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" });
 * await survey(app);
 * app.synth();
 */
export async function survey(scope: IConstruct, options: SurveyOptions = {}): Promise<readonly Impact[]> {
  joinTree(scope);
  checkOptions(options, OPTIONS.survey, "survey");
  const { deadline = "20s", billing = true } = options;
  const deadlineMs = parseDuration("deadline", deadline);
  if (isDeclareOnly()) {
    return [];
  }
  const declarations = declarationsIn(scope);
  const unusable = new Map<string, Target | undefined>();
  const results = await lookAt(declarations, {
    billing,
    deadlineMs,
    around: declarationsIn(scope.node.root),
    warn: (sentence, target) => unusable.set(sentence, target),
  });
  for (const [sentence, target] of unusable) {
    const found = target
      ? declarations.find((one) => one.target && keyOf(one.target) === keyOf(target))
      : declarations[0];
    // cdktf prints what is said of a stack and of what is in it, and nothing that is said of the app.
    Annotations.of(found?.construct ?? scope).addWarning(printableWith(process.env)(sentence));
  }
  const seen: (readonly [Declaration, Assessment])[] = [];
  const unseen: (readonly [Declaration, NotSeen])[] = [];
  for (const [declaration, result] of results) {
    if (!("impact" in result)) {
      markSurveyed(declaration.construct, undefined);
      unseen.push([declaration, result]);
    } else {
      markSurveyed(declaration.construct, result.impact);
      seen.push([declaration, result]);
    }
  }
  for (const [declaration, assessment] of seen) {
    showSeen(declaration, assessment);
  }
  const pinned = showUnseen(unseen);
  const impacts = seen.map(([declaration, { impact }]) => [declaration, impact] as const);
  // What is pinned comes after why it was not seen, and counts.
  const reasons = unseen.map(([declaration, { why }]) => [declaration, why] as const);
  carryImpacts([...impacts, ...reasons, ...pinned]);
  return impacts.map(([, impact]) => impact);
}
