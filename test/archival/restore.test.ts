import type { JournalEntry } from "../../lib/archival/journal";
import { groupStateOf, serverStateOf } from "../../lib/archival/states";
import { GROUP_ID } from "./support/fake-platform";
import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

const TARGET = "31d13f501459411ba59304f3d47486eb";
const NAME = `"Web Applications" (${GROUP_ID})`;

/** A group that was archived from here a day ago. */
async function archivedScene(servers?: Readonly<Record<string, string>>, hides = false): Promise<Scene> {
  const scene = new Scene(servers);
  scene.platform.hides = hides;
  await scene.run();
  scene.clock.pass(24 * HOUR);
  return scene;
}

/** A group that somebody else archived. */
function foreignScene(): Scene {
  const scene = new Scene();
  scene.platform.change({ status: "archived" });
  for (const id of ["web01", "web02", "db01"]) scene.platform.set(id, "archived");
  return scene;
}

function restoresOf(scene: Scene): number {
  return scene.platform.jobs.filter(({ action }) => action === "restore").length;
}

/** A journal entry of an earlier restore. */
function entry(scene: Scene, facts: Partial<JournalEntry> = {}): JournalEntry {
  return {
    version: 1,
    action: "restore",
    endpoint: scene.platform.endpoint,
    accountAlias: "ALTD",
    groupId: GROUP_ID,
    groupName: "Web Applications",
    targetGroupId: "root",
    subGroups: ["sub"],
    servers: ["web01", "web02", "db01"],
    intendedAt: new Date(scene.clock.now()).toISOString(),
    transitions: [],
    runs: [{ startedAt: new Date(scene.clock.now()).toISOString(), waits: 0, waitedMs: 0, troubles: 0 }],
    ...facts,
  };
}

describe("a group that was archived from here", () => {
  test("is restored with one POST to where it was, and only believed when it was seen active", async () => {
    const scene = await archivedScene();
    await expect(scene.restore()).resolves.toEqual({
      verdict: "restored",
      summary: `${NAME} was seen active, with 3 servers`,
      operation: { id: "de1-81788", href: "/v2/operations/altd/status/de1-81788" },
    });
    expect(scene.platform.count("restore")).toBe(1);
    expect(scene.platform.targets).toEqual(["root"]);
    expect(scene.platform.calls.at(-1)?.call).not.toBe("status");
    expect(scene.platform.state.status).toBe("active");
  });

  test("goes elsewhere where the order says so", async () => {
    const scene = await archivedScene();
    await expect(scene.restore({ targetGroupId: TARGET })).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.platform.targets).toEqual([TARGET]);
  });

  test("has the intent in the journal before the POST, and a receipt in the end", async () => {
    const scene = await archivedScene();
    const written = scene.journal.written.length;
    const postedAfter: number[] = [];
    scene.platform.before = (call) => {
      if (call === "restore") postedAfter.push(scene.journal.written.length - written);
    };
    const begun = entry(scene);
    await scene.restore();
    expect(postedAfter).toEqual([1]);
    expect(scene.journal.written[written]).toEqual(begun);
    expect(scene.journal.last).toBeUndefined();
    expect(scene.ends).toEqual(["archived", "restored"]);
    expect(scene.receipts.written[1]).toMatchObject({
      action: "restore",
      targetGroupId: "root",
      servers: ["web01", "web02", "db01"],
      operation: { id: "de1-81788" },
    });
  });

  test("tells its way as an archive does", async () => {
    const scene = await archivedScene();
    scene.events.length = 0;
    await scene.restore();
    const [observed, submitting] = scene.events;
    expect(observed).toMatchObject({ kind: "observed", action: "restore", servers: 3, groups: 2 });
    expect(submitting).toMatchObject({ kind: "submitting", action: "restore", servers: 3 });
  });

  test("and is hidden by the platform is restored all the same, as the receipt knows its place and its name", async () => {
    const scene = await archivedScene(undefined, true);
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({
      verdict: "restored",
      summary: `${NAME} was seen active, with 3 servers`,
    });
    expect(scene.platform.targets).toEqual(["root"]);
  });

  test("without any server is restored as well", async () => {
    const scene = await archivedScene({});
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
  });

  test("is archived again afterwards, and restored again after that", async () => {
    const scene = await archivedScene(undefined, true);
    await scene.restore();
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.ends).toEqual(["archived", "restored", "archived", "restored"]);
  });

  test("was restored, and is gone afterwards: that is no archive any more", async () => {
    const scene = await archivedScene();
    await scene.restore();
    scene.clock.pass(HOUR);
    scene.platform.hides = true;
    scene.platform.change({ status: "archived" });
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: `account ALTD has no group ${GROUP_ID}, or this user may not see it; if it was archived elsewhere, it may be hidden: archived-group archive --account ALTD --group ${GROUP_ID} --operation ID adopts its operation`,
    });
  });
});

