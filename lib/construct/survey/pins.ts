import { dirname } from "node:path";
import type { IConstruct } from "constructs";
import type { Target } from "../../archival/target";
import type { Pin } from "../../contract/pin";
import { readPins, scopeFilePath } from "../../contract/scope-file";
import { isDeclareOnly } from "../../contract/settings";
import { treeSlot } from "../tree-slot";

/** On the root. */
const pinsOf = treeSlot<ReadonlyMap<string, Pin>>("pins");

/**
 * What was approved of a group; the scope file is read once for each tree.
 *
 * @throws UsageError when the scope file is unusable
 */
export function pinFor(construct: IConstruct, { accountAlias, groupId }: Target): Pin | undefined {
  return isDeclareOnly() ? undefined : pinsIn(construct).get(`${accountAlias} ${groupId}`);
}

function pinsIn({ node }: IConstruct): ReadonlyMap<string, Pin> {
  const known = pinsOf.get(node.root);
  if (known) {
    return known;
  }
  const cdktfJson: unknown = node.tryGetContext("cdktfJsonPath");
  const folder = typeof cdktfJson === "string" ? dirname(cdktfJson) : process.cwd();
  const pins = new Map(
    readPins(scopeFilePath(folder)).map((pin) => [`${pin.accountAlias} ${pin.groupId}`, pin]),
  );
  pinsOf.set(node.root, pins);
  return pins;
}
