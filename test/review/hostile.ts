import fc from "fast-check";
import type { Impact, ImpactGroup } from "../../lib/impact";
import { anImpact } from "./plans";

/** Names that somebody gave to a group, and hoped. */
export const HOSTILE = [
  "<script>alert(1)</script>",
  "</style></title><img src=x onerror=alert(1)>",
  "| a | b |",
  "[x](javascript:alert(1))",
  "![x](https://example.com/x.png)",
  "<javascript:alert(1)>",
  "@team please look, a@example.com",
  "https://example.com www.example.com mailto:a@example.com",
  "#1 GH-1 a/b#1",
  "`code` ``` ~~~",
  "# heading",
  "- item",
  "1. item",
  "--- ===",
  "**bold** __bold__ ~~gone~~ \\",
  "&lt;b&gt; &#60;b&#62;",
  "\"><b x='y",
  "--> ]]> <!--",
  "$x$",
  "__proto__",
  "a\nb\r\n\n# c\u2028d\u202ee\u200bf\u001b[31m",
];

/** A name of such things, and of anything else. */
export const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.tuple(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" })).map((parts) => parts.join(" ")),
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
