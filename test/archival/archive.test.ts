import type { JournalEntry } from "../../lib/archival/journal";
import { GROUP_ID } from "./support/fake-platform";
import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

/** What the fake platform answers first. */
const QUEUED = { id: "de1-81787", href: "/v2/operations/altd/status/de1-81787" };
const OPERATION = { id: "de1-1", href: "/v2/operations/altd/status/de1-1" };

/** A journal entry of an earlier run. */
function entry(scene: Scene, facts: Partial<JournalEntry> = {}): JournalEntry {
  return {
    version: 1,
    action: "archive",
    endpoint: scene.platform.endpoint,
    accountAlias: "ALTD",
    groupId: GROUP_ID,
    groupName: "Web Applications",
    parentId: "root",
    subGroups: ["sub"],
    servers: ["web01", "web02", "db01"],
    intendedAt: new Date(scene.clock.now()).toISOString(),
    transitions: [],
    runs: [{ startedAt: new Date(scene.clock.now()).toISOString(), waits: 0, waitedMs: 0, troubles: 0 }],
    ...facts,
  };
}

describe("an active group", () => {
  test("is archived with one POST, and only believed when it was seen archived", async () => {
    const scene = new Scene();
    const outcome = await scene.run();
    expect(outcome).toEqual({
      verdict: "archived",
      summary: `"Web Applications" (${GROUP_ID}) was seen archived, with 3 servers`,
      operation: { id: "de1-81787", href: "/v2/operations/altd/status/de1-81787" },
    });
    expect(scene.platform.count("archive")).toBe(1);
    expect(scene.platform.calls.at(-1)?.call).not.toBe("status");
    expect(scene.reported("status").map(({ status }) => status)).toEqual([
      "notStarted",
      "executing",
      "resumed",
      "succeeded",
    ]);
  });

  test("has its way told in the journal: the intent before the POST, the operation after it, every word of the queue", async () => {
    const scene = new Scene();
    const postedAfter: number[] = [];
    scene.platform.before = (call) => {
      if (call === "archive") postedAfter.push(scene.journal.written.length);
    };
    const begun = entry(scene);
    await scene.run();
    expect(postedAfter).toEqual([1]);
    const [intent, submitted, ...words] = scene.journal.written;
    expect(intent).toEqual(begun);
    expect(submitted).toEqual({ ...begun, submittedAt: begun.intendedAt, operation: QUEUED });
    expect(words.map(({ transitions }) => transitions.at(-1)?.status)).toEqual([
      "notStarted",
      "executing",
      "resumed",
      "succeeded",
    ]);
  });

  test("leaves a receipt and no open journal", async () => {
    const scene = new Scene();
    scene.platform.actor = "demo";
    const begun = entry(scene);
    await scene.run();
    expect(scene.journal.last).toBeUndefined();
    expect(scene.receipts.written).toEqual([
      {
        ...begun,
        submittedAt: begun.intendedAt,
        operation: QUEUED,
        transitions: [
          { at: "2015-07-14T13:47:58.000Z", status: "notStarted" },
          { at: expect.any(String), status: "executing" },
          { at: expect.any(String), status: "resumed" },
          { at: expect.any(String), status: "succeeded" },
        ],
        runs: [
          {
            startedAt: begun.intendedAt,
            actor: "demo",
            waits: scene.clock.sleeps.length,
            waitedMs: scene.clock.sleeps.reduce((sum, ms) => sum + ms),
            troubles: 0,
          },
        ],
        ended: { at: new Date(scene.clock.now()).toISOString(), as: "archived", evidence: "group" },
      },
    ]);
  });

  test("that takes two runs has both of them, and all transitions, in one receipt", async () => {
    const scene = new Scene();
    await expect(scene.run({ timeoutMs: 20 * SECOND })).resolves.toMatchObject({ verdict: "unknown" });
    scene.platform.before = (call, nth) => {
      if (call === "group" && nth === 2) throw trouble("transient", "status 503");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.receipts.written).toHaveLength(1);
    const [receipt] = scene.receipts.written;
    expect(receipt?.runs.map(({ troubles, waitedMs }) => [troubles, waitedMs >= 15 * SECOND])).toEqual([
      [0, true],
      [expect.any(Number), true],
    ]);
    expect(receipt?.runs[1]?.troubles).toBeGreaterThan(0);
    expect(receipt?.transitions.map(({ status }) => status)).toEqual([
      "notStarted",
      "executing",
      "resumed",
      "succeeded",
    ]);
  });

  test("without any server is archived as well", async () => {
    const scene = new Scene({});
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("costs a modest number of requests, however long it takes", async () => {
    const scene = new Scene();
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: 3 * HOUR, word: "succeeded" },
    ];
    await scene.run();
    expect(scene.platform.calls.length).toBeLessThan(1_700);
  });
});

