import fc from "fast-check";
import type { ActionName } from "../../lib/archival/platform";
import { FAULT_WORDS, type FaultEffect, type FaultRule, type Timeline } from "../../lib/emulator";
import { checkRule } from "../../lib/emulator/faults/check-rule";
import type { Spell, Trick } from "../hook/lossy-gateway";

/** One run of the hook, and what happens to it. */
export interface RunPlan {
  readonly verb: ActionName;
  /** Whether a restore is told where to go, as people do it; without, it restores only what is ours, as Terraform does. */
  readonly targeted: boolean;
  /** Whether it is on the other machine, where nothing of what this one does is known. */
  readonly elsewhere: boolean;
  /** The step (a request, or a touch of a file) at which it is killed, as SIGKILL does; `0` for never. */
  readonly killAt: number;
}

/** What happens one after the other. */
export type Act =
  | { readonly act: "run"; readonly run: RunPlan }
  | { readonly act: "two runs"; readonly runs: readonly [RunPlan, RunPlan] }
  /** Two archives at once, on two machines: no lock keeps one of them off. */
  | { readonly act: "two machines"; readonly killAt: number }
  /** A gateway between all runs and the platform goes wrong, from some request on and for so many of them. */
  | ({ readonly act: "gateway" } & Required<Spell>)
  /** Somebody deletes so many servers that were in the group. */
  | { readonly act: "delete servers"; readonly many: number }
  | { readonly act: "pause"; readonly seconds: number }
  | { readonly act: "lose state" }
  | { readonly act: "break journal" }
  | { readonly act: "break tokens" }
  | { readonly act: "restore" }
  | { readonly act: "revoke tokens" };

/** A world, what goes wrong in it, and what people do. */
export interface Trial {
  readonly servers: number;
  readonly serversBelow: number;
  readonly hidden: boolean;
  readonly doubleSubmission: "reject" | "accept";
  readonly tokenMinutes: number;
  /** The guardrail of every archive. */
  readonly maxServers: number | undefined;
  /** What the first jobs go through; the later ones go as recorded. */
  readonly timelines: readonly Timeline[];
  readonly restoreTimelines: readonly Timeline[];
  readonly faults: readonly FaultRule[];
  readonly acts: readonly Act[];
  /** What is wanted in the end, once nothing goes wrong any more. */
  readonly last: ActionName;
}

const ROUTES = ["login", "getGroup", "getServer", "archiveGroup", "restoreGroup", "getStatus", "*"] as const;
const STATUSES = [400, 401, 403, 404, 408, 409, 500, 502];
export const EFFECTS: readonly FaultEffect[] = [
  ...STATUSES.map((status) => ({ kind: "status", status }) as const),
  { kind: "status", status: 429, headers: { "Retry-After": 7 } },
  { kind: "status", status: 503, headers: { "Retry-After": 30 } },
  { kind: "html", status: 200 },
  { kind: "delay", ms: 5 },
  { kind: "redirect", location: "http://127.0.0.1:9/" },
  ...FAULT_WORDS.filter(({ word }) => word !== "NNN").map(({ effect }) => effect),
];

const SECOND = 1_000;
const MINUTE = 60_000;
const TIMELINES: readonly Timeline[] = [
  [{ status: "succeeded", atMs: 0 }],
  [
    { status: "executing", atMs: 0 },
    { status: "failed", atMs: 20 * SECOND },
  ],
  [
    { status: "notStarted", atMs: 0 },
    { status: "unknown", atMs: 10 * SECOND },
    { status: "succeeded", atMs: 60 * SECOND },
  ],
  [
    { status: "pondering", atMs: 0 },
    { status: "resumed", atMs: 30 * SECOND },
    { status: "succeeded", atMs: 40 * SECOND },
  ],
  [
    { status: "notStarted", atMs: 0 },
    { status: "executing", atMs: 8 * MINUTE },
    { status: "succeeded", atMs: 30 * MINUTE },
  ],
];

