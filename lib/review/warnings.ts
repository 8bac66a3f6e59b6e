import { STAYS_ARCHIVED } from "./decide";
import type { Json } from "./json";
import type { ReviewedGroup, Warning } from "./model";

/** What Terraform itself says about the plan. */
export function planWarnings(plan: Json): Warning[] {
  const errored = plan.at("errored").is(true)
    ? [{ sentence: "Terraform ended with an error: the plan is incomplete." }]
    : [];
  return [...errored, ...plan.at("checks").items().flatMap(failures)];
}

/** What the survey of a group says that is about what the plan does to it, or that there was none. */
export function surveyWarnings(group: ReviewedGroup): Warning[] {
  const { action, does, impact, notes, title: about, whyNotSurveyed } = group;
  if (does === STAYS_ARCHIVED) {
    const sentence = `It stays archived, although its onDestroy asks for a restore. ${notes.join(" ")}`;
    return [{ about, sentence }];
  }
  if (action !== "archive" && action !== "restore") return [];
  if (!impact) {
    const why = whyNotSurveyed === undefined ? "" : `${whyNotSurveyed}; `;
    return [{ about, sentence: `It was not surveyed: ${why}what is in it is not known.` }];
  }
  const isAbout = impact.wants === (action === "archive" ? "archived" : "restored");
  const said = [
    ...impact.guardrails
      .filter(({ passes }) => isAbout && !passes)
      .map(({ name, sentence }) => `The guardrail ${name} will refuse it: ${sentence}.`),
    ...(impact.source === "pin" ? ["It is shown as it was pinned; what is in it now is not known."] : []),
    ...(isAbout ? impact.warnings : []),
    ...(isAbout && impact.notKnown.length > 0 ? [`Not known: ${impact.notKnown.join("; ")}.`] : []),
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
  const sentences = messages.length > 0 ? messages : ["Terraform could not check it, or gives no reason."];
  return [...new Set(sentences)].map((sentence) => ({ sentence: `${address}: ${sentence}` }));
}