describe("a group that is archived already", () => {
  test("gets nothing sent", async () => {
    const scene = new Scene();
    scene.platform.change({ status: "archived" });
    for (const id of ["web01", "web02", "db01"]) scene.platform.set(id, "archived");
    await expect(scene.run()).resolves.toEqual({
      verdict: "already-archived",
      summary: `"Web Applications" (${GROUP_ID}) is archived already; nothing was sent`,
    });
    expect(scene.platform.calls).toEqual([expect.objectContaining({ call: "group" })]);
    expect(scene.journal.written).toEqual([]);
  });

  test("by status in any letter case", async () => {
    const scene = new Scene({});
    scene.platform.change({ status: "Archived" });
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
  });

  test("and hidden by the platform is known from our own receipt", async () => {
    const scene = new Scene();
    scene.platform.hides = true;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    scene.clock.pass(24 * HOUR);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("and hidden stays known, although a run that saw it active once more was refused", async () => {
    const scene = new Scene();
    scene.platform.hides = true;
    await scene.run();
    const { change } = scene.platform;
    scene.platform.before = (call) => {
      change.call(scene.platform, { status: call === "group" ? "active" : "archived" });
      if (call === "archive") throw trouble("rejected", "status 404");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "failed" });
    scene.platform.before = () => {};
    expect(scene.ends).toEqual(["archived", "rejected"]);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
  });

  test("and restored is not taken for hidden when it is missing from a few answers", async () => {
    const scene = new Scene();
    await scene.run();
    scene.platform.restoreByHand();
    const looks = scene.platform.count("group");
    scene.platform.misses = [1, 2, 3].map((nth) => looks + nth);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81788" } });
    expect(scene.platform.jobs).toHaveLength(2);
  });

  test("is archived again when it was restored after an archive of ours", async () => {
    const scene = new Scene();
    await scene.run();
    scene.platform.restoreByHand();
    scene.clock.pass(HOUR);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81788" } });
    expect(scene.platform.jobs).toHaveLength(2);
  });
});

test("a group that the platform does not know is a failure, and nothing is sent", async () => {
  const scene = new Scene({});
  scene.platform.hides = true;
  scene.platform.change({ status: "archived" });
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "failed",
    summary: `account ALTD has no group ${GROUP_ID}, or this user may not see it; if it was archived elsewhere, it may be hidden: archived-group archive --account ALTD --group ${GROUP_ID} --operation ID adopts its operation`,
    platformNow: "this run sent nothing",
  });
  expect(scene.platform.count("archive")).toBe(0);
});

