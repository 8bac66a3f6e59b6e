import { type Command, configuredCommands, withoutKeys } from "./configuration";
import type { Json } from "./json";
import { oneLine } from "./one-line";
import { taintedIn } from "./tainted";

/** Which group a resource is about. What is known only at the apply, or is sensitive, is absent. */
export interface Identity {
  readonly accountAlias?: string;
  readonly groupId?: string;
  readonly state: "archived" | "restored";
}

/** A resource of this package in a plan, with what Terraform is about to do with it. */
export interface Intent {
  readonly address: string;
  /** Type and name, such as `null_resource.web`. */
  readonly key: string;
  readonly step: "create" | "replace" | "delete" | "forget" | "update" | "none";
  /** Whether its last run did not end well. */
  readonly isTainted: boolean;
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

/** Where each type of resource keeps the identity, and the card. */
const CARRIERS = {
  null_resource: { identity: "triggers", card: ["triggers", "impact"] },
  terraform_data: { identity: "triggers_replace", card: ["input"] },
} as const;

/** No card is longer. */
const MOST_LINES = 200;

/** The resources of this package that a plan is about. */
export function intentsOf(plan: Json): Intent[] {
  const commands = configuredCommands(plan.at("configuration"));
  const tainted = taintedIn(plan.at("prior_state"));
  return plan
    .at("resource_changes")
    .items()
    .flatMap((resource) => intentOf(resource, commands, tainted) ?? []);
}

function intentOf(
  resource: Json,
  configured: ReadonlyMap<string, readonly Command[]>,
  tainted: ReadonlySet<string>,
): Intent | undefined {
  const type = resource.at("type").text();
  if (type !== "null_resource" && type !== "terraform_data") return undefined;
  const address = resource.at("address").raw();
  const change = resource.at("change");
  const step = stepOf(change.at("actions"));
  const goes = step === "delete" || step === "forget";
  const before = identityIn(change, "before", type);
  const identity = goes ? before : identityIn(change, "after", type);
  const commands = configured.get(withoutKeys(address)) ?? [];
  const isDeclared = commands.length > 0;
  // A declaration that was removed is known by its identity alone.
  const isOurs = isDeclared || (goes && /^[0-9a-f]{32}$/i.test(before?.groupId ?? ""));
  if (!identity || !isOurs) return undefined;
  return {
    address: oneLine(address),
    key: `${type}.${resource.at("name").raw()}`,
    step,
    isTainted: tainted.has(address) || resource.at("action_reason").is("replace_because_tainted"),
    identity,
    ...(step === "replace" && before && { before }),
    isDeclared,
    restoresAtEnd: restoresAtEnd(commands),
    card: cardIn(change, goes ? "before" : "after", type),
  };
}

/** One command is for the creation. */
function restoresAtEnd(commands: readonly Command[]): boolean {
  const restores = commands.filter((command) => command === "restore").length;
  return restores > (commands.includes("archive") ? 0 : 1);
}

function stepOf(actions: Json): Intent["step"] {
  const words = actions.items().map((action) => action.text());
  if (words.includes("create")) return words.includes("delete") ? "replace" : "create";
  if (words.includes("delete")) return "delete";
  if (words.includes("forget")) return "forget";
  return words.includes("update") ? "update" : "none";
}

type When = "before" | "after";
type Carrier = keyof typeof CARRIERS;

/** Others use these resources as well, with values of any kind. */
function identityIn(change: Json, when: When, type: Carrier): Identity | undefined {
  const place = CARRIERS[type].identity;
  const values = change.at(when).at(place);
  if (values.exists && !values.isObject) return undefined;
  const isThere = (key: string): boolean =>
    (values.exists && values.at(key).isText) || isMarked(change.at(`${when}_unknown`), [place, key]);
  if (!isThere("account_alias") || !isThere("group_id")) return undefined;
  const read = (key: string): string | undefined => showable(change, when, [place, key])?.text();
  const accountAlias = read("account_alias");
  const groupId = read("group_id");
  return {
    ...(accountAlias !== undefined && { accountAlias }),
    ...(groupId !== undefined && { groupId }),
    state: read("state") === "restored" ? "restored" : "archived",
  };
}

function cardIn(change: Json, when: When, type: Carrier): string[] {
  const card = showable(change, when, CARRIERS[type].card);
  return card ? card.raw().trimEnd().split("\n").slice(0, MOST_LINES).map(withIndent) : [];
}

function withIndent(line: string): string {
  const [indent = ""] = /^ {0,40}/.exec(line) ?? [];
  return indent + oneLine(line);
}

/** A text that Terraform itself would show. */
function showable(change: Json, when: When, path: readonly string[]): Json | undefined {
  const value = path.reduce((json, key) => json.at(key), change.at(when));
  return value.isText && !isMarked(change.at(`${when}_sensitive`), path) ? value : undefined;
}

/** Whether a plan marks a value, or anything around it, as sensitive or as unknown. */
function isMarked(marks: Json, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  return marks.is(true) || (key !== undefined && marks.isObject && isMarked(marks.at(key), rest));
}
