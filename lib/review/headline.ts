import { count } from "../plural";
import { money } from "./amounts";
import type { Review, ReviewedGroup } from "./review";
import type { Scope } from "./scope";

/** What a plan does to groups, in one or two sentences. */
export function headlineOf(
  { archive, restore, unchanged }: Pick<Review, "archive" | "restore" | "unchanged">,
  groups: readonly ReviewedGroup[],
): string {
  const left = groups.filter(({ action }) => action === "leave").length;
  if (groups.length + unchanged === 0) return "This plan has no resource that archives or restores a group.";
  const does = [
    ...(archive.groups > 0 ? [`archives ${reach(archive)}`] : []),
    ...(restore.groups > 0 ? [`restores ${reach(restore)}`] : []),
  ];
  const rest = [
    ...(left > 0 ? [`${count(left, "group")} ${left === 1 ? "stays as it is" : "stay as they are"}`] : []),
    ...(unchanged > 0 ? [`${count(unchanged, "declaration")} unchanged`] : []),
  ];
  const first = does.length > 0 ? does.join("; it ") : "archives nothing and restores nothing";
  return [`This plan ${first}.`, ...(rest.length > 0 ? [`Besides: ${rest.join(", ")}.`] : [])].join(" ");
}

function reach(scope: Scope): string {
  const { groups, notSurveyed, monthlyEstimate } = scope;
  if (notSurveyed === groups) {
    return `${count(groups, "group")} that ${groups === 1 ? "was" : "were"} not surveyed`;
  }
  const inside = insideOf(scope);
  const cost = monthlyEstimate === undefined ? "" : ` that cost ${money(monthlyEstimate)} a month today`;
  const others = notSurveyed > 0 ? `, and ${reach({ groups: notSurveyed, notSurveyed, subGroups: 0 })}` : "";
  return `${count(groups - notSurveyed, "group")}${inside}${cost}${others}`;
}

function insideOf({ subGroups, servers }: Scope): string {
  const parts = [
    ...(subGroups > 0 ? [count(subGroups, "sub-group")] : []),
    ...(servers === undefined ? [] : [count(servers, "server")]),
  ];
  return parts.length > 0 ? ` with ${parts.join(" and ")}` : "";
}
