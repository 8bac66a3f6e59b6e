import { parseGroupId } from "./archival/target";
import { Token } from "./core";
import type { HookEnvironment } from "./hook-environment";
import { EVIDENCE_VARIABLE, RESTORE_SETTINGS } from "./settings";
import type { Pin } from "./survey/pin";
import { quoteForExpression } from "./template";
import { UsageError } from "./usage-error";

/** @throws UsageError when it is a literal and no id of a group */
export function parseRestoreTo(restoreTo: string | undefined): string | undefined {
  return restoreTo === undefined || Token.isUnresolved(restoreTo)
    ? restoreTo
    : parseGroupId(restoreTo, "restoreTo");
}

/** What a restore is told at apply, when the declaration asks for it. */
export function declaredRestore(restoreTo: string | undefined, pin: Pin | undefined): HookEnvironment {
  const target = restoreTo ?? pin?.parentId;
  return {
    [EVIDENCE_VARIABLE]: "the declaration",
    ...(target !== undefined && { [RESTORE_SETTINGS.target.variable]: target }),
  };
}

/**
 * What a restore is told at destroy. Terraform lets it see nothing but the object that goes (`self`), and after a change of
 * the group id that is another group than the declared one: so whose parent it is and whether it was archived by this
 * declaration is read off the card in the state. `restoreTo` and the pin are about the declared group alone.
 *
 * @param self the identity and the card of the object that goes, as Terraform expressions without their braces
 * @throws UsageError when `restoreTo` is known only to Terraform
 */
export function destroyTimeRestore(
  self: { readonly groupId: string; readonly card: string },
  { groupId, restoreTo, pin }: DeclaredTarget,
): HookEnvironment {
  checkLiteral("restoreTo", restoreTo);
  // The first line begins with the name of the group, which may be anything; no other one does.
  const parent = `try(regex("\\nparent +[^\\n]*\\\\(([0-9a-f]{32})\\\\)(?:\\n|$)", ${self.card})[0], "")`;
  const wasActive = `can(regex("\\narchives ", ${self.card})) ? "the card in the state" : ""`;
  const ofDeclared = (known: string | undefined, otherwise: string): string =>
    known === undefined || Token.isUnresolved(groupId)
      ? otherwise
      : `${self.groupId} == ${quoteForExpression(groupId)} ? "${known}" : ${otherwise}`;
  const target = restoreTo ?? pin?.parentId;
  return {
    [RESTORE_SETTINGS.target.variable]:
      restoreTo !== undefined && Token.isUnresolved(groupId)
        ? restoreTo
        : `\${${ofDeclared(target, parent)}}`,
    // A pin without a parent is of a group that was archived already.
    [EVIDENCE_VARIABLE]: `\${${ofDeclared(pin?.parentId && "the pinned scope", wasActive)}}`,
  };
}

/** Where a restore puts a group, as far as it is declared or pinned. */
interface DeclaredTarget {
  /** Of the declared group. */
  readonly groupId: string;
  readonly restoreTo: string | undefined;
  readonly pin: Pin | undefined;
}

/** @throws UsageError when an option of a restore at destroy is known only to Terraform */
export function checkLiteral(option: string, value: string | undefined): void {
  if (Token.isUnresolved(value)) {
    throw new UsageError(
      `${option} must be a literal where onDestroy restores: at destroy Terraform knows no other resource`,
    );
  }
}
