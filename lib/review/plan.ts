import { UsageError } from "../usage-error";
import { type Json, parseJson } from "./json";

/** What is told to somebody whose file is no plan. */
const MAKE_ONE = "make one with `terraform show -json <plan file>`";

/**
 * Reads what `terraform show -json` or `tofu show -json` prints of a saved plan.
 *
 * @throws UsageError whose message says what it is instead
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function parsePlan(text: string): Json {
  // Windows PowerShell puts a mark in front of what it redirects.
  const json = text.replace(/^\ufeff/, "").trim();
  if (json === "") throw new UsageError(`the plan is empty; ${MAKE_ONE}`);
  if (json.startsWith("PK")) throw new UsageError(`this is a saved plan as Terraform keeps it; ${MAKE_ONE}`);
  const plan = parseJson(json, "the plan");
  checkKind(plan);
  return plan;
}

function checkKind(plan: Json): void {
  const version = plan.at("format_version");
  const isState = version.exists ? plan.at("values").exists : plan.at("lineage").exists;
  if (isState) throw new UsageError(`this is a state, not a plan; ${MAKE_ONE}`);
  if (!version.exists || !plan.at("configuration").exists) {
    throw new UsageError(`this is JSON, but no plan; ${MAKE_ONE}`);
  }
  if (!/^1(\.|$)/.test(version.text())) {
    throw new UsageError(
      `the plan has the format version ${version.text()}, and this release reads version 1; update cdktf-archived-group`,
    );
  }
}
