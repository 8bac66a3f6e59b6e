import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { ArchivedGroup, type ArchivedGroupProps, type CarrierType } from "../../lib";
import { COMMAND_LINE } from "./project";

const DOCUMENT = readFileSync(join(__dirname, "..", "..", "docs", "lifecycle.md"), "utf8");

/** The names of the recipes in the document. */
export const RECIPES: readonly string[] = [...DOCUMENT.matchAll(/<!-- recipe: (.*) -->/g)].map(
  ([, name = ""]) => name,
);

/** A block of the document, to the letter. */
export function recipeText(name: string): string {
  const [, after = ""] = DOCUMENT.split(`<!-- recipe: ${name} -->\n`);
  const [, text = ""] = /^```\w+\n([\s\S]*?)```/.exec(after) ?? [];
  if (text === "") {
    throw new Error(`the document has no recipe “${name}”`);
  }
  return text;
}

/** A recipe as it declares a stack; it is written for `null_resource`. */
export function recipe(
  name: string,
  carrier: CarrierType,
  props: ArchivedGroupProps,
): (stack: TerraformStack) => void {
  const text = recipeText(name)
    .replaceAll("null_resource", carrier)
    .replaceAll(
      "self.triggers.parent_id",
      carrier === "null_resource" ? "self.triggers.parent_id" : "self.input.parent_id",
    )
    .replaceAll("self.triggers.", carrier === "null_resource" ? "self.triggers." : "self.triggers_replace.")
    .replace(
      '"npx", "--no", "archived-group"',
      JSON.stringify([process.execPath, COMMAND_LINE]).slice(1, -1),
    );
  const declare = new Function("stack", "props", "ArchivedGroup", "Construct", text);
  return (stack) => declare(stack, props, ArchivedGroup, Construct);
}
