import { count } from "../common/text";
import { money } from "./amounts";
import { RESTORED_FIRST, STAYS_ARCHIVED } from "./decide";
import type { Gap, Reach, Review, ReviewedGroup } from "./model";

/** What a plan does to groups, and what its review does not see, in a few sentences. */
export function headlineOf(
  { archive, restore, unchanged }: Pick<Review, "archive" | "restore" | "unchanged">,
  groups: readonly ReviewedGroup[],
  gaps: readonly Gap[],
): string {
  const unseen = gaps.map(({ sentence }) => sentence);
  if (groups.length + unchanged === 0) {
    return unseen.length === 0
      ? "This plan has no resource that archives or restores a group."
      : ["This plan changes no resource of this package.", ...unseen].join(" ");
  }
  const does = [
    ...(archive.groups > 0 ? [`archives ${sentenceOf(archive)}`] : []),
    ...(restore.groups > 0 ? [`restores ${sentenceOf(restore)}${whyRestored(groups)}`] : []),
  ];
  const rest = besides(groups, unchanged);
  const first = does.length > 0 ? does.join("; it ") : "archives nothing and restores nothing";
  return [
    `This plan ${first}.`,
    ...(rest.length > 0 ? [`Besides: ${rest.join(", ")}.`] : []),
    ...unseen,
  ].join(" ");
}

function besides(groups: readonly ReviewedGroup[], unchanged: number): string[] {
  const left = groups.filter(({ action }) => action === "leave");
  const archived = left.filter(({ does }) => does === STAYS_ARCHIVED).length;
  const others = left.length - archived;
  return [
    ...(archived > 0
      ? [
          `${count(archived, "group")} ${archived === 1 ? "stays" : "stay"} archived that would be restored, if Terraform ran the hook`,
        ]
      : []),
    ...(others > 0
      ? [`${count(others, "group")} ${others === 1 ? "stays as it is" : "stay as they are"}`]
      : []),
    ...(unchanged > 0 ? [`${count(unchanged, "declaration")} unchanged`] : []),
  ];
}

/** A restore that nobody declared needs its reason. */
function whyRestored(groups: readonly ReviewedGroup[]): string {
  const restored = groups.filter(({ action }) => action === "restore");
  const first = restored.filter(({ does }) => does === RESTORED_FIRST).length;
  if (first === 0) return "";
  const which = first === restored.length ? "" : ` ${first} of them`;
  return `,${which} because ${first === 1 ? "a declaration is" : "declarations are"} replaced`;
}

function sentenceOf(reach: Reach): string {
  const { groups, notSurveyed, monthlyEstimate } = reach;
  if (notSurveyed === groups) {
    return `${count(groups, "group")} that ${groups === 1 ? "was" : "were"} not surveyed`;
  }
  const inside = insideOf(reach);
  const cost = monthlyEstimate === undefined ? "" : ` that cost ${money(monthlyEstimate)} a month today`;
  const others =
    notSurveyed > 0 ? `, and ${sentenceOf({ groups: notSurveyed, notSurveyed, subGroups: 0 })}` : "";
  return `${count(groups - notSurveyed, "group")}${inside}${cost}${others}`;
}

function insideOf({ subGroups, servers }: Reach): string {
  const parts = [
    ...(subGroups > 0 ? [count(subGroups, "sub-group")] : []),
    ...(servers === undefined ? [] : [count(servers, "server")]),
  ];
  return parts.length > 0 ? ` with ${parts.join(" and ")}` : "";
}
