import fc from "fast-check";
import { archivedBy, isFinal, restoredBy, tellsOfSuccess } from "../../lib/archival/evidence";
import type { Group, Server } from "../../lib/archival/platform";
import type { Sighting } from "../../lib/archival/sighting";
import { groupStateOf, serverStateOf } from "../../lib/archival/states";
import { isLive, isRestorable, queuedFor } from "../../lib/archival/tree";
import { GROUP_ID } from "./support/fake-platform";
import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

const GROUP: Group = {
  id: GROUP_ID,
  name: "Web Applications",
  status: "active",
  state: "active",
  type: "default",
  archivable: true,
  servers: [],
  groups: [],
};

function sighting({
  servers = [],
  ...facts
}: Partial<Omit<Sighting, "servers">> & { servers?: readonly string[] }): Sighting {
  const read: Server[] = servers.map((status, nth) => ({
    id: `s${nth}`,
    name: `s${nth}`,
    status,
    state: serverStateOf(status),
  }));
  return {
    group: GROUP,
    servers: read,
    live: read.filter(isLive),
    restorable: read.filter(isRestorable),
    unread: [],
    queued: read.map(queuedFor).find((action) => action !== undefined),
    isAnswering: true,
    hasSucceeded: false,
    fingerprint: "",
    ...facts,
  };
}

const gone = { group: undefined };
const says = (status: string, unlisted = 0): Pick<Sighting, "group"> => ({
  group: { ...GROUP, status, state: groupStateOf(status), ...(unlisted > 0 && { unlisted }) },
});

describe("an archive is shown by", () => {
  test.each<[string, Parameters<typeof sighting>[0], ReturnType<typeof archivedBy>]>([
    ["the group that says so, in any case of letters", says("ARCHIVED"), "group"],
    ["the group, whatever became of its servers", { ...says("archived"), unread: ["gone01"] }, "group"],
    ["every server that was in it, though the group is active", { servers: ["archived"] }, "servers"],
    ["every server, though the group is gone", { ...gone, servers: ["archived", "archived"] }, "servers"],
    ["the queue, when the group is gone and the rest answers", { ...gone, hasSucceeded: true }, "queue"],
    [
      "nothing, while a server is active",
      { ...says("archived"), servers: ["archived", "active"] },
      undefined,
    ],
    ["nothing, when no server was in it", {}, undefined],
    ["nothing, when a server could not be read", { servers: ["archived"], unread: ["gone01"] }, undefined],
    ["nothing, when a server was deleted", { servers: ["archived", "deleted"] }, undefined],
    [
      "nothing, when servers are counted that are not listed",
      { ...says("active", 2), servers: ["archived"] },
      undefined,
    ],
    ["nothing, when the group is gone", gone, undefined],
    ["nothing, when all servers are gone as well", { ...gone, unread: ["web01", "web02"] }, undefined],
    ["nothing, when the queue's word is contradicted by the group", { hasSucceeded: true }, undefined],
    [
      "nothing, when the queue's word is contradicted by a server",
      { ...gone, hasSucceeded: true, servers: ["active"] },
      undefined,
    ],
    ["nothing, when nothing else answers", { ...gone, hasSucceeded: true, isAnswering: false }, undefined],
  ])("%s", (_, facts, evidence) => {
    expect(archivedBy(sighting(facts))).toBe(evidence);
  });
});

describe("a restore is shown by", () => {
  test.each<[string, Parameters<typeof sighting>[0], ReturnType<typeof restoredBy>]>([
    ["the group that says so, with nothing archived", { servers: ["active"] }, "group"],
    ["the group that says so, without servers", {}, "group"],
    ["nothing, while a server is archived", { servers: ["active", "archived"] }, undefined],
    ["nothing, while a server waits", { servers: ["queuedForArchive"] }, undefined],
    ["nothing, when servers are counted that are not listed", says("active", 1), undefined],
    [
      "nothing, when the group says that it is archived",
      { ...says("archived"), servers: ["active"] },
      undefined,
    ],
    ["nothing, when the group is gone", { ...gone, hasSucceeded: true }, undefined],
  ])("%s", (_, facts, evidence) => {
    expect(restoredBy(sighting(facts))).toBe(evidence);
  });
});