describe("a group that is active", () => {
  test("gets nothing sent", async () => {
    const scene = new Scene();
    await expect(scene.restore()).resolves.toEqual({
      verdict: "already-active",
      summary: `${NAME} is active already; nothing was sent`,
    });
    expect(scene.platform.calls).toEqual([expect.objectContaining({ call: "group" })]);
    expect(scene.journal.written).toEqual([]);
  });

  test("after a restore gets nothing sent", async () => {
    const scene = await archivedScene();
    await scene.restore();
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "already-active" });
    expect(restoresOf(scene)).toBe(1);
  });

  test("although an archive that failed left servers archived cannot be restored, and gets nothing sent", async () => {
    const scene = new Scene({ web01: "active", web02: "active" });
    scene.platform.timeline = [{ atMs: 0, word: "failed" }];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "failed" });
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "failed",
      summary: `${NAME} is active, but some of its servers are archived, and the platform restores only whole groups: restore those servers one by one, or archive the rest and then restore the group`,
      details: ["still archived: web01 (archived)"],
      platformNow: "this run sent nothing",
    });
    expect(scene.platform.count("restore")).toBe(0);
    scene.platform.timeline = [{ atMs: 0, word: "succeeded" }];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
  });
});

test("a server that an archive before the last one left archived is not forgotten", async () => {
  const scene = new Scene({ web01: "active", web02: "active" });
  scene.platform.timeline = [{ atMs: 0, word: "failed" }];
  await scene.run();
  await expect(scene.run()).resolves.toMatchObject({ details: ["not archived: web02 (active)"] });
  await expect(scene.restore()).resolves.toMatchObject({
    verdict: "failed",
    details: ["still archived: web01 (archived)"],
  });
  expect(scene.receipts.written.map(({ ended }) => ended.left)).toEqual([["web02"], ["web02"]]);
});

describe("where to restore it to", () => {
  test("is refused in one sentence when nobody knows", async () => {
    const scene = foreignScene();
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "refused",
      summary: `nothing here shows where ${NAME} was archived from; name the group to restore it into, with --target or as restoreTo of the declaration`,
      platformNow: "this run sent nothing",
    });
    expect(scene.platform.count("restore")).toBe(0);
  });

  test("is refused when the platform does not show the group either", async () => {
    const scene = foreignScene();
    scene.platform.hides = true;
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "refused",
      summary: expect.stringMatching(
        /^the platform does not show group 2a5c\w+, and nothing here shows where it was archived from; name /,
      ),
    });
  });

  test("may be told for a group that somebody else archived, shown or not", async () => {
    for (const hides of [false, true]) {
      const scene = foreignScene();
      scene.platform.hides = hides;
      const outcome = await scene.restore({ targetGroupId: TARGET });
      expect({ hides, outcome }).toMatchObject({ outcome: { verdict: "restored" } });
    }
  });

  test("is forgotten once it was restored: somebody may have moved it since", async () => {
    const scene = await archivedScene();
    await scene.restore();
    scene.clock.pass(HOUR);
    await scene.platform.archive();
    scene.clock.pass(HOUR);
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "refused" });
  });
});

