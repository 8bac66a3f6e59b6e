import { Construct } from "constructs";
import type { Guardrails } from "./archival/order";
import { parseAccountAlias, parseGroupId } from "./archival/target";
import { addCarrier, type CarrierType } from "./carrier";
import type { ITerraformDependable, TerraformResource } from "./core";
import { Fn, Token } from "./core";
import { type Declaration, declare } from "./declarations";
import { declareOnce } from "./declared-once";
import { parseDuration } from "./duration";
import { parseEndpoint } from "./endpoint";
import { type ArchiveGuardrails, guardrailsFor } from "./guardrails";
import { hookPath } from "./hook-asset";
import { formatProtectedNames, parseExpectedName, parseMaxServers, SETTINGS } from "./settings";
import { showPinned } from "./survey/show-pinned";
import { escapeTemplate } from "./template";
import { UsageError } from "./usage-error";

/** What is to be archived, and under which conditions. Every string may be a token of another resource. */
export interface ArchivedGroupProps extends ArchiveGuardrails {
  /** Short code of the account, such as `"ALTD"`. Case does not matter. */
  readonly accountAlias: string;
  /** Id of the group: 32 hex digits. Case does not matter. */
  readonly groupId: string;
  /**
   * The name that the group must have; with any other name the apply refuses before it sends anything.
   * @default - any name
   */
  readonly expectedName?: string;
  /**
   * How long the apply waits in all, such as `"90m"` or `"1h30m"`. The operation goes on when it is over, and the
   * next apply continues with it.
   * @default "4h"
   */
  readonly timeout?: string;
  /**
   * The only API that this declaration is for, such as `"https://api.ctl.io"`: the apply refuses when
   * `CLC_BASE_URL` leads elsewhere. It never decides where credentials go.
   * @default - whichever API the apply is configured for
   */
  readonly endpoint?: string;
  /**
   * The Terraform resource that carries the intent.
   * @default "null_resource"
   */
  readonly carrier?: CarrierType;
  /**
   * What has to be done before the group is archived.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Declares that a server group of a CTL account is archived: the group, its sub-groups and all their servers.
 *
 * The plan shows one resource. Applying it sends the archive operation once and blocks until the group was seen
 * archived; applying it again does nothing. Removing the declaration leaves the group archived.
 *
 * @throws UsageError from the constructor when a literal is malformed; the synth fails when a group is declared twice
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
    const { carrier = "null_resource", dependsOn = [] } = props;
    if (carrier !== "null_resource" && carrier !== "terraform_data") {
      throw new UsageError(`carrier must be "null_resource" or "terraform_data", got "${carrier}"`);
    }
    const account = normalise(props.accountAlias, parseAccountAlias, Fn.upper);
    const group = normalise(props.groupId, parseGroupId, Fn.lower);
    const guardrails = guardrailsFor(this, props);
    const { maxServers: _, protectedNames: __, ...ownOptions } = props;
    const options = { ...ownOptions, ...guardrails };
    const environment: Record<string, string> = {
      [SETTINGS.account.variable]: account,
      [SETTINGS.group.variable]: group,
      ...knobs(options),
    };
    const { resource, show, card } = addCarrier(this, carrier, {
      identity: { account_alias: account, group_id: group },
      provisioner: {
        type: "local-exec",
        // No shell: on Ctrl-C Terraform kills its direct child only, and a hook behind a shell would live on.
        interpreter: ["node", hookPath(this)],
        command: "archive",
        environment,
      },
      preconditions: [
        ...shapeOf("accountAlias", props.accountAlias, "^[A-Za-z0-9]{1,16}$", "1 to 16 letters and digits"),
        ...shapeOf("groupId", props.groupId, "^[0-9a-fA-F]{32}$", "32 hex digits"),
      ],
      dependsOn,
    });
    this.resource = resource;
    const isKnown = !Token.isUnresolved(account) && !Token.isUnresolved(group);
    if (isKnown) {
      declareOnce(this, `${account} ${group}`, `group ${group} of account ${account}`);
    }
    const declaration: Declaration = {
      construct: this,
      address: `${resource.terraformResourceType}.${resource.friendlyUniqueId}`,
      target: isKnown ? { accountAlias: account, groupId: group } : undefined,
      guardrails: literalsOf(options),
      show: (text) => show(escapeTemplate(text)),
      card,
      environment,
      requires: guardrails,
    };
    declare(declaration);
    showPinned(declaration);
  }
}

/** Knobs travel in the provisioner's environment, where a change plans nothing and the next run uses it. */
function knobs(props: ArchivedGroupProps): Record<string, string> {
  const { expectedName, maxServers, protectedNames, timeout, endpoint } = props;
  return {
    ...(expectedName !== undefined && {
      [SETTINGS.expectedName.variable]: literal(expectedName, parseExpectedName),
    }),
    ...(maxServers !== undefined && { [SETTINGS.maxServers.variable]: countOf(maxServers) }),
    ...(protectedNames !== undefined && {
      [SETTINGS.protectedNames.variable]: escapeTemplate(formatProtectedNames(protectedNames)),
    }),
    ...(timeout !== undefined && { [SETTINGS.timeout.variable]: literal(timeout, checkedTimeout) }),
    ...(endpoint !== undefined && { [SETTINGS.endpoint.variable]: literal(endpoint, checkedEndpoint) }),
  };
}

/** The guardrails that can be checked before Terraform runs. */
function literalsOf({ expectedName, maxServers, protectedNames }: ArchivedGroupProps): Guardrails {
  return {
    ...(expectedName !== undefined && !Token.isUnresolved(expectedName) && { expectedName }),
    ...(maxServers !== undefined && !Token.isUnresolved(maxServers) && { maxServers }),
    ...(protectedNames !== undefined && { protectedNames }),
  };
}

/** A literal is checked now, so that the error points at the user's line; a token only Terraform knows. */
function normalise(text: string, parse: (text: string) => string, later: (text: string) => string): string {
  return Token.isUnresolved(text) ? later(text) : parse(text ?? ""); // JavaScript and context may leave it out
}

function literal(text: string, check: (text: string) => string): string {
  return Token.isUnresolved(text) ? text : escapeTemplate(check(text));
}

function checkedTimeout(timeout: string): string {
  parseDuration("timeout", timeout);
  return timeout;
}

function checkedEndpoint(endpoint: string): string {
  return parseEndpoint("endpoint", endpoint, true);
}

function countOf(maxServers: number): string {
  return Token.isUnresolved(maxServers)
    ? Token.asString(maxServers)
    : String(parseMaxServers(String(maxServers)));
}

/** For values that are known only later: Terraform checks their shape, as early as it knows them. */
function shapeOf(
  name: string,
  value: string,
  pattern: string,
  shape: string,
): { condition: string; errorMessage: string }[] {
  return Token.isUnresolved(value)
    ? [
        {
          condition: Fn.can(Fn.regex(pattern, value)) as unknown as string,
          errorMessage: `${name} must be ${shape}.`,
        },
      ]
    : [];
}