test("servers alone are not final while the group, which follows them, is there", () => {
  expect(isFinal("servers", sighting({ servers: ["archived"] }))).toBe(false);
  expect(isFinal("servers", sighting({ ...gone, servers: ["archived"] }))).toBe(true);
  expect(isFinal("queue", sighting(gone))).toBe(false);
  expect(isFinal("group", sighting(says("archived")))).toBe(true);
  expect(isFinal(undefined, sighting(gone))).toBe(false);
});

test("whatever a look shows, nothing that was not read is taken for archived", () => {
  const status = fc.constantFrom("active", "archived", "deleted", "queuedForArchive", "underConstruction");
  fc.assert(
    fc.property(
      fc.option(fc.constantFrom("active", "archived"), { nil: undefined }),
      fc.nat({ max: 2 }),
      fc.array(status, { maxLength: 4 }),
      fc.array(fc.string({ minLength: 1 }), { maxLength: 2 }),
      fc.boolean(),
      fc.boolean(),
      (word, unlisted, servers, unread, isAnswering, hasSucceeded) => {
        const group = word === undefined ? gone : says(word, unlisted);
        const evidence = archivedBy(sighting({ ...group, servers, unread, isAnswering, hasSucceeded }));
        const isEachRead = servers.length > 0 && unread.length === 0 && (unlisted === 0 || !word);
        const isPositive =
          word === "archived" ||
          (isEachRead && servers.every((one) => one === "archived")) ||
          (hasSucceeded && isAnswering && word === undefined);
        const isContradicted = servers.some((one) => !["archived", "deleted"].includes(one));
        expect(evidence !== undefined).toBe(isPositive && !isContradicted);
      },
    ),
  );
});

describe("a receipt tells of success", () => {
  const told = (as: string, words: string[], evidence?: "group"): boolean =>
    tellsOfSuccess({
      transitions: words.map((status) => ({ status })),
      ended: { as, ...(evidence && { evidence }) },
    });

  test("when it says what showed it, or has the queue's last word, as those of earlier releases do", () => {
    expect(told("archived", [], "group")).toBe(true);
    expect(told("archived", ["executing", "Succeeded"])).toBe(true);
    expect(told("unverified", ["succeeded"])).toBe(true);
  });

  test("not when it says nothing of how it was known, or the job failed", () => {
    expect(told("archived", [])).toBe(false);
    expect(told("archived", ["executing"])).toBe(false);
    expect(told("archived", ["failed"])).toBe(false);
    expect(told("failed", ["succeeded", "failed"])).toBe(false);
  });
});

describe("something on the way answers 404 to everything", () => {
  test.each([[undefined], [{}]])(
    "after a request that was not accepted: it is not known, and the group is active (servers: %j)",
    async (servers) => {
      const scene = new Scene(servers);
      scene.platform.before = (call) => {
        if (call !== "archive") return;
        scene.platform.lost = true;
        throw trouble("transient", "status 502");
      };
      await expect(scene.run()).resolves.toMatchObject({
        verdict: "unknown",
        summary:
          "no response to the request (status 502), and the platform shows neither the group nor what must exist, such as its data centers: something in between may answer 404 to everything",
      });
      expect(scene.ends).toEqual([]);
      expect(scene.journal.last).toBeDefined();
      scene.platform.before = () => {};
      await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
      scene.platform.lost = false;
      await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
      expect(scene.platform.jobs).toHaveLength(1);
    },
  );

  test.each([3 * SECOND, 20 * SECOND])(
    "while a job runs, from %d ms on: it is not known, and the next run follows the job to its end",
    async (fromMs) => {
      const scene = new Scene();
      scene.platform.timeline = [
        { atMs: 0, word: "executing" },
        { atMs: HOUR, word: "succeeded" },
      ];
      scene.platform.before = () => {
        const job = scene.platform.jobs[0];
        scene.platform.lost = job !== undefined && scene.clock.now() - job.acceptedAt >= fromMs;
      };
      await expect(scene.run()).resolves.toMatchObject({
        verdict: "unknown",
        operation: { id: "de1-81787" },
        platformNow:
          "its queue does not know operation de1-81787; only the group itself can show what happened",
      });
      expect(scene.ends).toEqual([]);
      scene.platform.before = () => {};
      scene.platform.lost = false;
      await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
      expect(scene.platform.jobs).toHaveLength(1);
    },
  );

  test("after the queue has said succeeded: it was not seen, and the next run sees it", async () => {
    const scene = new Scene();
    scene.platform.hides = true;
    scene.platform.after = (call) => {
      scene.platform.lost ||= call === "status" && scene.platform.jobs[0]?.ended === true;
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.ends).toEqual(["unverified"]);
    scene.platform.after = () => {};
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
    scene.platform.lost = false;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("although it was archived from here once: somebody may have restored it", async () => {
    const scene = new Scene();
    await scene.run();
    scene.clock.pass(HOUR);
    scene.platform.restoreByHand();
    scene.platform.lost = true;
    const looks = scene.platform.count("group");
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: expect.stringMatching(
        /^an archive of "Web Applications" \(\w{32}\) was sent from here before, and the platform shows neither /,
      ),
    });
    expect(scene.platform.count("group")).toBeGreaterThan(looks + 1);
    scene.platform.lost = false;
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(2);
  });

  test("to a run that knows nothing of the group: it fails, and says that this may be so", async () => {
    const scene = new Scene();
    scene.platform.lost = true;
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: expect.stringContaining("something in between may answer 404 to everything"),
      platformNow: "this run sent nothing",
    });
  });

  test("to a restore: nothing is sent, and an open one is not known", async () => {
    const scene = new Scene();
    await scene.run();
    scene.clock.pass(HOUR);
    scene.platform.lost = true;
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.count("restore")).toBe(0);
    scene.platform.lost = false;
    await scene.restore({ timeoutMs: 10 * SECOND });
    scene.platform.lost = true;
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.journal.last).toBeDefined();
    scene.platform.lost = false;
    await expect(scene.restore()).resolves.toMatchObject({ verdict: "restored" });
    expect(scene.platform.count("restore")).toBe(1);
  });
});