describe("a restore of what is ours only", () => {
  test("acts on a group of which a receipt tells", async () => {
    const scene = await archivedScene();
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "restored" });
  });

  test("acts on a group whose archive succeeded from here, although it was not seen in time", async () => {
    const scene = new Scene();
    scene.platform.lagMs = 10 * MINUTE;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
    scene.platform.lagMs = 0;
    scene.clock.pass(HOUR);
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "restored" });
  });

  test("leaves a group alone that somebody else archived, wherever it is to go", async () => {
    const scene = foreignScene();
    await expect(scene.restore({ onlyOurs: true, targetGroupId: TARGET })).resolves.toEqual({
      verdict: "left-alone",
      summary: `${NAME} is archived, and nothing here shows that this declaration archived it; it is left alone`,
    });
    expect(scene.platform.count("restore")).toBe(0);
  });

  test("leaves a group alone that the platform does not show", async () => {
    const scene = foreignScene();
    scene.platform.hides = true;
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({
      verdict: "left-alone",
      summary: expect.stringContaining("is not shown by the platform, and nothing here shows"),
    });
  });

  test("leaves a group alone that was archived from here, restored, and archived by somebody else", async () => {
    const scene = await archivedScene();
    await scene.restore();
    scene.clock.pass(HOUR);
    await scene.platform.archive();
    scene.clock.pass(HOUR);
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "left-alone" });
  });

  test("says that an active group is active", async () => {
    const scene = new Scene();
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "already-active" });
  });

  test("goes on after a restore that failed", async () => {
    const scene = await archivedScene();
    const rest = scene.platform.timeline;
    scene.platform.timeline = [{ atMs: 0, word: "failed" }];
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "failed" });
    scene.platform.timeline = rest;
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.ends).toEqual(["archived", "failed", "restored"]);
  });
});

describe("an archive that is still open", () => {
  test("is seen through before the restore", async () => {
    const scene = new Scene();
    await scene.run({ timeoutMs: 20 * SECOND });
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.ends).toEqual(["archived", "restored"]);
    expect(scene.reported("other-open")).toEqual([{ kind: "other-open", action: "archive" }]);
    expect(scene.reported("other-ended")).toEqual([
      { kind: "other-ended", summary: `${NAME} was seen archived, with 3 servers` },
    ]);
    expect(scene.platform.targets).toEqual(["root"]);
  });

  test("and was never accepted leaves the group active, and nothing is sent", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "archive") throw trouble("transient", "read ECONNRESET");
    };
    await scene.run();
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "already-active" });
    expect(scene.ends).toEqual(["untouched"]);
  });

  test("and fails is a failure, and nothing is sent", async () => {
    const scene = new Scene();
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: MINUTE, word: "failed" },
    ];
    await scene.run({ timeoutMs: 20 * SECOND });
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "failed",
      details: ["not archived: web02 (active)", "not archived: db01 (active)"],
    });
    expect(scene.platform.count("restore")).toBe(0);
    expect(scene.journal.last).toBeUndefined();
  });
});

describe("a restore that is still open", () => {
  test("is seen through before an archive, which archives again", async () => {
    const scene = await archivedScene();
    await scene.restore({ timeoutMs: 20 * SECOND });
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81789" } });
    expect(scene.ends).toEqual(["archived", "restored", "archived"]);
    expect(scene.reported("other-open")).toEqual([{ kind: "other-open", action: "restore" }]);
  });

  test("is continued by the next restore, and not sent again", async () => {
    const scene = await archivedScene();
    await expect(scene.restore({ timeoutMs: 20 * SECOND })).resolves.toMatchObject({
      verdict: "unknown",
      runAgain: "safe: it continues de1-81788 and sends nothing new while that is in flight",
    });
    await expect(scene.restore({ onlyOurs: true })).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.reported("resuming")).toHaveLength(1);
    expect(restoresOf(scene)).toBe(1);
  });

  test("and was never accepted is sent once the settle window is over", async () => {
    const scene = await archivedScene();
    const attempt = scene.clock.now();
    await scene.journal.write(entry(scene));
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    const posted = scene.platform.calls.find(({ call }) => call === "restore");
    expect(posted?.at).toBeGreaterThanOrEqual(attempt + MINUTE);
    expect(scene.ends).toEqual(["archived", "untouched", "restored"]);
  });
});

