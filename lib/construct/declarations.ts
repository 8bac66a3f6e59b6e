import type { Construct, IConstruct } from "constructs";
import { formatScope, MOST_APPROVED } from "../archival/approved-scope";
import type { Guardrails } from "../archival/order";
import { keyOf, type Target } from "../archival/target";
import { UsageError } from "../common/usage-error";
import type { Impact } from "../contract/impact";
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
const archivedTexts = treeSlot<string | undefined>("archived-scope");

export function declare(declaration: Declaration): void {
  const { construct, target, wants } = declaration;
  declarations.set(construct, declaration);
  if (target && wants === "archived") {
    const { root } = construct.node;
    archivedIn.set(root, (archivedIn.get(root) ?? new Set()).add(keyOf(target)));
    archivedTexts.set(root, undefined);
  }
}

/** Every declared group in a scope, in the order of the tree. */
export function declarationsIn(scope: IConstruct): Declaration[] {
  return scope.node.findAll().flatMap((construct) => declarations.get(construct) ?? []);
}

/**
 * All groups that are declared as archived in a tree, as far as they are known before Terraform runs: hashes of their keys, in
 * the text form of an approved scope.
 *
 * @throws UsageError when it does not fit into one variable of the environment
 */
export function declaredArchived(root: IConstruct): string {
  const text = archivedTexts.get(root) ?? formatScope(archivedIn.get(root) ?? []);
  const count = archivedIn.get(root)?.size ?? 0;
  if (count > MOST_APPROVED) {
    throw new UsageError(
      `the ${count} declared groups, which a restore at destroy has to know, do not fit into one variable of the environment (128 KiB); declare at most ${MOST_APPROVED.toLocaleString("en-US")} in one app, or none of them with onDestroy "restore"`,
    );
  }
  archivedTexts.set(root, text);
  return text;
}

interface Declared {
  readonly construct: Construct;
  /** Whether its resource is still there when the stack is synthesized. */
  isThere(): boolean;
}

/** On the root: everything that declares a thing. */
const declaredOnce = treeSlot<Map<string, Declared[]>>("declared-once");

/**
 * Reports, when the tree is validated, that the same thing was declared more than once in it: two resources would
 * archive one group, and the second would hide what the first one did.
 *
 * @param key equal for what must be declared once
 * @param what how the message calls it
 */
export function declareOnce(declared: Declared, key: string, what: string): void {
  const { node } = declared.construct;
  const inTree = declaredOnce.get(node.root) ?? new Map<string, Declared[]>();
  declaredOnce.set(node.root, inTree);
  inTree.set(key, [...(inTree.get(key) ?? []), declared]);
  node.addValidation({
    validate: () => {
      const first = inTree.get(key)?.find((one) => one.isThere());
      return !declared.isThere() || first === undefined || first === declared
        ? []
        : [`${what} is declared twice, here and at "${first.construct.node.path}"; declare it once`];
    },
  });
}

const surveyed = treeSlot<{ readonly impact: Impact | undefined }>("surveyed");

/**
 * Notes that a survey had its say on a declaration.
 *
 * @param impact absent where the group was not seen, and it was said why not
 */
export function markSurveyed(construct: IConstruct, impact: Impact | undefined): void {
  surveyed.set(construct, { impact });
}

export function isSurveyed(construct: IConstruct): boolean {
  return surveyed.get(construct) !== undefined;
}

/** What a survey has seen of a declared group, if there was one. */
export function seenOf(construct: IConstruct): Impact | undefined {
  return surveyed.get(construct)?.impact;
}
