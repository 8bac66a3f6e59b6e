import { Construct } from "constructs";
import { parseAccountAlias, parseGroupId } from "../archival/target";
import { IDENTITY } from "../contract/carriers";
import { SETTINGS } from "../contract/settings";
import { withRestoreFirst } from "../survey/card";
import { addCarrier, isMovedAway } from "./carriers/carrier";
import { checkOptions, preconditionsFor } from "./check-options";
import { joinTree } from "./copies";
import { type Declaration, declare, declaredArchived, declareOnce } from "./declarations";
import type { LocalExecProvisioner, TerraformResource } from "./framework";
import { Annotations, Fn, Token } from "./framework";
import { guardrailsFor } from "./guard-archives";
import { hookPath } from "./hook-asset";
import { guardrailVariables, type HookEnvironment, waitingVariables } from "./hook-environment";
import { type ArchivedGroupProps, OPTIONS } from "./options";
import { checkWhenRendered } from "./rendered-stack";
import { checkLiteral, declaredRestore, destroyTimeRestore, parseRestoreTo } from "./restore-variables";
import { pinFor } from "./survey/pins";
import { showPinned } from "./survey/show-pinned";
import { escapeTemplate } from "./template";

/**
 * Declares that a server group of a CTL account is archived: the group, its sub-groups and all their servers.
 *
 * The plan shows one resource. Applying it sends the archive operation once and blocks until the group was seen
 * archived; applying it again does nothing. Removing the declaration leaves the group archived, unless `onDestroy` says
 * otherwise.
 *
 * @throws UsageError from the constructor when a literal is malformed, or an option is unknown; the synth fails when a group is
 * declared twice
 * @see https://www.ctl.io/api-docs/v2/#groups-archive-group
 *
 * @example
 * new ArchivedGroup(stack, "web", {
 *   accountAlias: "ALTD",
 *   groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
 *   expectedName: "Web Applications",
 *   maxServers: 5,
 * });
 */
export class ArchivedGroup extends Construct {
  /** The one resource of this intent: for `dependsOn` of others, and for escape hatches. */
  readonly resource: TerraformResource;

  constructor(scope: Construct, id: string, props: ArchivedGroupProps) {
    super(scope, id);
    joinTree(this);
    checkOptions(props, OPTIONS.ArchivedGroup, `ArchivedGroup "${id}"`);
    const { carrier: type = "null_resource", state = "archived", onDestroy = "retain" } = props;
    const account = normalise(props.accountAlias, parseAccountAlias, Fn.upper);
    const group = normalise(props.groupId, parseGroupId, Fn.lower);
    const restoreTo = parseRestoreTo(props.restoreTo, group);
    const isKnown = !Token.isUnresolved(account) && !Token.isUnresolved(group);
    const target = isKnown ? { accountAlias: account, groupId: group } : undefined;
    const pin = target && pinFor(this, target);
    const guardrails = guardrailsFor(this, props);
    const { maxServers: _, protectedNames: __, ...others } = props;
    const options = { ...others, ...guardrails };

    const environment: HookEnvironment = {
      [SETTINGS.account.variable]: account,
      [SETTINGS.group.variable]: group,
      ...(state === "archived" ? guardrailVariables(options) : declaredRestore(restoreTo, pin)),
      ...waitingVariables(props),
    };
    const environments = [environment];
    const carrier = addCarrier(this, type, {
      // "archived" adds no key: what was declared before there was a choice is not replaced.
      identity: {
        [IDENTITY.account]: account,
        [IDENTITY.group]: group,
        ...(state === "restored" && { [IDENTITY.state]: state }),
      },
      provisioners: (self) => {
        const atCreate = this.provisioner(state === "archived" ? "archive" : "restore", environment);
        if (onDestroy === "retain") {
          return [atCreate];
        }
        checkLiteral("timeout", props.timeout);
        checkLiteral("endpoint", props.endpoint);
        const atDestroy = {
          [SETTINGS.account.variable]: `\${${self.accountAlias}}`,
          [SETTINGS.group.variable]: `\${${self.groupId}}`,
          ...destroyTimeRestore(self, {
            groupId: group,
            restoreTo,
            pin,
            declared: () => declaredArchived(this.node.root),
          }),
          ...waitingVariables(props),
        };
        environments.push(atDestroy);
        if (state === "archived") {
          Annotations.of(this).addInfo(
            'onDestroy is "restore", but Terraform runs nothing when the declaration is deleted from the code (deploy it with state "restored" first), nor after a failed archive (deploy it again first)',
          );
        }
        return [atCreate, { ...this.provisioner("restore", atDestroy), when: "destroy" }];
      },
      preconditions: preconditionsFor(props),
      dependsOn: props.dependsOn ?? [],
    });
    this.resource = carrier.resource;

    if (isKnown) {
      declareOnce(
        { construct: this, isThere: () => !isMovedAway(carrier) },
        `${account} ${group}`,
        `group ${group} of account ${account}`,
      );
    }
    const declaration: Declaration = {
      construct: this,
      carrier,
      target,
      wants: state,
      mayBeHidden: props.mayBeHidden ?? false,
      restores: state === "restored" || onDestroy === "restore",
      onDestroy,
      restoreTo,
      ...(state === "archived" ? guardrailsOf(options) : { guardrails: {}, guardrailsAtApply: [] }),
      requires: guardrails,
      show: (text, recorded) =>
        carrier.show(escapeTemplate(onDestroy === "restore" ? withRestoreFirst(text) : text), recorded),
      environment,
      environments,
    };
    declare(declaration);
    checkWhenRendered(this);
    showPinned(declaration);
  }

  /** No shell: on Ctrl-C Terraform kills its direct child only, and a hook behind a shell would live on. */
  private provisioner(command: "archive" | "restore", environment: HookEnvironment): LocalExecProvisioner {
    return { type: "local-exec", interpreter: ["node", hookPath(this)], command, environment };
  }
}

/** Those that can be checked before Terraform runs, and those that cannot. */
function guardrailsOf({
  expectedName,
  maxServers,
  protectedNames,
}: ArchivedGroupProps): Pick<Declaration, "guardrails" | "guardrailsAtApply"> {
  const [isNameLater, isCountLater] = [Token.isUnresolved(expectedName), Token.isUnresolved(maxServers)];
  return {
    guardrails: {
      ...(expectedName !== undefined && !isNameLater && { expectedName }),
      ...(maxServers !== undefined && !isCountLater && { maxServers }),
      ...(protectedNames !== undefined && { protectedNames }),
    },
    guardrailsAtApply: [...(isNameLater ? ["expectedName"] : []), ...(isCountLater ? ["maxServers"] : [])],
  };
}

/** A literal is checked now, so that the error points at the user's line; a token only Terraform knows. */
function normalise(text: string, parse: (text: string) => string, later: (text: string) => string): string {
  return Token.isUnresolved(text) ? later(text) : parse(text ?? ""); // JavaScript and context may leave it out
}
