import { oneLine } from "../common/one-line";
import type { Json } from "./json";

/** Which group a resource is about. What is known only at the apply, or is sensitive, is absent. */
export interface Identity {
  readonly accountAlias?: string;
  readonly groupId?: string;
  readonly state: "archived" | "restored";
}

/** Whether both are about one group. The platform does not tell upper from lower case. */
export function isSameGroup(one: Identity, other: Identity): boolean {
  const [first, second] = [one, other].map(({ accountAlias, groupId }) => `${accountAlias}/${groupId}`);
  return first?.toLowerCase() === second?.toLowerCase();
}

/** Where each type of resource keeps the identity, and where the card may be. */
const CARRIERS = {
  null_resource: { identity: "triggers", cards: [["triggers", "impact"]] },
  terraform_data: { identity: "triggers_replace", cards: [["input"], ["input", "card"]] },
} as const;

/** No card is longer. */
const MOST_LINES = 200;

/** The type, when it is one that this package uses. */
export function carrierOf(type: string): Carrier | undefined {
  return Object.hasOwn(CARRIERS, type) ? (type as Carrier) : undefined;
}

type When = "before" | "after";
export type Carrier = keyof typeof CARRIERS;

/** Others use these resources as well, with values of any kind. */
export function identityIn(change: Json, when: When, type: Carrier): Identity | undefined {
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

/** The lines of the card, as it is before or after the change. */
export function cardIn(change: Json, when: When, type: Carrier): string[] {
  const [card] = CARRIERS[type].cards.flatMap((path) => showable(change, when, path) ?? []);
  return card ? linesOf(card.raw()) : [];
}

/** The lines of a card, fit to show. */
export function linesOf(card: string): string[] {
  return card.trimEnd().split("\n").slice(0, MOST_LINES).map(withIndent);
}

function withIndent(line: string): string {
  const [indent = ""] = /^ {0,40}/.exec(line) ?? [];
  return indent + oneLine(line);
}

/** A text that Terraform itself would show. */
function showable(change: Json, when: When, path: readonly string[]): Json | undefined {
  const value = path.reduce<Json | undefined>(
    (json, key) => (json?.isObject ? json.at(key) : undefined),
    change.at(when),
  );
  return value?.isText && !isMarked(change.at(`${when}_sensitive`), path) ? value : undefined;
}

/** Whether a plan marks a value, or anything around it, as sensitive or as unknown. */
export function isMarked(marks: Json, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  return marks.is(true) || (key !== undefined && marks.isObject && isMarked(marks.at(key), rest));
}
