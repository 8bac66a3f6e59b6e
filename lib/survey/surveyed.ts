import type { IConstruct } from "constructs";

const surveyed = new WeakSet<IConstruct>();

/** Notes that a survey had its say on a declaration: the group was seen, or it was said why not. */
export function markSurveyed(construct: IConstruct): void {
  surveyed.add(construct);
}

export function isSurveyed(construct: IConstruct): boolean {
  return surveyed.has(construct);
}
