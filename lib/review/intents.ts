import { oneLine } from "../common/clean";
import { cardIn, carrierOf, type Identity, identityIn, isSameGroup } from "./identity";
import type { Json } from "./json";
import type { Configured } from "./plan-parts";
import { taintedIn, withoutKeys } from "./plan-parts";
import type { Command } from "./provisioner";

/** A resource of this package in a plan, with what Terraform is about to do with it. */
export interface Intent {
  readonly address: string;
  /** Where it is configured, without the keys of instances: `null_resource.web`, or `module.old.null_resource.web`. */
  readonly key: string;
  readonly step: "create" | "replace" | "delete" | "forget" | "update" | "none";
  /** Whether its last run did not end well. */
  readonly isTainted: boolean;
  /** Why Terraform runs no hook for the object that goes, apart from a taint. */
  readonly goesUnrun?: "created first" | "deposed" | "forgotten";
  /** As it is going to be; for one that goes, as it was. */
  readonly identity: Identity;
  /** As it was, where it is replaced. */
  readonly before?: Identity;
  /** Whether the declaration is still in the configuration. */
  readonly isDeclared: boolean;
  /** Whether the declaration has the hook restore what goes. */
  readonly restoresAtEnd: boolean;
  /** The lines of the card in the plan. */
  readonly card: readonly string[];
}

/** The resources of this package that a plan is about. */
export function intentsOf(plan: Json, configured: Configured): Intent[] {
  const tainted = taintedIn(plan.at("prior_state"));
  const intents = plan
    .at("resource_changes")
    .items()
    .flatMap((resource) => intentOf(resource, configured, tainted) ?? []);
  const kept = intents.filter(staysArchived);
  // The old object of a replacement says nothing about a group that is declared as archived all the same.
  return intents.map((intent) =>
    intent.goesUnrun === "deposed" && kept.some(({ identity }) => isSameGroup(identity, intent.identity))
      ? { ...intent, restoresAtEnd: false }
      : intent,
  );
}

/** Whether the group is declared as archived once the plan is applied. */
function staysArchived({ goesUnrun, identity, step }: Intent): boolean {
  const goes = step === "delete" || step === "forget" || goesUnrun === "deposed";
  return !goes && identity.state === "archived" && identity.groupId !== undefined;
}

function intentOf(resource: Json, configured: Configured, tainted: ReadonlySet<string>): Intent | undefined {
  const type = carrierOf(resource.at("type").text());
  if (type === undefined) return undefined;
  const address = resource.at("address").raw();
  const change = resource.at("change");
  const isDeposed = resource.at("deposed").exists;
  const actions = change
    .at("actions")
    .items()
    .map((action) => action.text());
  const step = stepOf(actions);
  const goes = step === "delete" || step === "forget";
  const before = identityIn(change, "before", type);
  const identity = goes ? before : identityIn(change, "after", type);
  const key = withoutKeys(address);
  const commands = (configured.get(key) ?? []).flatMap(({ hook }) => hook ?? []);
  const isDeclared = commands.length > 0;
  // A declaration that was removed is known by its identity alone.
  const isOurs = isDeclared || (goes && /^[0-9a-f]{32}$/i.test(before?.groupId ?? ""));
  if (!identity || !isOurs) return undefined;
  const goesUnrun = isDeposed ? "deposed" : whyUnrun(actions);
  return {
    address: oneLine(isDeposed ? `${address} (deposed)` : address),
    key,
    step,
    isTainted:
      !isDeposed && (tainted.has(address) || resource.at("action_reason").is("replace_because_tainted")),
    ...(goesUnrun && { goesUnrun }),
    identity,
    ...(step === "replace" && before && { before }),
    isDeclared,
    restoresAtEnd: restoresAtEnd(commands),
    card: cardIn(change, goes ? "before" : "after", type),
  };
}

/**
 * Destroy-time provisioners run neither for what is replaced after its successor was created, nor for what is forgotten.
 *
 * @see https://github.com/hashicorp/terraform/blob/v1.16.4/internal/command/jsonplan/plan.go for the lists of actions
 */
function whyUnrun(actions: readonly string[]): Intent["goesUnrun"] {
  if (actions.includes("forget")) return "forgotten";
  const [create, remove] = [actions.indexOf("create"), actions.indexOf("delete")];
  return create >= 0 && create < remove ? "created first" : undefined;
}

/** One command is for the creation. */
function restoresAtEnd(commands: readonly Command[]): boolean {
  const restores = commands.filter((command) => command === "restore").length;
  return restores > (commands.includes("archive") ? 0 : 1);
}

function stepOf(actions: readonly string[]): Intent["step"] {
  const goes = actions.includes("delete") || actions.includes("forget");
  if (actions.includes("create")) return goes ? "replace" : "create";
  if (actions.includes("delete")) return "delete";
  if (actions.includes("forget")) return "forget";
  return actions.includes("update") ? "update" : "none";
}
