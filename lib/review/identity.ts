import { oneLine } from "../common/clean";
import { CARRIERS, type CarrierType, IDENTITY } from "../contract/carriers";
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

/** No card is longer. */
const MOST_LINES = 200;

/** The type, when it is one that this package uses. */
export function carrierOf(type: string): CarrierType | undefined {
  return Object.hasOwn(CARRIERS, type) ? (type as CarrierType) : undefined;
}

type When = "before" | "after";

/** Others use these resources as well, with values of any kind. */
export function identityIn(change: Json, when: When, type: CarrierType): Identity | undefined {
  const place = CARRIERS[type].identityIn;
  const values = change.at(when).at(place);
  if (values.exists && !values.isObject) return undefined;
  const isThere = (key: string): boolean =>
    (values.exists && values.at(key).isText) || isMarked(change.at(`${when}_unknown`), [place, key]);
  if (!isThere(IDENTITY.account) || !isThere(IDENTITY.group)) return undefined;
  const read = (key: string): string | undefined => showable(change, when, [place, key])?.text();
  const accountAlias = read(IDENTITY.account);
  const groupId = read(IDENTITY.group);
  return {
    ...(accountAlias !== undefined && { accountAlias }),
    ...(groupId !== undefined && { groupId }),
    state: read(IDENTITY.state) === "restored" ? "restored" : "archived",
  };
}

/** The lines of the card, as it is before or after the change. */
export function cardIn(change: Json, when: When, type: CarrierType): string[] {
  const { cardIn: attribute, cardKey } = CARRIERS[type];
  // Release 0.1 wrote the card alone into it; its states are read until 0.3.
  const card = showable(change, when, [attribute, cardKey]) ?? showable(change, when, [attribute]);
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
