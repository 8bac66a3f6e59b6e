import type { Construct } from "constructs";
import { UsageError } from "../common/usage-error";
import { parseMaxServers } from "../contract/orders";
import { joinTree } from "./copies";
import { protectedNamesText } from "./hook-environment";
import { checkOptions, OPTIONS } from "./options";
import { treeSlot } from "./tree-slot";

/** Conditions under which groups may be archived. They are checked by the survey, and again by the apply. */
export interface ArchiveGuardrails {
  /**
   * How many servers may be archived, in a group and all its sub-groups; with more the apply refuses.
   * @default - any number
   */
  readonly maxServers?: number;
  /**
   * Names or globs that neither a group nor a sub-group or server in it may have. In a glob `*` stands for any characters,
   * `?` for one, `[ab]` or `[a-c]` for one of a set and `[!ab]` for any other one; nothing else is special, and what other globs
   * know besides is an error. Names are compared as people read them: in NFC, without characters that nobody sees, with white
   * space collapsed; case does not matter.
   * @default - none
   */
  readonly protectedNames?: readonly string[];
  /**
   * Whether the synth fails when a group was not surveyed: for want of network or credentials, or of `survey(app)`.
   * @default false
   */
  readonly requireSurvey?: boolean;
  /**
   * Whether the synth fails when the scope of a group is not pinned in `archived-group.scope.json`.
   * @default false
   */
  readonly requirePin?: boolean;
}

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
