import { oneLine } from "../common/clean";
import { UsageError } from "../common/usage-error";
import { Json } from "./json";
import { jsonIn } from "./json-in";

/** What is told to somebody whose file is no plan. */
const MAKE_ONE = "make one with `terraform show -json <plan file>`";
const SHOWN =
  /^(?:Terraform|OpenTofu) (?:used the selected|will perform)|: Refreshing state\.\.\.|^No changes\. /m;

/**
 * Reads what `terraform show -json` or `tofu show -json` prints of a saved plan, also where others have put lines around
 * it: the wrapper of setup-terraform, Terragrunt, logs of CI.
 *
 * @throws UsageError whose message says what it is instead, and what to do
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function parsePlan(text: string): Json {
  const given = text.replace(/^\ufeff/, "").trim();
  if (given === "") throw new UsageError(`the plan is empty; ${MAKE_ONE}`);
  if (given.startsWith("PK")) throw new UsageError(`this is a saved plan as Terraform keeps it; ${MAKE_ONE}`);
  const whole = parsedWhole(given);
  if (whole !== undefined) return checked(new Json(whole, "the plan"));
  const { objects, isBroken } = jsonIn(given);
  const all = objects.map((object) => new Json(object, "the plan"));
  const plans = all.filter(isPlan);
  if (isBroken) throw new UsageError(`the plan is cut off, or something else is inside it; ${MAKE_ONE}`);
  if (plans.length > 1) throw new UsageError(`this contains ${plans.length} plans; review each on its own`);
  const [plan] = [...plans, ...all];
  if (plan) return checked(plan);
  throw new UsageError(`${whatItIs(given)}; ${MAKE_ONE}`);
}

function parsedWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlan(json: Json): boolean {
  return json.at("format_version").exists && json.at("configuration").exists;
}

/** What begins nowhere with JSON. */
function whatItIs(text: string): string {
  if (SHOWN.test(text)) return "this is a plan as Terraform prints it for people";
  if (text.includes("\u0000")) return "this is not text";
  const [line = ""] = text.split("\n", 1);
  return `the plan is invalid JSON, it begins with "${oneLine(line.slice(0, 60))}"`;
}

function checked(plan: Json): Json {
  const version = plan.at("format_version");
  if (!isPlan(plan)) throw new UsageError(`${whatItIsInstead(plan)}; ${MAKE_ONE}`);
  // Terraform 0.12 to 1.0 wrote 0.1 and 0.2: what this reads has had the same place since.
  if (!/^(?:0\.[12]|1)(?:\.|$)/.test(version.text())) {
    throw new UsageError(
      `the plan has the format version ${version.text()}, and this release reads version 1; update cdktf-archived-group`,
    );
  }
  return plan;
}

/** What else Terraform prints as JSON, by a key that it has. */
const OTHERS = [
  [
    "@level",
    "this is the log of `terraform plan -json`, not the plan: save it with `terraform plan -out <plan file>`",
  ],
  ["lineage", "this is a state, not a plan"],
  ["values", "this is a state, not a plan"],
  ["encrypted_data", "this is a plan that OpenTofu has encrypted"],
  ["plan_format_version", "this is a plan without its configuration, as HCP Terraform shows it"],
  ["provider_schemas", "this is what `terraform providers schema -json` prints, not a plan"],
  ["diagnostics", "this is what `terraform validate -json` prints, not a plan"],
  ["provider_selections", "this is what `terraform version -json` prints, not a plan"],
] as const;

function whatItIsInstead(json: Json): string {
  const [, sentence] = OTHERS.find(([key]) => json.at(key).exists) ?? [];
  const isShown = json.at("format_version").exists && !json.at("resource_changes").exists;
  return (
    sentence ?? (isShown ? "this is a state without resources, not a plan" : "this is JSON, but not a plan")
  );
}
