import type { ArchiveOrder } from "./order";
import type { Group } from "./platform";
import type { Run } from "./run";
import { isLive, serversOf } from "./tree";

/** Refuses before the first request when the order is pinned to another endpoint than the configured one. */
export function guardEndpoint(run: Run): void {
  const { endpoint } = run.order;
  const configured = run.ports.platform.endpoint;
  if (endpoint !== undefined && endpoint !== configured) {
    run.end("refused", `this declaration is pinned to ${endpoint}, but CLC_BASE_URL leads to ${configured}`);
  }
}

/** Refuses when the group is not the one that was meant. */
export function guard(run: Run<ArchiveOrder>, group: Group): void {
  const held = violations(run.order, group);
  if (held.length > 0) {
    run.end("refused", `"${group.name}" (${group.id}) is not archived, because a guardrail held`, held);
  }
}

/**
 * The guardrails that hold, one sentence each; none when the group may be archived.
 *
 * @example
 * violations({ ...order, maxServers: 5 }, group); // ["7 servers would be archived, maxServers allows 5"]
 */
export function violations(order: ArchiveOrder, group: Group): string[] {
  const live = serversOf(group).filter(isLive).length;
  return [
    order.expectedName !== undefined &&
      order.expectedName !== group.name &&
      `its name is "${group.name}", expectedName is "${order.expectedName}"`,
    order.maxServers !== undefined &&
      live > order.maxServers &&
      `${live} servers would be archived, maxServers allows ${order.maxServers}`,
    !group.archivable && whyNotArchivable(group),
  ].filter((sentence) => sentence !== false);
}

/** Root and system groups never carry the link (recorded: 39 of 39); otherwise it is a matter of rights. */
function whyNotArchivable(group: Group): string {
  if (group.type !== "default") {
    return `it is the system group "${group.type}" of its data center, which the platform never archives`;
  }
  if (group.parentId === undefined) {
    return "it is the root group of its data center, which the platform never archives; name a group below it";
  }
  return `the platform does not offer archiveGroupAction on it (status "${group.status}"): this user may not archive it, or its state forbids it`;
}
