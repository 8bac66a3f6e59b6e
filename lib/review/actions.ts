import { oneLine } from "../common/clean";
import { hookRuns } from "./decide";
import { type Identity, isMarked, linesOf } from "./identity";
import type { Json } from "./json";
import type { Decision } from "./model";

/** An action of this package that a plan invokes (Terraform 1.14 and later). */
export interface Invocation {
  readonly address: string;
  readonly identity: Identity;
  readonly card: readonly string[];
  readonly decision: Decision;
}

/** What the actions of this package ask for, by their type. */
const OURS: Readonly<Record<string, Identity["state"]>> = {
  ctl_archive_group: "archived",
  ctl_restore_group: "restored",
};

/** Whether an item of `action_invocations` is of this package. */
export function isOurs(invocation: Json): boolean {
  const type = invocation.at("type");
  return type.isText && Object.hasOwn(OURS, type.raw());
}

/** @see https://github.com/hashicorp/terraform/blob/v1.16.4/internal/command/jsonplan/action_invocations.go */
export function readInvocation(invocation: Json): Invocation {
  const address = oneLine(invocation.at("address").raw());
  const [accountAlias, groupId, card] = ["account_alias", "group_id", "impact"].map((key) =>
    configured(invocation, key),
  );
  const identity = {
    ...(accountAlias !== undefined && { accountAlias: oneLine(accountAlias) }),
    ...(groupId !== undefined && { groupId: oneLine(groupId) }),
    state: OURS[invocation.at("type").raw()] ?? "archived",
  };
  const decision = hookRuns(identity, undefined, [whatInvokes(invocation)]);
  return { address, identity, card: card === undefined ? [] : linesOf(card), decision };
}

/** A text that Terraform itself would show; what is known only at the apply is absent. */
function configured(invocation: Json, key: string): string | undefined {
  const values = invocation.at("config_values");
  const value = values.isObject ? values.at(key) : undefined;
  const isShown = value?.isText && !isMarked(invocation.at("config_sensitive"), [key]);
  return isShown ? value.raw() : undefined;
}

function whatInvokes(invocation: Json): string {
  const trigger = invocation.at("lifecycle_action_trigger");
  const by = trigger.at("triggering_resource_address");
  const when = trigger.at("action_trigger_event");
  if (!by.exists) return "It is an action, invoked by this plan itself. Terraform keeps no record of it.";
  const event = when.exists ? ` (${when.text()})` : "";
  return `It is an action, invoked by \`${by.text()}\`${event}. Terraform keeps no record of it.`;
}
