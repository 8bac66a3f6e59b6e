import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

const LOST = [
  "read ECONNRESET",
  "no answer within 30 s",
  "status 503",
  "an HTML page instead of the API's JSON",
];

describe("a definite rejection", () => {
  test.each([
    "status 400 (The request is invalid. The group must be in an active state.): POST /v2/groups/ALTD/2a5c/archive",
    "status 403: POST /v2/groups/ALTD/2a5c/archive",
    "status 404: POST /v2/groups/ALTD/2a5c/archive",
  ])("fails with the server's words and is journalled: %s", async (message) => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "archive") throw trouble("rejected", message);
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: message,
      platformNow: "it rejected the request; this run has nothing in flight",
    });
    expect(scene.ends).toEqual(["rejected"]);
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("for want of credentials says so, and the next run simply tries again", async () => {
    const scene = new Scene();
    scene.platform.before = (call, nth) => {
      if (call === "archive" && nth === 1) throw trouble("credentials", "status 401, even with a new token");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "credentials" });
    expect(scene.ends).toEqual(["rejected"]);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });
});

describe("a token that is refused with the request (401)", () => {
  const message = "status 401: POST /v2/groups/ALTD/2a5c/archive";

  test("although the request was accepted: the group shows it, and nothing is sent again", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => {
      if (call === "archive") throw trouble("stale-token", message);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.count("archive")).toBe(1);
    expect(scene.reported("settling")[0]?.reason).toBe(
      `the request may have been accepted, although its token was rejected (${message})`,
    );
  });

  test("where the request was not accepted: it is sent once more, when the group was untouched for the settle window", async () => {
    const scene = new Scene();
    const sentAt: number[] = [];
    scene.platform.before = (call, nth) => {
      if (call !== "archive") return;
      sentAt.push(scene.clock.now());
      if (nth === 1) throw trouble("stale-token", message);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(MINUTE);
    expect(scene.platform.jobs).toHaveLength(1);
    expect(scene.ends).toEqual(["untouched", "archived"]);
  });

  test("is guarded again before it is sent once more", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call !== "archive") return;
      scene.platform.set("late01", "active");
      throw trouble("stale-token", message);
    };
    await expect(scene.run({ maxServers: 3 })).resolves.toMatchObject({ verdict: "refused" });
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("twice: it is a matter of credentials, nothing is sent a third time, and the next run looks first", async () => {
    const scene = new Scene();
    scene.platform.before = (call, nth) => {
      if (call === "archive" && nth <= 2) throw trouble("stale-token", message);
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "credentials",
      summary: `${message}, even with a new token`,
      runAgain: "safe: it looks at the group first, and sends only if the group is still untouched",
    });
    expect(scene.platform.count("archive")).toBe(2);
    expect(scene.journal.last).toBeDefined();
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("and then a login that is refused: the journal stays open, as the request may have been accepted", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => {
      if (call === "archive") throw trouble("stale-token", message);
    };
    scene.platform.before = (call) => {
      if (call === "group" && scene.platform.jobs.length > 0) throw trouble("credentials", "refused");
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "credentials",
      platformNow: "it may or may not be archiving the group; no response ever came",
    });
    scene.platform.before = () => {};
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("and then nothing but 404: it is not known, and nothing is sent again", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call !== "archive") return;
      scene.platform.lost = true;
      throw trouble("stale-token", message);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.count("archive")).toBe(1);
  });
});

