import type { IConstruct } from "constructs";
import type { Impact } from "../../contract/impact";
import { treeSlot } from "../tree-slot";

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
