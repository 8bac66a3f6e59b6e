import { parseTargetGroupId } from "../archival/target";
import { UsageError } from "../common/usage-error";
import type { Pin } from "../contract/pin";
import { formatServers } from "../contract/server-list";
import {
  DESTROY_VARIABLES,
  EVIDENCE_VARIABLE,
  RESTORE_SETTINGS,
  SERVERS_VARIABLE,
} from "../contract/settings";
import type { Self } from "./carriers/carrier";
import { Lazy, Token } from "./framework";
import type { HookEnvironment } from "./hook-environment";
import { quoteForExpression } from "./template";
import { fitsVariable } from "./variable-size";

/**
 * @param groupId the declared group
 * @throws UsageError when it is a literal and no id of another group
 */
export function parseRestoreTo(restoreTo: string | undefined, groupId: string): string | undefined {
  return restoreTo === undefined || Token.isUnresolved(restoreTo)
    ? restoreTo
    : parseTargetGroupId(restoreTo ?? "", groupId, "restoreTo"); // JavaScript and context may have null
}

/** What a restore is told at apply, when the declaration asks for it. */
export function declaredRestore(restoreTo: string | undefined, pin: Pin | undefined): HookEnvironment {
  const target = restoreTo ?? pin?.parentId;
  const servers = pin && serversOf(pin);
  return {
    [EVIDENCE_VARIABLE]: "the declaration",
    ...(target !== undefined && { [RESTORE_SETTINGS.target.variable]: target }),
    ...(servers !== undefined && { [SERVERS_VARIABLE]: servers }),
  };
}

/**
 * What a restore is told at destroy. Terraform lets it see nothing but the object that goes (`self`), and after a change of
 * the group id that is another group than the declared one: so whose parent it is, which servers it had, and whether it was
 * archived by this declaration is recorded in the state. `restoreTo` and the pin are about the declared group alone.
 *
 * @param self the object that goes: its identity, what it was for, and what is recorded, as Terraform expressions without braces
 * @throws UsageError when `restoreTo` is known only to Terraform
 */
export function destroyTimeRestore(
  self: Pick<Self, "groupId" | "state" | "card" | "recorded">,
  { groupId, restoreTo, pin, declared }: DeclaredTarget,
): HookEnvironment {
  checkLiteral("restoreTo", restoreTo);
  const isToken = Token.isUnresolved(groupId);
  // Where only Terraform knows which group is declared, no survey has seen it: a state that tells is of another one.
  const fallback = isToken && restoreTo !== undefined ? restoreTo : "";
  const old = readOff(self.card);
  const parent = `try(coalesce(try(${self.recorded("parent_id")}, ${old.parent})), "${fallback}")`;
  const wasActive = `try(${self.recorded("was_active")}, ${old.wasActive}) == "true" ? "what the state has recorded" : ""`;
  const servers = `try(${self.recorded("servers")}, ${old.servers}, "")`;
  const ofDeclared = (known: string | undefined, otherwise: string): string =>
    known === undefined || isToken
      ? `\${${otherwise}}`
      : `\${${self.groupId} == ${quoteForExpression(groupId)} ? ${quoteForExpression(known)} : ${otherwise}}`;
  return {
    [DESTROY_VARIABLES.state]: `\${${self.state}}`,
    // What is declared is known when the stack is synthesized.
    [DESTROY_VARIABLES.declared]: Lazy.stringValue({ produce: () => ofDeclared("", `"${declared()}"`) }),
    [RESTORE_SETTINGS.target.variable]: ofDeclared(restoreTo ?? pin?.parentId, parent),
    // A pin without a parent is of a group that was archived already.
    [EVIDENCE_VARIABLE]: ofDeclared(pin?.parentId && "the pinned scope", wasActive),
    [SERVERS_VARIABLE]: ofDeclared(pin && serversOf(pin), servers),
  };
}

/**
 * The same off the text of a card, which is all that release 0.1 has written into a state. Drop this in 0.3: by then each
 * resource was replaced, or its group pinned.
 */
function readOff(card: string): {
  readonly parent: string;
  readonly wasActive: string;
  readonly servers: string;
} {
  return {
    // The first line begins with the name of the group, which may be anything; no other one does.
    parent: `regex("\\nparent +[^\\n]*\\\\(([0-9a-f]{32})\\\\)(?:\\n|$)", ${card})[0]`,
    wasActive: `tostring(can(regex("\\narchives ", ${card})))`,
    servers: `join(" ", flatten(regexall("(?m)^ {4,}([0-9a-z-]+)  ", ${card})))`,
  };
}

/** `undefined` when they do not fit: then the hook sees less of a restore that somebody else has begun. */
function serversOf({ servers }: Pin): string | undefined {
  const ids = formatServers(servers.map(({ id }) => id));
  return fitsVariable(SERVERS_VARIABLE, ids) ? ids : undefined;
}

/** Where a restore puts a group, as far as it is declared or pinned. */
interface DeclaredTarget {
  /** Of the declared group. */
  readonly groupId: string;
  readonly restoreTo: string | undefined;
  readonly pin: Pin | undefined;
  /** The scope of all groups that are declared as archived. */
  declared(): string;
}

/** @throws UsageError when an option of a restore at destroy is known only to Terraform */
export function checkLiteral(option: string, value: string | undefined): void {
  if (Token.isUnresolved(value)) {
    throw new UsageError(
      `${option} must be a literal where onDestroy restores: at destroy Terraform knows no other resource`,
    );
  }
}