describe("servers that are gone", () => {
  test("show nothing of an archive that was cut off before it was sent: the empty group is archived", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "archive") throw trouble("transient", "killed");
    };
    await scene.run();
    scene.platform.before = () => {};
    for (const id of ["web01", "web02", "db01"]) scene.platform.delete(id);
    scene.clock.pass(HOUR);
    const start = scene.clock.now();
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
    expect(scene.platform.state.status).toBe("archived");
    expect(scene.ends).toEqual(["untouched", "archived"]);
    expect(scene.clock.now() - start).toBeLessThan(5 * MINUTE);
  });

  test("are not counted where the others are archived and the group itself is not", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "archive") throw trouble("transient", "killed");
    };
    await scene.run();
    scene.platform.before = () => {};
    scene.platform.delete("web01");
    for (const id of ["web02", "db01"]) scene.platform.set(id, "archived");
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
  });

  test("are named when the group says that it is archived", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => {
      if (call === "archive") scene.platform.delete("web01");
    };
    await expect(scene.run()).resolves.toMatchObject({
      summary: expect.stringMatching(/was seen archived, with 2 servers, and 1 more that cannot be read$/),
    });
  });
});

test("an archive whose success an earlier run has heard is seen through, although the queue has forgotten it since", async () => {
  const scene = new Scene({});
  scene.platform.hides = true;
  let isCutOff = false;
  scene.platform.before = (call) => {
    isCutOff ||= call === "group" && scene.platform.jobs[0]?.ended === true;
    if (isCutOff) throw trouble("transient", "killed");
  };
  await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
  expect(scene.journal.last?.transitions.at(-1)?.status).toBe("succeeded");
  scene.platform.before = () => {};
  scene.platform.jobs.length = 0;
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "archived",
    summary: expect.stringMatching(
      / is archived: de1-81787 has succeeded, and the platform no longer shows the group$/,
    ),
  });
  expect(scene.receipts.written.at(-1)?.ended.evidence).toBe("queue");
});

test("the receipt of an earlier release that says archived, and not how that was known, does not make a hidden group archived", async () => {
  const scene = new Scene({});
  scene.platform.hides = true;
  await scene.run();
  const [receipt] = scene.receipts.written;
  if (!receipt) throw new Error("no receipt");
  const { evidence: _, ...ended } = receipt.ended;
  scene.receipts.written.splice(0, 1, { ...receipt, ended });
  await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
  scene.receipts.written.splice(0, 1, { ...receipt, ended, transitions: [] });
  await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
});
