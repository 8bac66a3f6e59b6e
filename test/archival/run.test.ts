import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

/** The first `times` requests for the status fail. */
function statusFails(scene: Scene, times: number, retryAfterMs?: number): void {
  scene.platform.before = (call, nth) => {
    if (call === "status" && nth <= times) throw trouble("transient", "status 503", retryAfterMs);
  };
}

describe("errors that may pass, while something is in flight", () => {
  test("are survived 19 times in a row", async () => {
    const scene = new Scene();
    statusFails(scene, 19);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.reported("trouble").map(({ inARow }) => inARow)).toEqual(
      Array.from({ length: 19 }, (_, index) => index + 1),
    );
  });

  test("are given up on after 20 in a row; the next run goes on", async () => {
    const scene = new Scene();
    statusFails(scene, 20);
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: "20 requests in a row failed, the last one with status 503",
      operation: { id: "de1-81787" },
      runAgain: "safe: it continues de1-81787 and sends nothing new while that is in flight",
    });
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("are counted anew after every answer", async () => {
    const scene = new Scene();
    scene.platform.before = (call, nth) => {
      if (call === "status" && nth % 10 !== 0) throw trouble("transient", "status 503");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });

  test("are counted per question, not per server that is read side by side", async () => {
    const servers = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`web${index}`, "active"]));
    const scene = new Scene(servers);
    const tries = new Map<string, number>();
    const { server } = scene.platform;
    scene.platform.server = async (alias, id) => {
      tries.set(id, (tries.get(id) ?? 0) + 1);
      if ((tries.get(id) ?? 0) <= 5) throw trouble("transient", "status 503");
      return server.call(scene.platform, alias, id);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  });

  test("are asked again about after a growing pause of at most 38 s", async () => {
    const scene = new Scene();
    statusFails(scene, 19);
    await scene.run();
    const pauses = scene.reported("trouble").map(({ nextTryMs }) => nextTryMs);
    expect(pauses.slice(0, 3)).toEqual([500, 1_000, 2_000]);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(38 * SECOND);
  });

  test.each([
    ["is honoured", 48 * SECOND, 54 * SECOND],
    ["is clamped to five minutes", 2 * HOUR, 5.625 * MINUTE],
    ["never shortens the pause", 0, 500],
    ["without an end is clamped as well", Number.POSITIVE_INFINITY, 5.625 * MINUTE],
  ])("Retry-After %s, with a jitter that only lengthens it", async (_, retryAfterMs, pauseMs) => {
    const scene = new Scene();
    statusFails(scene, 1, retryAfterMs);
    await scene.run();
    expect(scene.reported("trouble")).toMatchObject([{ nextTryMs: pauseMs }]);
    expect(scene.clock.sleeps).toContain(pauseMs);
  });
});

test("before anything was sent, six errors in a row are a failure", async () => {
  const scene = new Scene();
  scene.platform.before = () => {
    throw trouble("transient", "connect ECONNREFUSED");
  };
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "failed",
    summary: "6 requests in a row failed, the last one with connect ECONNREFUSED",
    platformNow: "this run sent nothing",
  });
});

describe("a read that is refused", () => {
  test("before anything was sent is a failure with the server's words", async () => {
    const scene = new Scene();
    scene.platform.before = () => {
      throw trouble("rejected", "status 403: GET /v2/groups/ALTD/2a5c");
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: "status 403: GET /v2/groups/ALTD/2a5c",
    });
  });

  test.each(["status 400", "status 403", "the proxy asks for a user and a password (HTTPS_PROXY)"])(
    "with %s while the operation is in flight is survived 19 times in a row",
    async (refusal) => {
      const scene = new Scene();
      scene.platform.before = (call, nth) => {
        if (call === "status" && nth <= 19) throw trouble("rejected", refusal);
      };
      await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
      expect(scene.reported("trouble").map(({ message }) => message)).toEqual(Array(19).fill(refusal));
      expect(scene.platform.jobs).toHaveLength(1);
    },
  );

  test("20 times in a row while the operation is in flight says nothing about the operation", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "status") throw trouble("rejected", "status 403: GET /v2/operations/…");
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: "20 requests in a row failed, the last one with status 403: GET /v2/operations/…",
      operation: { id: "de1-81787" },
    });
  });

  test.each(["group", "server"] as const)(
    "of a %s is survived after the job has ended, when the group is looked at",
    async (read) => {
      const scene = new Scene();
      let sent = false;
      let refusals = 0;
      scene.platform.before = (call) => {
        sent ||= call === "archive";
        if (sent && call === read && refusals < 5) {
          refusals += 1;
          throw trouble("rejected", "status 403");
        }
      };
      await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
      expect(refusals).toBe(5);
    },
  );

  test("is survived by a run that continues what another one has sent", async () => {
    const scene = new Scene();
    await expect(scene.run({ timeoutMs: 10 * SECOND })).resolves.toMatchObject({ verdict: "unknown" });
    scene.platform.before = (call, nth) => {
      if (call === "status" && nth % 2 === 0) throw trouble("rejected", "status 403");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });
});

