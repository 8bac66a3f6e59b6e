import type { Construct, IConstruct } from "constructs";
import { formatScope, MOST_APPROVED } from "../archival/approved-scope";
import type { Guardrails } from "../archival/order";
import { keyOf, type Target } from "../archival/target";
import { UsageError } from "../common/usage-error";
import type { Carrier, Recorded } from "./carriers/carrier";
import type { ArchiveGuardrails } from "./options";
import { treeSlot } from "./tree-slot";

/** One declared group, as the survey needs it. */
export interface Declaration {
  readonly construct: Construct;
  /** Its one resource. What it is called is known only when the stack is synthesized: see `addressOf`. */
  readonly carrier: Carrier;
  /** Account and group; `undefined` where one of them is known only to Terraform. */
  readonly target: Target | undefined;
  readonly wants: "archived" | "restored";
  /** Whether the platform may have no such group, as far as it shows. */
  readonly mayBeHidden: boolean;
  /** Whether it restores the group, now or at its end. */
  readonly restores: boolean;
  readonly onDestroy: "retain" | "restore";
  /** Where a restore puts the group, as it was declared. */
  readonly restoreTo: string | undefined;
  /** As far as they are literals. */
  readonly guardrails: Guardrails;
  /** Those whose value only Terraform knows, such as `maxServers`: the hook alone checks them. */
  readonly guardrailsAtApply: readonly string[];
  /** What has to be there before the synth may succeed. */
  readonly requires: Pick<ArchiveGuardrails, "requireSurvey" | "requirePin">;
  /** Puts the card into the plan, and beside it what a later restore has to know. */
  show(card: string, recorded: Recorded): void;
  /** What the hook is told, by variable; a change of it plans nothing. It is read when the stack is synthesized. */
  readonly environment: Record<string, string>;
  /** The same, and what its hook is told at destroy. */
  readonly environments: readonly Record<string, string>[];
}

const declarations = treeSlot<Declaration>("declaration");
/** On the root: the groups that are declared as archived. */
const archivedIn = treeSlot<Set<string>>("archived");
/** On the root: the same as the hook is told of it, written once for all declarations. */
const scopes = treeSlot<string | undefined>("archived-scope");

export function declare(declaration: Declaration): void {
  const { construct, target, wants } = declaration;
  declarations.set(construct, declaration);
  if (target && wants === "archived") {
    const { root } = construct.node;
    archivedIn.set(root, (archivedIn.get(root) ?? new Set()).add(keyOf(target)));
    scopes.set(root, undefined);
  }
}

/** Every declared group in a scope, in the order of the tree. */
export function declarationsIn(scope: IConstruct): Declaration[] {
  return scope.node.findAll().flatMap((construct) => declarations.get(construct) ?? []);
}

/**
 * The scope of all groups that are declared as archived in a tree, as far as they are known before Terraform runs.
 *
 * @throws UsageError when it does not fit into one variable of the environment
 */
export function declaredArchived(root: IConstruct): string {
  const scope = scopes.get(root) ?? formatScope(archivedIn.get(root) ?? []);
  const count = archivedIn.get(root)?.size ?? 0;
  if (count > MOST_APPROVED) {
    throw new UsageError(
      `the ${count} declared groups, which a restore at destroy has to know, do not fit into one variable of the environment (128 KiB); declare at most ${MOST_APPROVED.toLocaleString("en-US")} in one app, or none of them with onDestroy "restore"`,
    );
  }
  scopes.set(root, scope);
  return scope;
}
