import fc from "fast-check";
import type { Timeline } from "../../lib/emulator";
import { anyPlan, HostileServer, type Plan, type Shown } from "./hostile-server";
import { cdktfWouldAct, type Printed, Stage } from "./stage";

const PASSWORD = "demo-password-of-the-fuzz";
const MINUTE = 60_000;

const TIMELINES: Record<string, Timeline> = {
  quick: [
    { status: "executing", atMs: 0 },
    { status: "succeeded", atMs: MINUTE },
  ],
  failing: [{ status: "failed", atMs: 10_000 }],
  endless: [{ status: "executing", atMs: 0 }],
};
const LAST_LINE = /(^|\n)---\n$/;
const SECRETS_SHORTER_THAN_THIS_ARE_NONE = 12;

jest.setTimeout(300_000);

interface Fuzzed {
  readonly stage: Stage;
  readonly server: HostileServer;
}

async function onHostileStage(
  plan: Plan,
  timeline: string,
  work: (fuzzed: Fuzzed) => Promise<void>,
): Promise<void> {
  const stage = await Stage.set({ password: PASSWORD, timeline: TIMELINES[timeline] ?? [] });
  const server = await HostileServer.start(stage.emulator.url, plan, PASSWORD);
  try {
    await work({ stage, server });
  } finally {
    await server.stop();
    await stage.strike();
  }
}

const timeline = fc.constantFrom(...Object.keys(TIMELINES));

function expectClean({ text, lines }: Printed, { tokens }: HostileServer): void {
  expect(text.endsWith("\n")).toBe(true);
  expect(cdktfWouldAct(text)).toBe(false);
  expect(text).not.toMatch(/\n\s*at .*:\d+:\d+/);
  expect(text.length).toBeLessThan(200_000);
  for (const line of lines) {
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
  for (const secret of [PASSWORD, ...tokens]) {
    if (secret.length > SECRETS_SHORTER_THAN_THIS_ARE_NONE) expect(text).not.toContain(secret);
  }
}

/** Whether what it has shown lets one say that the group is archived: a 404 alone never does, nor does the queue's word. */
function showsArchived({ saidSucceeded, servers, showedOthers, shown }: HostileServer): boolean {
  const last = shown.at(-1);
  if (!last) return false;
  const words = [...servers.values()];
  const isEachArchived = words.length > 0 && words.every((word) => word === "archived" || word === "deleted");
  const wasArchived =
    saidSucceeded || isEachArchived || shown.some((one) => one.saysArchived && isWhole(one));
  if (last.gone) return isEachArchived || (wasArchived && showedOthers);
  return isWhole(last) && (last.saysArchived || words.includes("archived"));
}

function isWhole({ servers }: Shown): boolean {
  return servers.every((status) => status === "archived" || status === "deleted");
}

test("whatever the server answers, the hook ends as it should", async () => {
  const ends = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(anyPlan, timeline, fc.boolean(), (plan, speed, byTerraform) =>
      onHostileStage(plan, speed, async ({ stage, server }) => {
        for (const _ of ["first", "second"]) {
          const archivesBefore = server.archives.length;
          const requestsBefore = server.requests;
          const env = { CLC_BASE_URL: server.url };
          const printed = await stage.archive({ timeout: "20m" }, { env, byTerraform });
          const { code, text, writes } = printed;
          ends.set(code, (ends.get(code) ?? 0) + 1);

          expectClean(printed, server);
          expect([0, 1, 3, 4, 5]).toContain(code);
          expect(LAST_LINE.test(text)).toBe(code !== 0);
          expect(text.includes("\n--- archive of group ")).toBe(code !== 0);
          if (code === 0) expect(showsArchived(server)).toBe(true);

          const answers = server.archives.slice(archivesBefore);
          // With these two the server says that it has not even looked at the request.
          expect(answers.filter((status) => ![401, 429].includes(status)).length).toBeLessThanOrEqual(1);
          expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(2);
          expect(answers.filter((status) => status === 429).length).toBeLessThanOrEqual(6);
          expect(server.requests - requestsBefore).toBeLessThan(2_000);
          expect((writes.at(-1)?.at ?? 0) - (writes[0]?.at ?? 0)).toBeLessThanOrEqual(21 * MINUTE);
        }
      }),
    ),
    { numRuns: 30 },
  );
  // Otherwise the plans are so hostile, or so tame, that they show only one side.
  expect([...ends.keys()]).toEqual(expect.arrayContaining([0, 1, 4]));
});

test("whatever the server answers, every line of JSON is JSON, and the last one is the outcome", async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, timeline, (plan, speed) =>
      onHostileStage(plan, speed, async ({ stage, server }) => {
        const env = { CLC_BASE_URL: server.url };
        const printed = await stage.archive({ timeout: "20m" }, { env, logFormat: "json" });
        expectClean(printed, server);
        const last = printed.lines.map((line) => JSON.parse(line)).at(-1);
        expect(last).toMatchObject({
          kind: "outcome",
          verdict: expect.any(String),
          summary: expect.any(String),
        });
        expect(/archived$/.test(last.verdict)).toBe(printed.code === 0);
      }),
    ),
    { numRuns: 30 },
  );
});

test("whatever the server answers, the status is shown or an error is, and nothing is sent", async () => {
  await fc.assert(
    fc.asyncProperty(anyPlan, fc.constantFrom("text", "json"), (plan, logFormat) =>
      onHostileStage(plan, "quick", async ({ stage, server }) => {
        const printed = await stage.status({}, { env: { CLC_BASE_URL: server.url }, logFormat });
        expectClean(printed, server);
        expect([0, 1, 3]).toContain(printed.code);
        expect(server.archives).toEqual([]);
      }),
    ),
    { numRuns: 30 },
  );
});
