import type { JournalEntry } from "../../lib/archival/journal";
import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";

function says(...words: [string, number][]) {
  return words.map(([word, atMs]) => ({ word, atMs }));
}

test("every running word is waited out", async () => {
  const scene = new Scene();
  scene.platform.timeline = says(
    ["notStarted", 0],
    ["executing", 10 * SECOND],
    ["resumed", 20 * SECOND],
    ["executing", 30 * SECOND],
    ["queued", 40 * SECOND],
    ["running", 50 * SECOND],
    ["succeeded", MINUTE],
  );
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  expect(scene.reported("unrecognised")).toEqual([]);
});

test("letter case means nothing", async () => {
  const scene = new Scene();
  scene.platform.timeline = says(["NotStarted", 0], ["EXECUTING", 5 * SECOND], ["Succeeded", 9 * SECOND]);
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  expect(scene.reported("unrecognised")).toEqual([]);
});

test("a word that nobody knows is running, and reported once in whatever case", async () => {
  const scene = new Scene();
  scene.platform.timeline = says(
    ["pondering", 0],
    ["executing", 10 * SECOND],
    ["Pondering", 20 * SECOND],
    ["succeeded", 30 * SECOND],
  );
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  expect(scene.reported("unrecognised")).toEqual([{ kind: "unrecognised", status: "pondering" }]);
});

describe("unknown", () => {
  test("for less than two minutes is waited out", async () => {
    const scene = new Scene();
    scene.platform.timeline = says(["unknown", 0], ["executing", 110 * SECOND], ["succeeded", 3 * MINUTE]);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });

  test("for two minutes ends the run, also when its letter case changes; the next run looks again", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    scene.platform.timeline = says(
      ["executing", 0],
      ["unknown", MINUTE],
      ["Unknown", 2 * MINUTE],
      ["succeeded", HOUR],
    );
    const outcome = await scene.run();
    expect(outcome).toMatchObject({
      verdict: "unknown",
      summary: expect.stringMatching(/^the queue has answered "unknown" for 2 min/),
      runAgain: "safe: it continues de1-81787 and sends nothing new while that is in flight",
    });
    expect(scene.clock.now() - start).toBeLessThan(3 * MINUTE + 20 * SECOND);
    scene.clock.pass(HOUR);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("again after another word has a new grace", async () => {
    const scene = new Scene();
    scene.platform.timeline = says(
      ["unknown", 0],
      ["executing", 100 * SECOND],
      ["unknown", 110 * SECOND],
      ["succeeded", 200 * SECOND],
    );
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });
});

describe("notStarted", () => {
  test("for just under 30 minutes is waited out", async () => {
    const scene = new Scene();
    scene.platform.timeline = says(["notStarted", 0], ["executing", 29 * MINUTE], ["succeeded", 40 * MINUTE]);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });

  test("for 30 minutes ends the run, with the operation still in flight", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    scene.platform.timeline = says(["notStarted", 0]);
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: expect.stringMatching(/^the queue has not started the job for 30 min/),
      platformNow: "operation de1-81787 continues without this run; the platform offers no way to cancel it",
    });
    expect(scene.clock.now() - start).toBeLessThan(31 * MINUTE);
    expect(scene.journal.last).toMatchObject({ operation: { id: "de1-81787" } });
  });
});

describe("a job that the queue does not know", () => {
  test("just after its submission is asked for again", async () => {
    const scene = new Scene();
    const { progress } = scene.platform;
    scene.platform.progress = async (alias, operation) => {
      const found = await progress.call(scene.platform, alias, operation);
      return scene.platform.count("status") < 20 ? undefined : found;
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });

  test("for good is judged by the group, which shows the archive", async () => {
    const scene = new Scene();
    scene.platform.progress = async () => undefined;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("for good, on a group that stays untouched, is not known in the run that sent it", async () => {
    const scene = new Scene();
    scene.platform.progress = async () => undefined;
    scene.platform.archive = async () => ({ id: "de1-1", href: "" });
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: `the queue does not know de1-1, and "Web Applications" is not archived`,
      platformNow: "its queue does not know operation de1-1; only the group itself can show what happened",
      runAgain: "safe: it looks at the group first, and sends only if the group is still untouched",
    });
  });
});

test("the time that an operation takes goes on over a resume, on every line", async () => {
  const scene = new Scene();
  scene.platform.timeline = says(["executing", 0], ["succeeded", 79 * SECOND]);
  await expect(scene.run({ timeoutMs: 30 * SECOND })).resolves.toMatchObject({ verdict: "unknown" });
  scene.clock.pass(60 * SECOND);
  const before = scene.events.length;
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  const resumed = scene.events.slice(before);
  expect(resumed).toContainEqual({
    kind: "resuming",
    operation: expect.anything(),
    submittedMsAgo: 90 * SECOND,
  });
  expect(resumed).toContainEqual(
    expect.objectContaining({ kind: "status", status: "succeeded", elapsedMs: 90 * SECOND }),
  );
  const waited = scene.reported("waiting").map(({ elapsedMs }) => elapsedMs);
  expect(waited).toEqual([...waited].sort((one, other) => one - other));
});

test("a submission in the future of our clock has taken no time yet", async () => {
  const scene = new Scene();
  scene.platform.timeline = says(["executing", 0], ["succeeded", 79 * SECOND]);
  await scene.run({ timeoutMs: 30 * SECOND });
  const ahead = new Date(scene.clock.now() + HOUR).toISOString();
  await scene.journal.write({ ...(scene.journal.last as JournalEntry), submittedAt: ahead });
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  expect(Math.min(...scene.reported("status").map(({ elapsedMs }) => elapsedMs))).toBe(0);
});
