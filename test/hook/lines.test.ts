import { Stage } from "./stage";

const MINUTE = 60_000;
let stage: Stage;
afterEach(() => stage.strike());

/** A job that takes 40 minutes and says the same all the time. */
const long = {
  timeline: [
    { status: "executing", atMs: 0 },
    { status: "succeeded", atMs: 40 * MINUTE },
  ],
};

test("a long wait prints a heartbeat about every 30 s, never more often", async () => {
  stage = await Stage.set(long);
  const { writes } = await stage.archive();
  const beats = writes.filter(({ text }) => text.startsWith("still waiting: executing, "));
  const gaps = beats.slice(1).map(({ at }, index) => at - (beats[index]?.at ?? 0));
  expect(beats.length).toBeGreaterThan(60);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000);
  expect(Math.max(...gaps)).toBeLessThan(40_000);
});

test("a wait on servers that somebody else queued prints heartbeats, too", async () => {
  stage = await Stage.set();
  stage.emulator.queueServers(["de1altdweb01"], { archivedAfterMs: 10 * 60_000 });
  const { writes, code } = await stage.archive();
  expect(code).toBe(0);
  const beats = writes.filter(({ text }) => text.startsWith("still waiting: "));
  expect(beats[0]?.text).toContain("queued for archive");
  expect(beats.length).toBeGreaterThan(9);
  expect(beats.length).toBeLessThan(13);
});

test("each word of the queue is printed once, however often it alternates", async () => {
  stage = await Stage.set({
    timeline: [
      ...Array.from({ length: 40 }, (_, index) => ({
        status: index % 2 ? "resumed" : "executing",
        atMs: index * 10_000,
      })),
      { status: "succeeded", atMs: 400_000 },
    ],
  });
  const { lines } = await stage.archive();
  for (const word of ["executing", "resumed", "succeeded"]) {
    expect(lines.filter((line) => line.includes(`: ${word} (`))).toHaveLength(1);
  }
});

test("a word that nobody documented is reported once and waited on", async () => {
  stage = await Stage.set({
    timeline: [
      { status: "pondering", atMs: 0 },
      { status: "executing", atMs: 20_000 },
      { status: "pondering", atMs: 40_000 },
      { status: "succeeded", atMs: 60_000 },
    ],
  });
  const { lines, code } = await stage.archive();
  expect(code).toBe(0);
  expect(lines.filter((line) => line.includes("an undocumented status"))).toHaveLength(1);
});

test("on a terminal one progress line is overwritten, and gone before the next line", async () => {
  stage = await Stage.set(long);
  const { writes, text } = await stage.archive({ timeout: "10m" }, { isTerminal: true });
  const progress = writes.filter(({ text }) => !text.endsWith("\n"));
  expect(progress.length).toBeGreaterThan(50);
  expect(screen(text)).not.toContain("still waiting");
  expect(screen(text)).toContain("NOT KNOWN YET");
  expect(screen(text)).toMatch(/^---$/m);
});

test("on a terminal the progress line fits into one row, whatever the queue says", async () => {
  stage = await Stage.set({ timeline: [{ status: `exec${"u".repeat(500)}ting`, atMs: 0 }] });
  const { writes } = await stage.archive({ timeout: "1m" }, { isTerminal: true });
  const progress = writes
    .map(({ text }) => text.replaceAll(/\r|\u001b\[K/g, ""))
    .filter((text) => /^still/.test(text));
  expect(progress.length).toBeGreaterThan(0);
  for (const line of progress) {
    expect(line.length).toBeLessThan(80);
    expect(line).toMatch(/so far$/);
  }
});

test("without a terminal there is no control character but the newline", async () => {
  stage = await Stage.set();
  const { text } = await stage.archive();
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  expect(text.endsWith("\n")).toBe(true);
});

test("--log-format json prints one JSON object a line, from the first to the last", async () => {
  stage = await Stage.set({ timeline: [{ status: "failed", atMs: 0 }] });
  const { lines, code } = await stage.archive({}, { logFormat: "json" });
  expect(code).toBe(1);
  const events = lines.map((line) => JSON.parse(line));
  expect(events.map(({ kind }) => kind)).toEqual([
    "note",
    "note",
    "observed",
    "submitting",
    "submitted",
    "status",
    "verifying",
    "outcome",
  ]);
  for (const event of events) {
    expect(event.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
  expect(events[2]).toMatchObject({ group: { name: "Web Applications" }, servers: 5, groups: 3 });
  expect(events.at(-1)).toMatchObject({
    verdict: "failed",
    accountAlias: "ALTD",
    operation: { id: expect.any(String) },
  });
});

test("--log-format json gives wrong usage as JSON, too", async () => {
  stage = await Stage.set();
  const { lines, code } = await stage.archive({ timeout: "soon" }, { logFormat: "json" });
  expect(code).toBe(2);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { at: expect.any(String), kind: "error", message: expect.stringMatching(/^timeout must be/) },
  ]);
});

/** What a terminal shows in the end, of text that only overwrites its last line. */
function screen(text: string): string {
  return text
    .split("\n")
    .map((line) => line.split("\r\u001b[K").at(-1))
    .join("\n");
}