describe("a second archive that the platform refuses, as another one is in flight", () => {
  const message = "status 400 (Group must be in an active state.): POST /v2/groups/ALTD/2a5c/archive";

  /** Another machine is faster by a moment. */
  function beaten(servers?: Readonly<Record<string, string>>): Scene {
    const scene = new Scene(servers);
    scene.platform.before = (call) => {
      if (call !== "archive") return;
      scene.platform.before = () => {};
      throw Object.assign(trouble("rejected", message), {
        isConflict: true,
        other: scene.platform.archive(),
      });
    };
    return scene;
  }

  test.each([[undefined], [{}]])(
    "is not the end: it is watched, and ends as that one does (servers: %j)",
    async (servers) => {
      const scene = beaten(servers);
      scene.platform.timeline = [
        { atMs: 0, word: "executing" },
        { atMs: 40 * SECOND, word: "succeeded" },
      ];
      await expect(scene.run()).resolves.toMatchObject({
        verdict: "archived",
        summary: expect.stringMatching(/ was archived by an operation found in flight$/),
      });
      expect(scene.reported("settling")[0]?.reason).toBe(
        `it was rejected (${message}), as happens while another operation is running`,
      );
      expect(scene.platform.jobs).toHaveLength(1);
      expect(scene.ends).toEqual(["rejected"]);
    },
  );

  test("is watched for as long as servers are queued", async () => {
    const scene = beaten();
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: HOUR, word: "succeeded" },
    ];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("fails with the server's words when that one fails", async () => {
    const scene = beaten();
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: MINUTE, word: "failed" },
    ];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "failed", summary: message });
    expect(scene.platform.count("archive")).toBe(2);
  });

  test("fails with the server's words when nothing shows within the settle window", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    scene.platform.before = (call) => {
      if (call === "archive") throw Object.assign(trouble("rejected", message), { isConflict: true });
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "failed", summary: message });
    expect(scene.clock.now() - start).toBeGreaterThanOrEqual(MINUTE);
    expect(scene.clock.now() - start).toBeLessThan(2 * MINUTE);
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("is not known when the platform hides group and servers in the end", async () => {
    const scene = beaten();
    scene.platform.hides = true;
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: `${message}; and the platform does not show the group: it may be archived and hidden, or deleted`,
    });
  });

  test("is no reason to wait when it is about rights", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    scene.platform.before = (call) => {
      if (call === "archive") throw trouble("rejected", "status 403");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "failed", summary: "status 403" });
    expect(scene.clock.now()).toBe(start);
  });
});

describe("an answer that the platform is asked too often", () => {
  const message = "status 429: POST /v2/groups/ALTD/2a5c/archive";

  test("is no lost answer: it waits as long as it is asked to, looks at the group again, and sends again", async () => {
    const scene = new Scene();
    const sentAt: number[] = [];
    scene.platform.before = (call, nth) => {
      if (call !== "archive") return;
      sentAt.push(scene.clock.now());
      if (nth === 1) throw trouble("throttled", message, 7 * SECOND);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(7 * SECOND);
    expect(scene.ends).toEqual(["rejected", "archived"]);
    expect(scene.reported("trouble")[0]).toMatchObject({ message });
  });

  test("to a group that somebody else has archived meanwhile: nothing is sent again", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call !== "archive") return;
      scene.platform.change({ status: "archived" });
      for (const id of ["web01", "web02", "db01"]) scene.platform.set(id, "archived");
      throw trouble("throttled", message, 7 * SECOND);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("to a group that has grown meanwhile: it is guarded again", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call !== "archive") return;
      scene.platform.change({ name: "Something else" });
      throw trouble("throttled", message, 7 * SECOND);
    };
    const run = scene.run({ expectedName: "Web Applications" });
    await expect(run).resolves.toMatchObject({ verdict: "refused" });
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("again and again: it fails after six, and nothing is in flight", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "archive") throw trouble("throttled", message);
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: `6 requests in a row failed, the last one with ${message}`,
      platformNow: "it rejected the request; this run has nothing in flight",
    });
    expect(scene.platform.count("archive")).toBe(6);
    expect(scene.journal.last).toBeUndefined();
  });
});

describe.each(LOST)("an ambiguous answer (%s)", (message) => {
  test("to a request that was accepted: the group shows it, it is adopted, and nothing is sent again", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => {
      if (call === "archive") throw trouble("transient", message);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.count("archive")).toBe(1);
    expect(scene.ends).toEqual(["archived"]);
    expect(scene.reported("settling")[0]?.reason).toBe(`no response to the request (${message})`);
  });

  test("to a request that never arrived: unknown in this run, sent by the next one", async () => {
    const scene = new Scene();
    const start = scene.clock.now();
    scene.platform.before = (call, nth) => {
      if (call === "archive" && nth === 1) throw trouble("transient", message);
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: `the archive of "Web Applications" may or may not have been accepted: ${message}`,
      platformNow: "it may or may not be archiving the group; no response ever came",
      runAgain: "safe: it looks at the group first, and sends only if the group is still untouched",
    });
    expect(scene.clock.now() - start).toBeGreaterThanOrEqual(MINUTE);
    expect(scene.platform.count("archive")).toBe(1);
    expect(scene.journal.last).toBeDefined();
    expect(scene.ends).toEqual([]);
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("that was long in coming: the group is watched from when it was lost, as the request may have come late", async () => {
    const scene = new Scene({});
    scene.platform.before = (call) => {
      if (call === "archive") scene.clock.pass(90 * SECOND);
    };
    scene.platform.after = (call) => {
      if (call === "archive") throw trouble("transient", message);
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });
});

test("an ambiguous answer and then a platform that is gone: unknown after 20 errors in a row", async () => {
  const scene = new Scene();
  let broken = false;
  scene.platform.before = (call) => {
    broken ||= call === "archive";
    if (broken) throw trouble("transient", "connect ECONNREFUSED");
  };
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "unknown",
    summary: "20 requests in a row failed, the last one with connect ECONNREFUSED",
  });
  expect(scene.platform.count("archive")).toBe(1);
});