describe("an ambiguous answer", () => {
  test("to a request that was accepted: the group shows it, and nothing is sent again", async () => {
    const scene = await archivedScene();
    scene.platform.after = (call) => {
      if (call === "restore") throw trouble("transient", "read ECONNRESET");
    };
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.platform.count("restore")).toBe(1);
  });

  test("to a request that never arrived: unknown in this run, sent by the next one", async () => {
    const scene = await archivedScene();
    scene.platform.before = (call, nth) => {
      if (call === "restore" && nth === 1) throw trouble("transient", "read ECONNRESET");
    };
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "unknown",
      summary: 'the restore of "Web Applications" may or may not have been accepted: read ECONNRESET',
      platformNow: "it may or may not be restoring the group; no response ever came",
    });
    expect(scene.platform.count("restore")).toBe(1);
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(restoresOf(scene)).toBe(1);
  });

  test("is followed to the end of the group, long after its last server", async () => {
    const scene = await archivedScene({ web01: "active" });
    const accepted = scene.clock.now();
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: 20 * MINUTE, word: "succeeded" },
    ];
    scene.platform.after = (call) => {
      if (call === "restore") throw trouble("transient", "read ECONNRESET");
    };
    scene.platform.before = () => {
      if (scene.clock.now() > accepted + 10 * MINUTE) scene.platform.set("web01", "active");
    };
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.platform.state.status).toBe("active");
  });
});

test("a restore that is refused fails with the server's words and is journalled", async () => {
  const scene = await archivedScene();
  scene.platform.before = (call) => {
    if (call === "restore") throw trouble("rejected", "not queued (Not in a valid state.): POST /v2/groups");
  };
  await expect(scene.restore()).resolves.toMatchObject({
    verdict: "failed",
    summary: "not queued (Not in a valid state.): POST /v2/groups",
    platformNow: "it rejected the request; this run has nothing in flight",
  });
  expect(scene.ends).toEqual(["archived", "rejected"]);
  expect(scene.platform.count("restore")).toBe(1);
});

test("a restore that is refused, as another one is in flight, is watched, and ends as that one does", async () => {
  const scene = await archivedScene();
  const message = "not queued (Not in a valid state.): POST /v2/groups";
  scene.platform.before = (call) => {
    if (call !== "restore") return;
    scene.platform.before = () => {};
    const other = scene.platform.restore({ accountAlias: "ALTD", groupId: GROUP_ID }, TARGET);
    throw Object.assign(trouble("rejected", message), { isConflict: true, other });
  };
  await expect(scene.restore()).resolves.toMatchObject({
    verdict: "restored",
    summary: `${NAME} was restored by an operation found in flight`,
  });
  expect(restoresOf(scene)).toBe(1);
});

test("a restore whose token was refused is sent once more when nothing came of it", async () => {
  const scene = await archivedScene();
  scene.platform.before = (call, nth) => {
    if (call === "restore" && nth === 1) throw trouble("stale-token", "status 401: POST /v2/groups");
  };
  await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
  expect(restoresOf(scene)).toBe(1);
  expect(scene.ends).toEqual(["archived", "untouched", "restored"]);
});