describe("queued servers without a journal", () => {
  test("of somebody's single-server archive: it waits for them, settles, looks again, guards and submits", async () => {
    const scene = new Scene({ web01: "queuedForArchive", web02: "active" });
    const start = scene.clock.now();
    scene.platform.before = () => {
      if (scene.clock.now() >= start + 5 * MINUTE) scene.platform.set("web01", "archived");
      if (scene.platform.jobs.length > 0) scene.platform.before = () => {};
    };
    scene.platform.after = (call) => {
      if (call === "archive") scene.platform.before = () => {};
    };
    const outcome = await scene.run({ maxServers: 1 });
    expect(outcome.verdict).toBe("archived");
    const posted = scene.platform.calls.find(({ call }) => call === "archive");
    expect(posted?.at).toBeGreaterThanOrEqual(start + 6 * MINUTE);
    expect(scene.reported("settling")[0]?.reason).toBe("servers of the group are queued for archive");
  });

  test("are not submitted over while they stay queued, up to the deadline", async () => {
    const scene = new Scene({ web01: "queuedForArchive", web02: "active" });
    const outcome = await scene.run({ timeoutMs: 10 * MINUTE });
    expect(outcome).toMatchObject({ verdict: "unknown", platformNow: "this run sent nothing" });
    expect(scene.platform.count("archive")).toBe(0);
  });

  test("are guarded: the group that is left may not be the one that was meant", async () => {
    const scene = new Scene({ web01: "queuedForArchive", web02: "active" });
    const start = scene.clock.now();
    scene.platform.before = () => {
      if (scene.clock.now() >= start + MINUTE) scene.platform.set("web01", "active");
    };
    await expect(scene.run({ maxServers: 1 })).resolves.toMatchObject({ verdict: "refused" });
    expect(scene.platform.count("archive")).toBe(0);
  });

  test.each([false, true])(
    "of an archive in flight whose journal is lost are followed (hidden afterwards: %s)",
    async (hides) => {
      const scene = new Scene();
      scene.platform.hides = hides;
      scene.platform.archive();
      scene.clock.pass(20 * SECOND);
      // Only the group is hidden here: archived servers stay readable in the Archive group, as recorded.
      const hidden = scene.platform.server.bind(scene.platform);
      scene.platform.server = async (alias, id) => {
        scene.platform.hides = false;
        const server = await hidden(alias, id);
        scene.platform.hides = hides;
        return server;
      };
      await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
      expect(scene.platform.jobs).toHaveLength(1);
    },
  );
});

