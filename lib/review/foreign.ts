import { oneLine } from "../common/clean";
import { count } from "../common/text";
import type { Json } from "./json";
import { type Gap, gap } from "./model";
import type { Configured } from "./plan-parts";
import { withoutKeys } from "./plan-parts";
import type { Provisioner } from "./provisioner";
import type { Run } from "./runs";

/** A provisioner of a resource that this package did not write, in a plan that changes the resource. */
interface Foreign {
  readonly address: string;
  /** Such as `is created`. */
  readonly what: string;
  readonly provisioner: Provisioner;
}

/** What provisioners may do that this package did not write: run its programs, or nobody knows what. */
export function foreignGaps(plan: Json, configured: Configured, reviewed: ReadonlySet<string>): Gap[] {
  const changes = plan.at("resource_changes").items();
  const foreign = changes.flatMap((change): Foreign[] => {
    const address = oneLine(change.at("address").raw());
    const provisioners = configured.get(withoutKeys(change.at("address").raw())) ?? [];
    if (reviewed.has(address) || change.at("deposed").exists) return [];
    return provisioners.map((provisioner) => ({ address, what: whatHappens(change), provisioner }));
  });
  const [changed, left] = [
    foreign.filter(({ what }) => what !== ""),
    foreign.filter(({ what }) => what === ""),
  ];
  return [...running(changed), ...idle(left), ...hidden(changed), ...withoutBlock(changes)];
}

/** Empty where Terraform runs no provisioner. */
function whatHappens(change: Json): string {
  const actions = change
    .at("change")
    .at("actions")
    .items()
    .map((action) => action.text());
  if (actions.includes("create")) return actions.length > 1 ? "is replaced" : "is created";
  return actions.includes("delete") ? "is destroyed" : "";
}

function running(foreign: readonly Foreign[]): Gap[] {
  const all = foreign.filter(({ provisioner }) => runsOf(provisioner).length > 0);
  if (all.length === 0) return [];
  return [
    gap(
      `${count(all.length, "provisioner")} ${all.length === 1 ? "runs" : "run"} ${commandsOf(all)}, which ${all.length === 1 ? "is" : "are"} not reviewed here.`,
      all.map(
        ({ address, what, provisioner }) =>
          `\`${address}\` ${what}: its provisioner runs ${runsOf(provisioner).map(inFull).join(", ")}; what that reaches is not known.`,
      ),
    ),
  ];
}

/** Of resources that stay as they are. */
function idle(foreign: readonly Foreign[]): Gap[] {
  const all = foreign.filter(({ provisioner }) => runsOf(provisioner).length > 0);
  if (all.length === 0) return [];
  const of = count(all.length, "provisioner");
  return [
    gap(
      `${of} that ${all.length === 1 ? "runs" : "run"} ${commandsOf(all)} ${all.length === 1 ? "is" : "are"} not due in this plan.`,
    ),
  ];
}

/** A plan shows nothing of a command that is put together from other values. */
function hidden(foreign: readonly Foreign[]): Gap[] {
  const all = foreign.filter(({ provisioner }) => provisioner.isHidden && runsOf(provisioner).length === 0);
  if (all.length === 0) return [];
  return [
    gap(
      `${count(all.length, "provisioner")} ${all.length === 1 ? "runs a command" : "run commands"} that the plan does not show.`,
      all.map(
        ({ address, what }) => `\`${address}\` ${what}: the plan does not show what its provisioner runs.`,
      ),
    ),
  ];
}

/** A `removed` block may run a command for what goes, and is in no plan (measured: Terraform 1.11.4 and 1.16.4). */
function withoutBlock(changes: readonly Json[]): Gap[] {
  const all = changes.filter((change) =>
    ["delete_because_no_resource_config", "delete_because_no_module"].some((reason) =>
      change.at("action_reason").is(reason),
    ),
  );
  if (all.length === 0) return [];
  const [go, their] = all.length === 1 ? ["goes", "its block"] : ["go", "their blocks"];
  return [
    gap(
      `${count(all.length, "resource")} ${go} with ${their}: a \`removed\` block instead may run a command, which a plan does not show.`,
    ),
  ];
}

function runsOf({ hook, runs }: Provisioner): readonly Run[] {
  return runs.length === 0 && hook ? [{ command: `archived-group ${hook}` }] : runs;
}

function commandsOf(foreign: readonly Foreign[]): string {
  const commands = foreign.flatMap(({ provisioner }) => runsOf(provisioner).map(({ command }) => command));
  return [...new Set(commands)].map((command) => `\`${command}\``).join(", ");
}

function inFull({ accountAlias, command, groupId }: Run): string {
  const group = groupId === undefined ? "" : ` for group ${groupId}`;
  const account =
    accountAlias === undefined ? "" : `${group === "" ? " for" : " of"} account ${accountAlias}`;
  return `\`${command}\`${group}${account}`;
}