describe("what the queue says", () => {
  test("failed: the servers that are still archived are named, and a later run restores what is left", async () => {
    const scene = await archivedScene();
    const rest = scene.platform.timeline;
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: MINUTE, word: "failed" },
    ];
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "failed",
      summary: "de1-81788 failed; the platform gives no reason",
      details: ["still archived: web02 (archived)", "still archived: db01 (archived)"],
      platformNow: "operation de1-81788 has ended; what is still archived stays as it is",
      runAgain: "safe: it looks at the group first, and restores what is left",
    });
    scene.platform.timeline = rest;
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.receipts.written.at(-1)?.servers).toEqual(["web02", "db01"]);
  });

  test("failed for a group without servers: the group itself is named", async () => {
    const scene = await archivedScene({});
    scene.platform.timeline = [{ atMs: 0, word: "failed" }];
    await expect(scene.restore()).resolves.toMatchObject({
      details: ["still archived: the group itself (archived)"],
    });
  });

  test("succeeded is not believed while a server waits, and is unknown after the settle window", async () => {
    const scene = await archivedScene();
    scene.platform.lagMs = 10 * MINUTE;
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "unknown",
      summary: 'de1-81788 has succeeded, but "Web Applications" was not seen restored within 1 min',
      details: [
        "still archived: web01 (queuedForRestore)",
        "still archived: web02 (queuedForRestore)",
        "still archived: db01 (queuedForRestore)",
      ],
    });
    expect(scene.ends).toEqual(["archived", "unverified"]);
    scene.clock.pass(10 * MINUTE);
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "already-active" });
    expect(restoresOf(scene)).toBe(1);
  });

  test("succeeded is not believed while a server outside of the tree is still archived", async () => {
    const scene = await archivedScene();
    scene.platform.after = (call) => {
      if (call === "status" && scene.platform.state.status === "active")
        scene.platform.set("db01", "archived");
    };
    await expect(scene.restore()).resolves.toMatchObject({
      verdict: "unknown",
      details: ["still archived: db01 (archived)"],
    });
  });

  test("succeeded but not seen yet is waited for by the next run, which sends nothing", async () => {
    const scene = await archivedScene({});
    scene.platform.lagMs = 100 * SECOND;
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "unknown" });
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "already-active" });
    expect(restoresOf(scene)).toBe(1);
  });
});

describe("somebody else at the same group", () => {
  test("who restores it is waited for, and nothing is sent", async () => {
    const scene = await archivedScene();
    await scene.platform.restore({ accountAlias: "ALTD", groupId: GROUP_ID }, TARGET);
    await expect(scene.restore()).resolves.toEqual({
      verdict: "restored",
      summary: `${NAME} was restored by an operation found in flight`,
    });
    expect(scene.platform.count("restore")).toBe(1);
    expect(scene.reported("settling")[0]?.reason).toBe("servers of the group are queued for restore");
  });

  test("who archives it is waited for, and then it is restored", async () => {
    const scene = new Scene();
    await scene.platform.archive();
    await expect(scene.restore({ targetGroupId: TARGET })).resolves.toMatchObject({ verdict: "restored" });
    expect(restoresOf(scene)).toBe(1);
  });

  /** Servers are archived after 5 min; the group follows after so many minutes. */
  function archivedElsewhere(groupAfterMinutes: number, hides: boolean): Scene {
    const scene = new Scene({ web01: "queuedForArchive", db01: "queuedForArchive" });
    scene.platform.hides = hides;
    const since = scene.clock.now();
    scene.platform.before = () => {
      if (restoresOf(scene) > 0) return;
      const minutes = (scene.clock.now() - since) / MINUTE;
      if (minutes >= 5) for (const id of ["web01", "db01"]) scene.platform.set(id, "archived");
      if (minutes >= groupAfterMinutes) scene.platform.change({ status: "archived" });
    };
    return scene;
  }

  test.each([
    ["shows", false],
    ["hides", true],
  ])(
    "who archives it is seen through to the group itself, on a platform that %s what is archived",
    async (_, hides) => {
      const scene = archivedElsewhere(15, hides);
      await expect(scene.restore({ targetGroupId: TARGET })).resolves.toMatchObject({
        verdict: "restored",
        summary: expect.stringMatching(/ was seen active, with 2 servers$/),
      });
      expect(restoresOf(scene)).toBe(1);
    },
  );

  test("and who leaves an active group without its servers has restored nothing", async () => {
    const scene = archivedElsewhere(120, true);
    await expect(scene.restore({ targetGroupId: TARGET })).resolves.toEqual({
      verdict: "unknown",
      summary: `${NAME} is active, but servers of it were queued for archive, and the platform does not show them any more: they may be archived and hidden, or deleted`,
      details: ["not shown: web01", "not shown: db01"],
      platformNow: expect.any(String),
      runAgain: expect.any(String),
    });
    expect(restoresOf(scene)).toBe(0);
  });

  test("may have a run of ours wait by its lock", async () => {
    const scene = await archivedScene();
    scene.lock.holder = { pid: 4711, host: "build-7", since: "2015-07-14T13:40:00.000Z", elsewhere: false };
    await expect(scene.restore({ timeoutMs: HOUR })).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.count("restore")).toBe(0);
  });
});

