import { approvedIds, pinOf } from "../../contract/pin";
import { SCOPE_VARIABLE } from "../../contract/settings";
import { printableWith } from "../../hook/printable";
import type { Assessment } from "../../survey/assess";
import { card } from "../../survey/card";
import type { Declaration } from "../declarations";
import { Annotations } from "../framework";
import { approve, pinEndpoint } from "./approve";
import { addDriftCheck } from "./drift-check";
import { recordedOf } from "./recorded";

/** What people do about a guardrail that does not hold. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  expectedName: "declare the group that is meant, or its new name",
  maxServers: "look at what the group holds, and raise maxServers if that is intended",
  protectedNames: "move what is protected out of the group, or change protectedNames",
  scope: 'if that is intended, run "archived-group pin" and have the change reviewed',
};

/** Puts what was seen of a group into the plan, and fences the hook by it where nothing was pinned. */
export function showSeen(declaration: Declaration, { impact, urgent }: Assessment): void {
  const { construct, environment } = declaration;
  const annotations = Annotations.of(construct);
  const printable = printableWith(process.env);
  const name = `"${impact.group.name}" (${impact.groupId})`;
  for (const warning of urgent) {
    annotations.addWarning(printable(`${name}: ${warning}`));
  }
  for (const { name: guardrail, sentence } of impact.guardrails.filter(({ passes }) => !passes)) {
    const held = printable(`${name} must not be archived (${guardrail}): ${sentence}`);
    annotations.addError(`${held}; ${NEXT_STEPS[guardrail]}`);
  }
  pinEndpoint(declaration, impact.endpoint);
  if (environment[SCOPE_VARIABLE] === undefined) {
    approve(declaration, approvedIds(pinOf(impact)));
  }
  declaration.show(card(impact), recordedOf(impact));
  if (impact.archived !== (declaration.wants === "archived")) {
    addDriftCheck(declaration, impact);
  }
}