test("a read that ends the run silences those beside it, which would have been tried again", async () => {
  const scene = new Scene();
  scene.platform.before = (call, nth) => {
    if (call === "server") throw nth === 1 ? trouble("credentials", "no") : trouble("transient", "cut");
  };
  await expect(scene.run()).resolves.toMatchObject({ verdict: "credentials", summary: "no" });
  const asked = scene.platform.calls.length;
  await new Promise(setImmediate);
  expect(scene.reported("trouble")).toEqual([]);
  expect(scene.platform.calls).toHaveLength(asked);
});

test("a read that is tried again is not, once another one has ended the run", async () => {
  const scene = new Scene();
  scene.platform.before = (call, nth) => {
    if (call === "server") throw nth === 3 ? trouble("credentials", "no") : trouble("transient", "cut");
  };
  await expect(scene.run()).resolves.toMatchObject({ verdict: "credentials", summary: "no" });
  await new Promise(setImmediate);
  expect(scene.platform.count("server")).toBe(3);
});

describe("the deadline", () => {
  test.each([90 * SECOND, 10 * MINUTE, 4 * HOUR])(
    "of %d ms is used up, and never passed",
    async (timeoutMs) => {
      const scene = new Scene();
      const start = scene.clock.now();
      scene.platform.timeline = [{ atMs: 0, word: "executing" }];
      await expect(scene.run({ timeoutMs })).resolves.toMatchObject({
        verdict: "unknown",
        summary: expect.stringMatching(/^not done within .*; last seen: executing$/),
        platformNow:
          "operation de1-81787 continues without this run; the platform offers no way to cancel it",
      });
      expect(scene.platform.calls.at(-1)?.at).toBe(start + timeoutMs);
    },
  );

  test("holds while nothing but errors comes", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    statusFails(scene, 1_000, 4 * MINUTE);
    await expect(scene.run({ timeoutMs: 10 * MINUTE })).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.calls.at(-1)?.at).toBe(start + 10 * MINUTE);
  });

  test("that is over is a new one for the next run", async () => {
    const scene = new Scene();
    await expect(scene.run({ timeoutMs: 10 * SECOND })).resolves.toMatchObject({ verdict: "unknown" });
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });
});

describe("an answer that is too large", () => {
  const tooLarge = () => {
    throw trouble("too-large", "the response is too large");
  };

  test("ends the run at once: it would be as large the next time", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => (call === "group" ? tooLarge() : undefined);
    expect(await scene.run()).toMatchObject({
      verdict: "failed",
      summary: "the response is too large",
      platformNow: "this run sent nothing",
    });
    expect(scene.platform.calls).toHaveLength(1);
  });

  test("ends a run that follows an operation as not known yet", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => (call === "status" ? tooLarge() : undefined);
    expect(await scene.run()).toMatchObject({
      verdict: "unknown",
      platformNow: expect.stringContaining("de1-81787 continues without this run"),
    });
  });

  test("to the request itself leaves open whether it was accepted: the group tells", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => (call === "archive" ? tooLarge() : undefined);
    expect(await scene.run()).toMatchObject({ verdict: "archived" });
    expect(scene.platform.count("archive")).toBe(1);
  });
});
