import type { Json } from "./json";
import type { ReviewedGroup } from "./review";

/** Something to know before anything else. */
export interface Warning {
  /** Title of the group that it is about; absent when it is about the plan. */
  readonly about?: string;
  readonly sentence: string;
}

/** What Terraform itself says about the plan. */
export function planWarnings(plan: Json): Warning[] {
  const errored = plan.at("errored").is(true)
    ? [{ sentence: "Terraform ended with an error: the plan is incomplete." }]
    : [];
  return [...errored, ...plan.at("checks").items().flatMap(failures)];
}

/** What the survey of one group says, or that there was none. */
export function surveyWarnings(group: ReviewedGroup): Warning[] {
  const { action, impact, title: about } = group;
  const acts = action === "archive" || action === "restore";
  if (!impact) return acts ? [{ about, sentence: "It was not surveyed: what is in it is not known." }] : [];
  const refused = impact.guardrails.filter(({ passes }) => acts && !passes);
  const said = [
    ...refused.map(({ name, sentence }) => `The guardrail ${name} will refuse it: ${sentence}.`),
    ...(acts && impact.source === "pin"
      ? ["It is shown as it was pinned; nobody could be asked what is in it now."]
      : []),
    ...(action === "archive" && impact.archived ? ["It is archived already; nothing will be sent."] : []),
    ...impact.warnings,
  ];
  return said.map((sentence) => ({ about, sentence }));
}

function failures(check: Json): Warning[] {
  if (!check.at("status").is("fail") && !check.at("status").is("error")) return [];
  const address = check.at("address").at("to_display").text();
  const messages = check
    .at("instances")
    .items()
    .flatMap((instance) => instance.at("problems").items())
    .map((problem) => problem.at("message").text());
  const sentences = messages.length > 0 ? messages : ["Terraform could not check it, or says no reason."];
  return [...new Set(sentences)].map((sentence) => ({ sentence: `${address}: ${sentence}` }));
}
