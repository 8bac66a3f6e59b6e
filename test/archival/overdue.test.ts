import type { Outcome } from "../../lib/archival/outcome";
import { MINUTE, Scene } from "./support/scene";

/** Lets everything that is ready run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A run that has come to something that does not answer; then its time is over. */
async function outOfTime(scene: Scene, stall: (hang: Promise<never>) => void): Promise<Outcome> {
  let ring = (): void => {};
  scene.overdue = new Promise<void>((resolve) => {
    ring = resolve;
  });
  stall(new Promise<never>(() => {}));
  const outcome = scene.run({ timeoutMs: MINUTE * 240 });
  await settle();
  ring();
  return outcome;
}

const NOTHING_SENT = {
  verdict: "unknown",
  summary: "not done within 4 h",
  platformNow: "this run sent nothing",
  runAgain: "safe: it looks at the group first",
};

describe("a run whose time is over ends, whatever it waits for:", () => {
  test.each<[string, (scene: Scene) => (hang: Promise<never>) => void]>([
    [
      "a lock that is not given",
      ({ lock }) =>
        (hang) =>
          Object.assign(lock, { take: () => hang }),
    ],
    [
      "a journal that is not read",
      ({ journal }) =>
        (hang) =>
          Object.assign(journal, { read: () => hang }),
    ],
    [
      "receipts that are not read",
      ({ receipts }) =>
        (hang) =>
          Object.assign(receipts, { all: () => hang }),
    ],
    [
      "a login or a group without an answer",
      ({ platform }) =>
        (hang) =>
          Object.assign(platform, { group: () => hang }),
    ],
  ])("%s", async (_, stall) => {
    const scene = new Scene();
    expect(await outOfTime(scene, stall(scene))).toMatchObject(NOTHING_SENT);
    expect(scene.platform.jobs).toEqual([]);
  });

  test("a request without an answer, which may have arrived", async () => {
    const scene = new Scene();
    const outcome = await outOfTime(scene, (hang) => Object.assign(scene.platform, { archive: () => hang }));
    expect(outcome).toMatchObject({
      verdict: "unknown",
      platformNow: "it may or may not be archiving the group; no response ever came",
      runAgain: "safe: it looks at the group first, and sends only if the group is still untouched",
    });
    expect(scene.journal.last).toMatchObject({ action: "archive" });
  });

  test("a queue that does not answer, while the operation goes on", async () => {
    const scene = new Scene();
    const outcome = await outOfTime(scene, (hang) => Object.assign(scene.platform, { progress: () => hang }));
    expect(outcome).toMatchObject({
      verdict: "unknown",
      operation: { id: "de1-81787" },
      platformNow: expect.stringContaining("operation de1-81787 continues without this run"),
    });
  });

  test("ten thousand servers that are read one by one, of which no more are asked for", async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `web${index}`);
    const scene = new Scene(Object.fromEntries(ids.map((id) => [id, "archived"])));
    // None of them is where archived servers are kept, where many are read at once.
    scene.platform.unkept = new Set(ids);
    await scene.journal.write({ ...INTENT, servers: ids });
    let ring = (): void => {};
    scene.overdue = new Promise<void>((resolve) => {
      ring = resolve;
    });
    const { server } = scene.platform;
    scene.platform.server = async (alias, id) => {
      if (scene.platform.count("server") === 100) ring();
      // As a request does, it leaves room for everything else.
      await settle();
      return server.call(scene.platform, alias, id);
    };
    expect(await scene.run()).toMatchObject({
      verdict: "unknown",
      summary: expect.stringContaining("not done within 4 h"),
    });
    const asked = scene.platform.count("server");
    for (let turn = 0; turn < 10; turn += 1) await settle();
    expect(scene.platform.count("server")).toBeLessThan(asked + 6);
  });
});

test("a run whose time was over while it looked sends nothing when the answer comes after all", async () => {
  const scene = new Scene();
  let answer = (): void => {};
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { group } = scene.platform;
  const outcome = await outOfTime(scene, () => {
    scene.platform.group = async () => {
      await late;
      return group.call(scene.platform);
    };
  });
  expect(outcome).toMatchObject(NOTHING_SENT);
  answer();
  for (let turn = 0; turn < 10; turn += 1) await settle();
  expect(scene.platform.count("group")).toBe(1);
  expect(scene.platform.count("archive")).toBe(0);
  expect(scene.journal.written).toEqual([]);
});

test("what the last word was is said", async () => {
  const scene = new Scene();
  let ring = (): void => {};
  scene.overdue = new Promise<void>((resolve) => {
    ring = resolve;
  });
  const { progress } = scene.platform;
  scene.platform.progress = async (alias, operation) => {
    if (scene.platform.count("status") < 5) return progress.call(scene.platform, alias, operation);
    ring();
    return new Promise(() => {});
  };
  expect(await scene.run()).toMatchObject({
    summary: "not done within 4 h; last seen: notStarted",
  });
});

const INTENT = {
  version: 1,
  action: "archive",
  endpoint: "https://ctl.example",
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  groupName: "Web Applications",
  subGroups: [],
  intendedAt: "2015-07-14T13:47:58.000Z",
  transitions: [],
  runs: [],
} as const;