describe("an earlier run that was cut off", () => {
  test("after the answer came is resumed, and says since when", async () => {
    const scene = new Scene();
    const operation = await scene.platform.archive();
    const submittedAt = new Date(scene.clock.now()).toISOString();
    await scene.journal.write(entry(scene, { submittedAt, operation }));
    scene.clock.pass(40 * SECOND);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation });
    expect(scene.reported("resuming")).toEqual([
      { kind: "resuming", operation, submittedMsAgo: 40 * SECOND },
    ]);
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("before the request arrived is sent now, but not before the settle window since the attempt is over", async () => {
    const scene = new Scene();
    const attempt = scene.clock.now();
    await scene.journal.write(entry(scene));
    scene.clock.pass(10 * SECOND);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    const posted = scene.platform.calls.find(({ call }) => call === "archive");
    expect(posted?.at).toBeGreaterThanOrEqual(attempt + MINUTE);
    expect(posted?.at).toBeLessThan(attempt + MINUTE + 5 * SECOND);
  });

  test("long before the request arrived is sent at once", async () => {
    const scene = new Scene();
    await scene.journal.write(entry(scene));
    scene.clock.pass(HOUR);
    const start = scene.clock.now();
    await scene.run();
    expect(scene.platform.calls.find(({ call }) => call === "archive")?.at).toBe(start);
  });

  test("after the request arrived, but not its answer, is not sent again", async () => {
    const scene = new Scene();
    await scene.journal.write(entry(scene));
    await scene.platform.archive();
    scene.clock.pass(5 * SECOND);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test.each([
    ["the first answers", [1, 2, 3]],
    ["one answer in between", [3]],
  ])("before the request arrived is sent, although the group is missing from %s", async (_, misses) => {
    const scene = new Scene({});
    await scene.journal.write(entry(scene, { servers: [] }));
    scene.platform.misses = misses;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81787" } });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("by a clock that was ahead does not make this run wait for longer than the settle window", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    await scene.journal.write(entry(scene, { intendedAt: "2099-01-01T00:00:00.000Z" }));
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    const posted = scene.platform.calls.find(({ call }) => call === "archive");
    expect(posted?.at).toBeLessThan(start + MINUTE + 10 * SECOND);
  });

  test("whose operation the queue does not know any more is judged by the group: archived", async () => {
    const scene = new Scene();
    await scene.run();
    await scene.journal.write(entry(scene, { operation: OPERATION }));
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("whose operation the queue does not know any more is judged by the group: untouched, so it is sent", async () => {
    const scene = new Scene();
    await scene.journal.write(entry(scene, { operation: OPERATION, submittedAt: entry(scene).intendedAt }));
    scene.clock.pass(30 * 24 * HOUR);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81787" } });
    expect(scene.ends).toEqual(["untouched", "archived"]);
  });

  test.each([{}, { operation: OPERATION }])(
    "and of which nothing came does not let a run without bounds archive more than it would have (%j)",
    async (cutOff) => {
      const scene = new Scene();
      await scene.journal.write(entry(scene, { servers: ["web01", "web02"], ...cutOff }));
      scene.clock.pass(HOUR);
      const refused = {
        verdict: "refused",
        summary: expect.stringMatching(
          /^"Web Applications" \(\w{32}\) is not archived: the archive that was cut off never started, and the group has grown since; limit it with --max-servers, or survey or pin its declaration$/,
        ),
        details: ["not in the archive that was cut off: server db01 (active)"],
        platformNow: "this run sent nothing",
        runAgain: "safe, but it refuses again until the declaration or the group has changed",
      };
      await expect(scene.run()).resolves.toMatchObject(refused);
      await expect(scene.run({ expectedName: "Web Applications" })).resolves.toMatchObject(refused);
      await expect(scene.run({ maxServers: 3 })).resolves.toMatchObject({ verdict: "archived" });
      expect(scene.ends.at(-1)).toBe("archived");
      expect(scene.platform.jobs).toHaveLength(1);
    },
  );

  test("and of which nothing came bounds also the run after one that ended before it could submit", async () => {
    const scene = new Scene();
    await scene.journal.write(entry(scene, { servers: ["web01", "web02"] }));
    scene.clock.pass(HOUR);
    scene.abandoned = true;
    await expect(scene.run({ maxServers: 3 })).resolves.toMatchObject({ verdict: "failed" });
    await expect(scene.journal.read()).resolves.toBeUndefined();
    scene.abandoned = false;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "refused" });
    expect(scene.platform.jobs).toHaveLength(0);
  });

  test("and of which nothing came bounds a run also when something is added while the platform throttles it", async () => {
    const scene = new Scene();
    await scene.journal.write(entry(scene, { servers: ["web01", "web02", "db01"] }));
    scene.clock.pass(HOUR);
    scene.platform.before = (call) => {
      if (call !== "archive") return;
      scene.platform.set("late01", "active");
      throw trouble("throttled", "too many requests", SECOND);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "refused" });
    expect(scene.ends).toEqual(["untouched", "rejected"]);
    expect(scene.platform.jobs).toHaveLength(0);
  });

  test("and whose group was restored meanwhile does not count as success, and a later run archives it", async () => {
    const scene = new Scene();
    const operation = await scene.platform.archive();
    await scene.journal.write(entry(scene, { operation }));
    scene.clock.pass(HOUR);
    await scene.platform.group();
    scene.platform.restoreByHand();
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.jobs).toHaveLength(1);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81788" } });
    expect(scene.platform.jobs).toHaveLength(2);
  });
});

describe("guardrails before the first request", () => {
  test("a declaration that is pinned to another endpoint is refused without a request", async () => {
    const scene = new Scene();
    await expect(scene.run({ endpoint: "https://other.example" })).resolves.toMatchObject({
      verdict: "refused",
      summary:
        "this declaration is pinned to https://other.example, but CLC_BASE_URL points to https://ctl.example",
    });
    expect(scene.platform.calls).toEqual([]);
  });

  test("the endpoint it is pinned to may be asked", async () => {
    const scene = new Scene();
    await expect(scene.run({ endpoint: "https://ctl.example" })).resolves.toMatchObject({
      verdict: "archived",
    });
  });
});

test("an error that is no part of archiving is not swallowed", async () => {
  const scene = new Scene();
  scene.platform.before = () => {
    throw new TypeError("a defect");
  };
  await expect(scene.run()).rejects.toThrow("a defect");
});

test("refused credentials end the run, whatever was going on", async () => {
  const scene = new Scene();
  scene.platform.before = (call, nth) => {
    if (call === "status" && nth === 3) throw trouble("credentials", "the login was refused");
  };
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "credentials",
    summary: "the login was refused",
    platformNow: "operation de1-81787 continues without this run; the platform offers no way to cancel it",
  });
});
