import { MINUTE, Scene, SECOND } from "./support/scene";

describe("succeeded", () => {
  test("is not believed before the reads agree", async () => {
    const scene = new Scene();
    scene.platform.lagMs = 40 * SECOND;
    const start = scene.clock.now();
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.clock.now() - start).toBeGreaterThanOrEqual(100 * SECOND);
  });

  test("is never a success on the queue's word alone: after the settle window it is unknown", async () => {
    const scene = new Scene();
    scene.platform.lagMs = 10 * MINUTE;
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: 'de1-81787 has succeeded, but "Web Applications" was not seen archived within 1 min',
      details: [
        "not archived: web01 (queuedForArchive)",
        "not archived: web02 (queuedForArchive)",
        "not archived: db01 (queuedForArchive)",
      ],
    });
    expect(scene.ends).toEqual(["unverified"]);
    scene.clock.pass(10 * MINUTE);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test.each([false, true])(
    "and hidden afterwards counts as archived, also for a group without servers (%s)",
    async (empty) => {
      const scene = new Scene(empty ? {} : undefined);
      scene.platform.hides = true;
      await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    },
  );

  test("is no success for a group that was restored meanwhile and is missing from an answer now and then", async () => {
    const scene = new Scene({});
    await scene.run({ timeoutMs: 10 * SECOND });
    scene.clock.pass(10 * MINUTE);
    await scene.platform.group();
    scene.platform.restoreByHand();
    const looks = scene.platform.count("group");
    // One look a second at first; the settle window is over with one of the last of these.
    scene.platform.misses = Array.from({ length: 60 }, (_, nth) => looks + 1 + 2 * nth);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown", operation: { id: "de1-81787" } });
  });

  test("with a group that still says active while all its servers are archived waits for the group to agree", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    scene.platform.after = () => {
      const agrees = scene.clock.now() > start + 90 * SECOND;
      if (scene.platform.jobs[0]?.ended) scene.platform.change({ status: agrees ? "archived" : "active" });
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.clock.now()).toBeGreaterThan(start + 90 * SECOND);
  });

  test("with a group that says active for ever, but all of its servers archived, is archived in the end", async () => {
    const scene = new Scene();
    scene.platform.after = () => {
      if (scene.platform.jobs[0]?.ended) scene.platform.change({ status: "active" });
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });
});

describe("failed", () => {
  test("names the servers that are not archived, and a later run archives what is left", async () => {
    const scene = new Scene({ web01: "active", web02: "active", db01: "active", db02: "active" });
    const rest = scene.platform.timeline;
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: 30 * SECOND, word: "Failed" },
    ];
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: "de1-81787 failed; the platform gives no reason",
      details: ["not archived: db01 (active)", "not archived: db02 (active)"],
      platformNow: "operation de1-81787 has ended; what is not archived stays as it is",
      runAgain: "safe: it looks at the group first, and archives what is left",
    });
    expect(scene.ends).toEqual(["failed"]);
    scene.platform.timeline = rest;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs.map(({ serverIds }) => serverIds.length)).toEqual([4, 2]);
  });

  test("although everything is archived is not called a failure", async () => {
    const scene = new Scene();
    scene.platform.timeline = [{ atMs: 0, word: "failed" }];
    scene.platform.after = (call) => {
      if (call !== "status") return;
      scene.platform.change({ status: "archived" });
      for (const id of ["web01", "web02", "db01"]) scene.platform.set(id, "archived");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });
});

test.each([MINUTE, 12 * MINUTE])(
  "an archive in flight without an answer is followed to its end after %d ms, not only to its last server",
  async (atMs) => {
    const scene = new Scene({ web01: "active" });
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs, word: "succeeded" },
    ];
    scene.platform.after = (call) => {
      if (call === "archive") throw Object.assign(new Error("reset"), { trouble: "transient" });
    };
    scene.platform.before = () => {
      const job = scene.platform.jobs[0];
      // Servers first, the group last (API v1 documentation).
      if (job && scene.clock.now() > job.acceptedAt + 30 * SECOND) scene.platform.set("web01", "archived");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.state.status).toBe("archived");
  },
);
