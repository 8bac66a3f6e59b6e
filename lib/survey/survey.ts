import type { IConstruct } from "constructs";
import { type ApprovedScope, parseScope } from "../archival/approved-scope";
import { Token } from "../core";
import { type Declaration, declarationsIn } from "../declarations";
import { parseDuration } from "../duration";
import { printableWith } from "../hook/printable";
import type { Impact } from "../impact";
import { SCOPE_VARIABLE, SETTINGS } from "../settings";
import type { Assessment } from "./assess";
import { carryImpacts } from "./carry-impacts";
import { isDeclareOnly } from "./declare-only";
import { showSeen } from "./show-seen";
import { showUnseen } from "./show-unseen";
import { isSeen, surveyGroups, type Unseen, type Wanted } from "./survey-groups";
import { markSurveyed } from "./surveyed";
import { surveyorFrom } from "./surveyor";

/** How the declared groups are looked at. */
export interface SurveyOptions {
  /**
   * Whether the synth fails when a group could not be looked at.
   * @default false: the plan says why it was not
   */
  readonly required?: boolean;
  /**
   * How long the survey may take in all.
   * @default "20s"
   */
  readonly deadline?: string;
  /**
   * Whether to ask what the servers cost: one request for each data center, or for each group where there are few.
   * @default true
   */
  readonly billing?: boolean;
}

/**
 * Looks at every declared group once, so that the plan shows what it holds, what it costs, and whether it may be archived:
 * one login and a few GETs, with the credentials of the environment. It checks the guardrails, says when an earlier archive
 * was cut off, and warns when two declared groups overlap. What it has to say comes as annotations of the synth; for want of
 * network, credentials or rights it never breaks one.
 *
 * @param scope an app, or any part of one; after everything is declared, and before `app.synth()`
 * @returns what was seen, in the order of the tree; without the groups that could not be looked at
 * @throws UsageError when an option is malformed
 *
 * @example
 * new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" });
 * await survey(app);
 * app.synth();
 */
export async function survey(scope: IConstruct, options: SurveyOptions = {}): Promise<readonly Impact[]> {
  const { required = false, deadline = "20s", billing = true } = options;
  const deadlineMs = parseDuration("deadline", deadline);
  if (isDeclareOnly()) {
    return [];
  }
  const declarations = declarationsIn(scope);
  const results = await lookAt(declarations, billing, deadlineMs);
  const seen: (readonly [Declaration, Assessment])[] = [];
  const unseen: (readonly [Declaration, string])[] = [];
  for (const [declaration, result] of results) {
    if (typeof result === "string") {
      markSurveyed(declaration.construct, undefined);
      unseen.push([declaration, result]);
    } else {
      markSurveyed(declaration.construct, result.impact);
      seen.push([declaration, result]);
    }
  }
  for (const [declaration, assessment] of seen) {
    showSeen(declaration, assessment);
  }
  const pinned = showUnseen(unseen, required);
  const impacts = seen.map(([declaration, { impact }]) => [declaration, impact] as const);
  carryImpacts([...impacts, ...pinned]);
  return impacts.map(([, impact]) => impact);
}

/** What was found out about each declared group, or the sentence that says why nothing was. */
type Results = ReadonlyMap<Declaration, Assessment | string>;

async function lookAt(
  declarations: readonly Declaration[],
  billing: boolean,
  deadlineMs: number,
): Promise<Results> {
  const results = new Map<Declaration, Assessment | string>(
    declarations.map((declaration) => [declaration, "its id is known only when the plan is applied"]),
  );
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), deadlineMs);
  try {
    const surveyor = surveyorFrom(process.env, timeout.signal, () => {});
    const { endpoint } = surveyor.platform;
    const wanted = declarations.flatMap((declaration) => wantedOf(declaration) ?? []);
    for (const { declaration } of wanted) {
      results.set(declaration, `it is declared for another API than ${endpoint}, where CLC_BASE_URL leads`);
    }
    const here = wanted.filter(({ declaration }) => isFor(endpoint, declaration));
    const seen = await surveyGroups(here, surveyor, { billing, schedules: true });
    for (const [index, { declaration }] of here.entries()) {
      const result = seen[index] as Assessment | Unseen;
      results.set(declaration, isSeen(result) ? result : printableWith(process.env)(result.why));
    }
  } catch (error) {
    for (const declaration of declarations.filter(({ target }) => target)) {
      results.set(declaration, printableWith(process.env)((error as Error).message));
    }
  } finally {
    clearTimeout(timer);
  }
  return results;
}

function wantedOf(declaration: Declaration): (Wanted & { readonly declaration: Declaration }) | undefined {
  const { construct, guardrails, target, wants } = declaration;
  const pinned = pinnedScope(declaration);
  return (
    target && {
      declaration,
      target,
      wants,
      // As the hook will check it.
      guardrails: { ...guardrails, ...(pinned && { scope: pinned }) },
      declaredAt: construct.node.path,
    }
  );
}

function pinnedScope({ environment }: Declaration): ApprovedScope | undefined {
  const scope = environment[SCOPE_VARIABLE];
  return scope === undefined ? undefined : parseScope(scope);
}

/** An endpoint that only Terraform knows is checked by the hook alone. */
function isFor(endpoint: string, { environment }: Declaration): boolean {
  const declared = environment[SETTINGS.endpoint.variable];
  return declared === undefined || declared === endpoint || Token.isUnresolved(declared);
}
