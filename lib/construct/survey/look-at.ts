import { parseScope } from "../../archival/approved-scope";
import type { JournalEntry } from "../../archival/journal";
import { SCOPE_VARIABLE } from "../../contract/settings";
import { printableWith } from "../../hook/printable";
import { endpointFrom } from "../../store/client-from";
import type { Assessment } from "../../survey/assess";
import type { Neighbour, Unseen, Wanted } from "../../survey/findings";
import { heldTo, isSeen, surveyGroups } from "../../survey/survey-groups";
import { openArchiveOf, surveyorFrom, type Warn } from "../../survey/surveyor";
import { cutOff } from "../../survey/warnings";
import type { Declaration } from "../declarations";

/** Why a declared group was not seen. */
export interface NotSeen {
  /** One sentence. */
  readonly why: string;
  /** Whether the platform has said that this user has no such group, and nothing here knows of it either. */
  readonly isDefinite: boolean;
}

/** What was found out about each declared group, or why nothing was. */
export type Results = ReadonlyMap<Declaration, Assessment | NotSeen>;

/** How declared groups are looked at. */
export interface LookOptions {
  readonly billing: boolean;
  readonly deadlineMs: number;
  /** Everything that is declared in the same tree. */
  readonly around: readonly Declaration[];
  readonly warn: Warn;
}

type WantedDeclaration = Wanted & { readonly declaration: Declaration };

/** Looks at declared groups with the credentials of the environment. For want of anything it never rejects. */
export async function lookAt(declarations: readonly Declaration[], options: LookOptions): Promise<Results> {
  const isLater: NotSeen = { why: "its id is known only when the plan is applied", isDefinite: false };
  const results = new Map<Declaration, Assessment | NotSeen>(
    declarations.map((declaration) => [declaration, isLater]),
  );
  const wanted = declarations.flatMap((declaration) => wantedOf(declaration) ?? []);
  for (const [index, result] of (await resultsOf(wanted, options)).entries()) {
    const { declaration } = wanted[index] as WantedDeclaration;
    results.set(declaration, isSeen(result) ? result : await toNotSeen(declaration, result, options));
  }
  return results;
}

async function resultsOf(
  wanted: readonly Wanted[],
  { around, billing, deadlineMs, warn }: LookOptions,
): Promise<(Assessment | Unseen)[]> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), deadlineMs);
  try {
    const surveyor = surveyorFrom(process.env, timeout.signal, warn);
    const neighbours = around.flatMap((declaration) => neighbourOf(declaration) ?? []);
    return await surveyGroups(wanted, surveyor, { billing, schedules: true }, neighbours);
  } catch (error) {
    return wanted.map(() => ({ why: (error as Error).message, because: "unreadable" }));
  } finally {
    clearTimeout(timer);
  }
}

function neighbourOf({ construct, restores, target, wants }: Declaration): Neighbour | undefined {
  return target && { target, restores, wants, declaredAt: construct.node.path };
}

function wantedOf(declaration: Declaration): WantedDeclaration | undefined {
  const { environment, guardrails, guardrailsAtApply } = declaration;
  const neighbour = neighbourOf(declaration);
  const pinned = environment[SCOPE_VARIABLE];
  // As the hook will check it.
  const scope = pinned === undefined ? {} : { scope: parseScope(pinned) };
  return (
    neighbour && {
      ...neighbour,
      declaration,
      environment,
      guardrails: { ...guardrails, ...scope },
      guardrailsAtApply,
    }
  );
}

/** The journal can be read although the API cannot. */
async function toNotSeen(
  declaration: Declaration,
  { why, because }: Unseen,
  { warn }: LookOptions,
): Promise<NotSeen> {
  const open = await openArchive(declaration, warn);
  const sentence = open ? `${why}; ${cutOff(open, declaration.wants, Date.now())}` : why;
  const isDefinite = (because === "missing" || because === "forbidden") && !open;
  return { why: printableWith(process.env)(sentence), isDefinite };
}

async function openArchive(
  { environment, target }: Declaration,
  warn: LookOptions["warn"],
): Promise<JournalEntry | undefined> {
  try {
    const endpoint = heldTo(environment) ?? endpointFrom(process.env);
    return target && (await openArchiveOf(target, endpoint, process.env, warn));
  } catch {
    // A CLC_BASE_URL that is malformed is why nothing was seen, and is said.
    return undefined;
  }
}
