import fc from "fast-check";
import type { Impact, ImpactGroup } from "../../lib/contract/impact";
import { HOSTILE_NAMES } from "../outputs/hostile-names";
import { anImpact } from "./plans";

/** A name of such things, and of anything else. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_NAMES),
  fc.tuple(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: "binary" })).map((parts) => parts.join(" ")),
  fc.string({ unit: fc.constantFrom(..."`*_[]()<>&|\\!#~@:/-+=.$\"' a1\n") }),
);

/** An impact in which every text that comes from the platform is this one. */
export function named(name: string, { groupId, guardrails, ...impact } = anImpact()): Impact {
  return {
    ...impact,
    groupId,
    group: namedGroup(name, impact.group),
    path: [name],
    locationId: name,
    endpoint: name,
    seenAt: name,
    changed: { at: name, by: name },
    guardrails: guardrails.map((one) => ({ ...one, name, sentence: name })),
    warnings: [name],
  };
}

function namedGroup(name: string, group: ImpactGroup): ImpactGroup {
  return {
    id: group.id,
    name,
    status: name,
    servers: group.servers.map((server) => ({ ...server, name, status: name, power: name })),
    groups: group.groups.map((sub) => namedGroup(name, sub)),
  };
}