const run: fc.Arbitrary<RunPlan> = fc.record({
  verb: fc.constantFrom("archive" as const, "archive" as const, "restore" as const),
  targeted: fc.boolean(),
  elsewhere: fc.oneof(
    { weight: 7, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  killAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
});

/** Two runs that share a machine, and so its lock. */
const together = fc.tuple(run, run, fc.boolean()).map(
  ([one, other, elsewhere]) =>
    [
      { ...one, elsewhere },
      { ...other, elsewhere },
    ] as const,
);

const trick: fc.Arbitrary<Trick> = fc.oneof(
  fc.record({
    kind: fc.constant("lost" as const),
    as: fc.constantFrom("empty" as const, "json" as const, "html" as const),
  }),
  fc.record({ kind: fc.constant("denied" as const), accepted: fc.boolean() }),
  fc.record({
    kind: fc.constant("contradicts" as const),
    says: fc.constantFrom("links" as const, "count" as const, "half" as const, "list" as const),
  }),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant("run" as const), run }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("two runs" as const), runs: together }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("pause" as const),
      seconds: fc.integer({ min: 1, max: 90_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant("two machines" as const), killAt: fc.constantFrom(0, 0, 8, 20) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant("gateway" as const),
      trick,
      // The settle window alone takes some 150 requests.
      after: fc.integer({ min: 0, max: 30 }),
      times: fc.constantFrom(1, 3, 30, 400),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("delete servers" as const),
      many: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ act: "lose state" as const }) },
  { weight: 1, arbitrary: fc.constant({ act: "break journal" as const }) },
  { weight: 1, arbitrary: fc.constant({ act: "break tokens" as const }) },
  { weight: 3, arbitrary: fc.constant({ act: "restore" as const }) },
  { weight: 1, arbitrary: fc.constant({ act: "revoke tokens" as const }) },
);

const fault = fc
  .record({
    route: fc.constantFrom(...ROUTES),
    effect: fc.constantFrom(...EFFECTS),
    times: fc.integer({ min: 1, max: 4 }),
    after: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ route, effect, times, after }): FaultRule => {
    // There are few logins, archives and restores in a trial, and what goes wrong with the first of them matters most.
    const rare = ["archiveGroup", "restoreGroup", "login"].includes(route);
    return { on: route, times, after: rare ? after % 2 : after, effect };
  })
  .filter(canHappen);

/** The emulator refuses rules that could never show, such as a login without a token. */
function canHappen(rule: FaultRule): boolean {
  try {
    checkRule(rule);
    return true;
  } catch {
    return false;
  }
}

const anyTrial: fc.Arbitrary<Trial> = fc.record({
  // Without servers nothing shows that an archive is in flight, so that is a fifth of all trials.
  servers: fc.constantFrom(0, 0, 1, 2, 3, 4),
  serversBelow: fc.constantFrom(0, 0, 0, 1, 2),
  hidden: fc.boolean(),
  doubleSubmission: fc.constantFrom("reject" as const, "accept" as const),
  tokenMinutes: fc.constantFrom(2, 60, 20_160),
  maxServers: fc.constantFrom(undefined, undefined, undefined, 0, 2, 6),
  timelines: fc.array(fc.constantFrom(...TIMELINES), { maxLength: 3 }),
  restoreTimelines: fc.array(fc.constantFrom(...TIMELINES), { maxLength: 2 }),
  faults: fc.array(fault, { maxLength: 6 }),
  acts: fc.array(act, { minLength: 1, maxLength: 6 }),
  last: fc.constantFrom("archive" as const, "archive" as const, "restore" as const),
});

/**
 * Of two machines that archive in the same moment, neither can see the other: only where the platform refuses the second archive
 * is there one of them.
 */
export const trials: fc.Arbitrary<Trial> = anyTrial.map((trial) =>
  trial.acts.some(({ act }) => act === "two machines") ? { ...trial, doubleSubmission: "reject" } : trial,
);