describe("reads that lag behind what has just ended", () => {
  /** The next reads of the group show it as it was. */
  function show(scene: Scene, status: string, times = 1): void {
    const { group } = scene.platform;
    let left = times;
    scene.platform.group = async () => {
      left -= 1;
      if (left === 0) scene.platform.group = group;
      const now = await group.call(scene.platform);
      const servers = [{ id: "web01", name: "web01", status, state: serverStateOf(status) }];
      return now && { ...now, status, state: groupStateOf(status), servers };
    };
  }

  test("do not make a group that was archived a moment ago active", async () => {
    const scene = new Scene();
    await scene.run();
    show(scene, "active");
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.reported("settling").at(-1)?.reason).toBe("the group was seen archived a moment ago");
  });

  test("are told of once, also where time goes on between two looks at the clock", async () => {
    const scene = new Scene();
    await scene.run();
    show(scene, "active", 3);
    const { clock } = scene;
    const now = clock.now.bind(clock);
    clock.now = () => {
      clock.pass(1);
      return now();
    };
    const before = scene.reported("settling").length;
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    const after = scene.reported("settling").slice(before);
    expect(after.map(({ reason }) => reason)).toEqual(["the group was seen archived a moment ago"]);
  });

  test("do not make a group that was restored a moment ago archived", async () => {
    const scene = await archivedScene();
    await scene.restore();
    show(scene, "archived");
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation: { id: "de1-81789" } });
  });

  test("do not have a group archived or restored twice", async () => {
    const scene = new Scene();
    await scene.run();
    show(scene, "active");
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    scene.clock.pass(HOUR);
    await scene.restore();
    show(scene, "archived");
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "already-active" });
    expect(scene.platform.jobs).toHaveLength(2);
  });

  test("are looked past as well when a request was refused since", async () => {
    const scene = new Scene();
    await scene.run();
    scene.platform.before = (call) => {
      if (call === "restore") throw trouble("rejected", "status 400");
    };
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "failed" });
    show(scene, "active");
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("do not make a restore done that never came to the platform", async () => {
    const scene = new Scene({});
    await scene.run();
    scene.platform.before = (call) => {
      if (call !== "restore") return;
      show(scene, "active", 2);
      throw trouble("transient", "status 503");
    };
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.state.status).toBe("archived");
  });

  test("are believed after the settle window", async () => {
    const scene = new Scene();
    await scene.run();
    const ended = scene.clock.now();
    scene.platform.restoreByHand();
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "already-active" });
    expect(scene.clock.now() - ended).toBeGreaterThanOrEqual(MINUTE);
  });
});

test("a run whose Terraform is gone sends nothing", async () => {
  const scene = await archivedScene();
  scene.abandoned = true;
  await expect(scene.restore()).resolves.toMatchObject({ verdict: "failed" });
  expect(scene.platform.count("restore")).toBe(0);
});

test("an order that is pinned to another endpoint is refused without a request", async () => {
  const scene = new Scene();
  await expect(scene.restore({ endpoint: "https://other.example" })).resolves.toMatchObject({
    verdict: "refused",
  });
  expect(scene.platform.calls).toEqual([]);
});
