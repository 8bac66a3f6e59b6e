import type { Construct } from "constructs";
import { UsageError } from "../common/usage-error";
import { parseMaxServers } from "../contract/orders";
import { checkOptions } from "./check-options";
import { joinTree } from "./copies";
import { protectedNamesText } from "./hook-environment";
import { type ArchiveGuardrails, OPTIONS } from "./options";
import { treeSlot } from "./tree-slot";

const guardrailsOf = treeSlot<readonly ArchiveGuardrails[]>("guardrails");
/** On every scope that a group was declared in. */
const guarded = treeSlot<true>("guarded");

/**
 * Sets guardrails for every `ArchivedGroup` in a scope, such as an app or a stack. A declaration's own options go before
 * them, those of an inner scope before those of an outer one, and later ones of a scope before earlier ones; only
 * `protectedNames` add up.
 *
 * @param scope before any group is declared in it
 * @throws UsageError when a literal is malformed, an option is unknown, or a group was declared in the scope already
 *
 * @example
 * guardArchives(app, { protectedNames: ["*production*"], requirePin: true });
 */
export function guardArchives(scope: Construct, guardrails: ArchiveGuardrails): void {
  joinTree(scope);
  checkOptions(guardrails, OPTIONS.guardArchives, "guardArchives");
  const { maxServers, protectedNames } = guardrails;
  if (maxServers !== undefined) parseMaxServers(String(maxServers));
  if (protectedNames !== undefined) protectedNamesText(protectedNames);
  if (guarded.get(scope)) {
    throw new UsageError(
      `guardArchives must come before the first ArchivedGroup in "${scope.node.path || "the app"}", or it would not hold for that`,
    );
  }
  guardrailsOf.set(scope, [...(guardrailsOf.get(scope) ?? []), guardrails]);
}

/** What holds for a declaration: its own guardrails, and those of the scopes that it is in. */
export function guardrailsFor(construct: Construct, own: ArchiveGuardrails): ArchiveGuardrails {
  for (const scope of construct.node.scopes) guarded.set(scope, true);
  const all = [...construct.node.scopes.flatMap((scope) => guardrailsOf.get(scope) ?? []), own];
  const protectedNames = [...new Set(all.flatMap((one) => one.protectedNames ?? []))];
  const nearest = <K extends keyof ArchiveGuardrails>(key: K): Pick<ArchiveGuardrails, K> =>
    all.findLast((one) => one[key] !== undefined) ?? {};
  const { maxServers } = nearest("maxServers");
  return {
    ...(maxServers !== undefined && { maxServers }),
    ...(protectedNames.length > 0 && { protectedNames }),
    requireSurvey: nearest("requireSurvey").requireSurvey ?? false,
    requirePin: nearest("requirePin").requirePin ?? false,
  };
}