describe("a journal that cannot be written", () => {
  const full = () => {
    throw new Error("ENOSPC: no space left on device");
  };

  test("before the POST: nothing is sent", async () => {
    const scene = new Scene();
    scene.journal.beforeWrite = full;
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: "the journal memory cannot be written (ENOSPC: no space left on device)",
      platformNow: "this run sent nothing",
    });
    expect(scene.platform.count("archive")).toBe(0);
  });

  test("after the POST: it goes on, and warns", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => {
      if (call === "archive") scene.journal.beforeWrite = full;
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.reported("journal-lost").map(({ message }) => message)).toEqual([
      "ENOSPC: no space left on device",
    ]);
  });
});

describe("another run of the same group at the same time", () => {
  const HOLDER = { pid: 4711, host: "build-7", since: "2015-07-14T13:40:00.000Z", elsewhere: false };

  test("is named and waited for, and what it has archived is not archived again", async () => {
    const scene = new Scene();
    scene.lock.holder = HOLDER;
    scene.report = ({ kind }) => {
      if (kind !== "waiting" || scene.clock.sleeps.length < 10) return;
      scene.lock.holder = undefined;
      scene.platform.change({ status: "archived" });
      for (const id of ["web01", "web02", "db01"]) scene.platform.set(id, "archived");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    expect(scene.reported("locked")).toEqual([{ kind: "locked", holder: HOLDER }]);
    expect(scene.platform.count("archive")).toBe(0);
    expect(scene.lock.taken).toBe(1);
    expect(scene.lock.released).toBe(1);
  });

  test("that does not end is waited for until the deadline, without a request", async () => {
    const scene = new Scene();
    scene.lock.holder = HOLDER;
    await expect(scene.run({ timeoutMs: HOUR })).resolves.toMatchObject({
      verdict: "unknown",
      summary: "not done within 1 h; last seen: process 4711 on build-7 is working on this group",
      platformNow: "this run sent nothing",
    });
    expect(scene.platform.calls).toEqual([]);
    expect(scene.lock.released).toBe(0);
  });

  test("may have taken over after this one stood still for long: nothing is sent", async () => {
    const scene = new Scene();
    scene.lock.lost = true;
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary:
        "this run was paused for so long that it lost its lock; another run may be working on the group",
    });
    expect(scene.platform.count("archive")).toBe(0);
    expect(scene.journal.written).toEqual([]);
  });

  test("cannot be kept away when the lock cannot be taken: nothing is asked or sent", async () => {
    const scene = new Scene();
    scene.lock.take = async () => {
      throw new Error("the lock folder /state/locks cannot be written (EROFS)");
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: "the lock folder /state/locks cannot be written (EROFS)",
    });
    expect(scene.platform.calls).toEqual([]);
  });

  test("finds the lock free again however this one ended", async () => {
    const scene = new Scene();
    scene.platform.before = () => {
      throw new TypeError("a defect");
    };
    await expect(scene.run()).rejects.toThrow("a defect");
    expect(scene.lock.released).toBe(1);
  });
});

test("a run whose Terraform is gone sends nothing, but follows what was sent", async () => {
  const scene = new Scene();
  scene.abandoned = true;
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "failed",
    summary: "the process that started this run has ended, so nobody would see the result",
  });
  expect(scene.platform.count("archive")).toBe(0);

  scene.abandoned = false;
  scene.platform.after = (call) => {
    if (call === "archive") scene.abandoned = true;
  };
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
});
