import { hiddenDifference, isSameName } from "../common/name";
import { count } from "../common/text";
import { type ApprovedScope, formatScope, outside, parseScope } from "./approved-scope";
import type { ArchiveOrder, Guardrails } from "./order";
import type { Group } from "./platform";
import { protectedIn } from "./protected-names";
import type { Receipt } from "./receipt";
import type { Run } from "./run";
import { titleOf } from "./target";
import { countLive } from "./tree";

/** Refuses before the first request when the order is pinned to another endpoint than the configured one. */
export function guardEndpoint(run: Run): void {
  const { endpoint } = run.order;
  const configured = run.ports.platform.endpoint;
  if (endpoint !== undefined && endpoint !== configured) {
    run.end("refused", `this declaration is pinned to ${endpoint}, but CLC_BASE_URL points to ${configured}`);
  }
}

/** Refuses when the group is not the one that was meant. */
export function guard(run: Run<ArchiveOrder>, group: Group): void {
  const held = violations(run.order, group);
  if (held.length > 0) {
    run.end("refused", `"${group.name}" (${group.id}) is not archived, because a guardrail refuses it`, held);
  }
}

/**
 * Nothing came of an archive that was cut off. What it was to hold was approved then, so that a run which nothing bounds, such
 * as the command that `status` names, archives no more than that.
 *
 * @param receipts of the group; the one that ended last comes first
 */
export function guardStartingOver(run: Run<ArchiveOrder>, group: Group, receipts: readonly Receipt[]): void {
  const { maxServers, scope } = run.order;
  const last = receipts.find(({ ended }) => ended.as !== "rejected");
  if (
    last?.action !== "archive" ||
    last.ended.as !== "untouched" ||
    maxServers !== undefined ||
    scope !== undefined
  ) {
    return;
  }
  const approved = parseScope(formatScope([...last.subGroups, ...last.servers]));
  const more = outside(approved, group);
  if (more.length > 0) {
    run.end(
      "refused",
      `${titleOf(run.order, group)} is not archived: the archive that was cut off never started, and the group has grown since; limit it with --max-servers, or survey or pin its declaration`,
      more.map((what) => `not in the archive that was cut off: ${what}`),
    );
  }
}

/** One guardrail of an order. */
export interface Guardrail {
  /** As in a declaration, such as `maxServers`. */
  readonly name: string;
  /** What it found, such as `5 servers would be archived, maxServers allows 5`. */
  readonly found: string;
  /** Why the group must not be archived, one sentence each; none when it may. */
  readonly violations: readonly string[];
}

/**
 * Checks every guardrail that an order has, and that the platform offers to archive the group at all.
 *
 * @example
 * checkGuardrails({ ...order, maxServers: 5 }, group)[0]?.violations; // ["7 servers would be archived, maxServers allows 5"]
 */
export function checkGuardrails(order: Guardrails, group: Group): Guardrail[] {
  const { expectedName, maxServers, protectedNames = [], scope } = order;
  return [
    ...(expectedName === undefined ? [] : [checkName(expectedName, group)]),
    ...(maxServers === undefined ? [] : [checkCount(maxServers, group)]),
    ...(protectedNames.length === 0 ? [] : [checkProtected(protectedNames, group)]),
    ...(scope === undefined ? [] : [checkScope(scope, group)]),
  ];
}

/** Why the group must not be archived, one sentence each; none when it may. */
export function violations(order: Guardrails, group: Group): string[] {
  const found = checkGuardrails(order, group).flatMap((guardrail) => guardrail.violations);
  return group.archivable ? found : [...found, whyNotArchivable(group)];
}

function checkName(expectedName: string, { name }: Group): Guardrail {
  const hidden = hiddenDifference(name, expectedName);
  const found = `its name is "${name}", expectedName is "${expectedName}"${hidden && ` (in its name, ${hidden})`}`;
  return { name: "expectedName", found, violations: isSameName(name, expectedName) ? [] : [found] };
}

function checkCount(maxServers: number, group: Group): Guardrail {
  const live = countLive(group);
  const found = `${count(live, "server")} would be archived, maxServers allows ${maxServers}`;
  return { name: "maxServers", found, violations: live > maxServers ? [found] : [] };
}

function checkProtected(patterns: readonly string[], group: Group): Guardrail {
  const violations = protectedIn(group, patterns);
  const found = `${count(violations.length, "name")} protected by ${patterns.map((one) => `"${one}"`).join(", ")}`;
  return { name: "protectedNames", found, violations };
}

function checkScope(scope: ApprovedScope, group: Group): Guardrail {
  const violations = outside(scope, group).map((what) => `not in the approved scope: ${what}`);
  return { name: "scope", found: `${count(violations.length, "thing")} not approved`, violations };
}

/** Root and system groups never carry the link (recorded: 39 of 39); otherwise it is a matter of rights. */
export function whyNotArchivable(group: Group): string {
  if (group.type !== "default") {
    return `it is the system group "${group.type}" of its data center, which the platform never archives`;
  }
  if (group.parentId === undefined) {
    return "it is the root group of its data center, which the platform never archives; name a group below it";
  }
  return `the platform does not offer archiveGroupAction on it (status "${group.status}"): this user may not archive it, or its state forbids it`;
}
