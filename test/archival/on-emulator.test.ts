import { archive } from "../../lib/archival/archive";
import type { ArchiveOrder, RestoreOrder } from "../../lib/archival/order";
import type { Outcome } from "../../lib/archival/outcome";
import type { Ports } from "../../lib/archival/ports";
import { restore } from "../../lib/archival/restore";
import { CtlClient } from "../../lib/ctl/client";
import {
  CtlEmulator,
  DECOMMISSIONED,
  type EmulatorOptions,
  type FaultRule,
  LEGACY_REPORTING,
  WEB_APPLICATIONS,
} from "../../lib/emulator";
import { KillSwitch } from "./support/kill-switch";
import { MemoryJournal } from "./support/memory-journal";
import { MemoryLock } from "./support/memory-lock";
import { MemoryReceipts } from "./support/memory-receipts";
import { MINUTE, ORDER, SECOND } from "./support/scene";
import { VirtualClock } from "./support/virtual-clock";

/** The archival with the real client, against the emulator, on one clock that nobody waits for. */
class Stage {
  readonly clock = new VirtualClock();
  readonly journal = new MemoryJournal();
  readonly receipts = new MemoryReceipts();
  emulator!: CtlEmulator;

  /** For one request, in real ms: requests that are never answered must not keep a test waiting. */
  timeoutMs = 500;

  static async open(options: EmulatorOptions = {}): Promise<Stage> {
    const stage = new Stage();
    stage.emulator = await CtlEmulator.start({ clock: () => stage.clock.now(), ...options });
    return stage;
  }

  run(order: Partial<ArchiveOrder> = {}, killSwitch = new KillSwitch()): Promise<Outcome | "killed"> {
    return killSwitch.survive(archive({ ...ORDER, ...order }, this.portsWith(killSwitch)));
  }

  restore(order: Partial<RestoreOrder> = {}, killSwitch = new KillSwitch()): Promise<Outcome | "killed"> {
    return killSwitch.survive(
      restore({ ...ORDER, onlyOurs: false, servers: [], ...order }, this.portsWith(killSwitch)),
    );
  }

  /** How many restores were accepted. */
  get restores(): number {
    const ids = this.emulator.events.flatMap((event) =>
      event.kind === "operation" && event.operation === "restoreGroup" ? [event.id] : [],
    );
    return new Set(ids).size;
  }

  private portsWith(killSwitch: KillSwitch): Ports {
    const { username, password, url } = this.emulator;
    const platform = new CtlClient({
      endpoint: url,
      credentials: { login: { username, password } },
      timeoutMs: this.timeoutMs,
    });
    this.journal.killSwitch = killSwitch;
    this.receipts.killSwitch = killSwitch;
    return {
      platform,
      journal: this.journal,
      receipts: this.receipts,
      lock: new MemoryLock(),
      isAbandoned: () => false,
      clock: this.clock,
      random: Math.random,
      report: () => {},
    };
  }
}

let stage: Stage;
afterEach(() => stage.emulator.stop());

async function open(options?: EmulatorOptions): Promise<CtlEmulator> {
  stage = await Stage.open(options);
  return stage.emulator;
}

test("a group with sub-groups is archived with one POST", async () => {
  const emulator = await open();
  expect(await stage.run()).toMatchObject({ verdict: "archived", operation: { id: "de1-81787" } });
  expect(emulator.acceptedArchives()).toHaveLength(1);
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  expect(await stage.run()).toMatchObject({ verdict: "already-archived" });
});

test.each([
  ["visible", 2_000],
  ["hidden", 2_000],
] as const)(
  "%s afterwards, a group of %d servers is seen archived by a handful of requests",
  async (archivedGroups, many) => {
    const servers = Array.from({ length: many }, (_, index) => ({ name: `w${index}` }));
    const groups = [{ id: WEB_APPLICATIONS, name: "Web Applications", servers }];
    const dataCenters = [
      { id: "DE1", name: "DE1", groups },
      { id: "CA1", name: "CA1" },
    ];
    const timeline = [
      { status: "executing", atMs: 0 },
      { status: "succeeded", atMs: MINUTE },
    ];
    const emulator = await open({ archivedGroups, timeline, account: { alias: "ALTD", dataCenters } });
    // A group of that size takes a busy machine its time.
    stage.timeoutMs = 30_000;
    const run = await stage.run();
    expect(run).toMatchObject({ verdict: "archived", summary: expect.stringContaining("with 2000 servers") });
    const requests = emulator.events.flatMap((event) => (event.kind === "request" ? [event.route] : []));
    const after = requests.slice(requests.lastIndexOf("getStatus") + 1);
    expect(after).not.toContain("getServer");
    expect(after.length).toBeLessThan(10);
  },
);

test("a job of twenty minutes takes a moment, and outlives its token", async () => {
  const emulator = await open({
    tokenTtlMs: 8 * MINUTE,
    timeline: [
      { status: "executing", atMs: 0 },
      { status: "succeeded", atMs: 20 * MINUTE },
    ],
  });
  expect(await stage.run()).toMatchObject({ verdict: "archived" });
  const logins = emulator.events.filter((event) => event.kind === "request" && event.route === "login");
  expect(logins).toHaveLength(3);
});

test.each([
  ["a group without servers", DECOMMISSIONED, {}, "archived"],
  ["a group without servers, hidden afterwards", DECOMMISSIONED, { archivedGroups: "hidden" }, "archived"],
  ["a group that is hidden afterwards", WEB_APPLICATIONS, { archivedGroups: "hidden" }, "archived"],
  ["a group that is archived", LEGACY_REPORTING, {}, "already-archived"],
  ["a group that nobody knows", "0".repeat(32), {}, "failed"],
  ["a group of a user who may only read", WEB_APPLICATIONS, { readOnly: true }, "refused"],
] as const)("%s", async (_, groupId, options, verdict) => {
  await open(options);
  expect(await stage.run({ groupId })).toMatchObject({ verdict });
});

test.each<[string, FaultRule]>([
  [
    "a reset after the archive was accepted",
    { on: "archiveGroup", effect: { kind: "reset", when: "after" } },
  ],
  ["half an answer to the archive", { on: "archiveGroup", effect: { kind: "truncated" } }],
  ["no answer to the archive in time", { on: "archiveGroup", effect: { kind: "hang", when: "after" } }],
  ["a page", { on: "getStatus", times: 5, effect: { kind: "html" } }],
  ["a burst of 503", { on: "getStatus", times: 15, effect: { kind: "status", status: 503 } }],
  ["a 429", { on: "*", times: 3, effect: { kind: "status", status: 429, headers: { "Retry-After": 60 } } }],
  ["an empty answer", { on: "getGroup", effect: { kind: "empty" } }],
  ["a redirect", { on: "getStatus", effect: { kind: "redirect", location: "http://127.0.0.1:1/" } }],
  ["a refused token", { on: "archiveGroup", effect: { kind: "unauthorized" } }],
  ["a 404 on a fresh job", { on: "getStatus", times: 5, effect: { kind: "status", status: 404 } }],
  ["stale reads", { on: "getGroup", after: 1, times: 3, effect: { kind: "stale" } }],
])("%s is survived, with one archive accepted", async (_, rule) => {
  const emulator = await open();
  emulator.fault(rule);
  expect(await stage.run()).toMatchObject({ verdict: "archived" });
  expect(emulator.acceptedArchives()).toHaveLength(1);
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
});

test.each<[string, FaultRule]>([
  ["a reset before it", { on: "archiveGroup", effect: { kind: "reset", when: "before" } }],
  ["a 500", { on: "archiveGroup", effect: { kind: "status", status: 500 } }],
  ["a page", { on: "archiveGroup", effect: { kind: "html" } }],
])("an archive that was not accepted (%s) is unknown in one run, and done in the next", async (_, rule) => {
  const emulator = await open();
  emulator.fault(rule);
  expect(await stage.run()).toMatchObject({ verdict: "unknown" });
  expect(emulator.acceptedArchives()).toHaveLength(0);
  expect(await stage.run()).toMatchObject({ verdict: "archived" });
  expect(emulator.acceptedArchives()).toHaveLength(1);
});

test("an archive that is refused fails with the server's words", async () => {
  const emulator = await open();
  const body = { message: "The request is invalid.", modelState: { "": ["Not in this state."] } };
  emulator.fault({ on: "archiveGroup", effect: { kind: "status", status: 400, body } });
  expect(await stage.run()).toMatchObject({
    verdict: "failed",
    summary: `status 400 (The request is invalid. Not in this state.): POST /v2/groups/ALTD/${WEB_APPLICATIONS}/archive`,
  });
});

test("a job that failed half-way is finished by the next run", async () => {
  const emulator = await open();
  emulator.nextTimeline([
    { status: "executing", atMs: 0 },
    { status: "failed", atMs: MINUTE },
  ]);
  const outcome = await stage.run();
  expect(outcome).toMatchObject({ verdict: "failed", details: expect.arrayContaining([]) });
  expect(outcome === "killed" ? [] : outcome.details).toHaveLength(3);
  expect(await stage.run()).toMatchObject({ verdict: "archived" });
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
});

test("another archive in flight is followed to its end without a journal, not only to its last server", async () => {
  const emulator = await open();
  emulator.nextTimeline([
    { status: "executing", atMs: 0 },
    { status: "succeeded", atMs: 5 * MINUTE },
  ]);
  await stage.run({ timeoutMs: 10 * SECOND });
  stage.journal.lose();
  expect(await stage.run()).toMatchObject({ verdict: "archived" });
  expect(emulator.acceptedArchives()).toHaveLength(1);
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
});

test("killed around every write of the journal and run again, it is archived once", async () => {
  for (let at = 1; at <= 7; at += 1) {
    const emulator = await open();
    await stage.run({}, new KillSwitch(at));
    stage.clock.pass(SECOND);
    expect({ at, outcome: await stage.run() }).toMatchObject({
      outcome: { verdict: expect.stringMatching(/archived$/) },
    });
    expect({ at, accepted: emulator.acceptedArchives().length }).toEqual({ at, accepted: 1 });
    if (at < 7) await emulator.stop();
  }
});

describe("a restore", () => {
  test.each(["visible", "hidden"] as const)(
    "brings back what was archived to where it was (archived groups are %s)",
    async (archivedGroups) => {
      const emulator = await open({ archivedGroups });
      const before = emulator.group(WEB_APPLICATIONS);
      await stage.run();
      expect(await stage.restore({ onlyOurs: true })).toMatchObject({
        verdict: "restored",
        summary: `"Web Applications" (${WEB_APPLICATIONS}) was seen active, with 5 servers`,
      });
      expect(emulator.group(WEB_APPLICATIONS)).toEqual(before);
      expect(await stage.restore()).toMatchObject({ verdict: "already-active" });
      expect(stage.restores).toBe(1);
      expect(await stage.run()).toMatchObject({ verdict: "archived" });
    },
  );

  test("of a group that was archived long ago goes where it is told", async () => {
    const emulator = await open();
    expect(await stage.restore({ groupId: LEGACY_REPORTING })).toMatchObject({ verdict: "refused" });
    const order = { groupId: LEGACY_REPORTING, targetGroupId: WEB_APPLICATIONS };
    expect(await stage.restore(order)).toMatchObject({
      verdict: "restored",
      summary: expect.stringContaining("was seen active, with 2 servers"),
    });
    expect(emulator.group(LEGACY_REPORTING)?.parentId).toBe(WEB_APPLICATIONS);
  });

  test.each([
    ["into a group that does not exist", LEGACY_REPORTING, /^not queued \(The operation cannot be queued/],
    ["of a group that does not exist", "0".repeat(32), /^there is no such group, active or archived: POST/],
  ])("%s fails with one sentence", async (_, groupId, summary) => {
    await open();
    const order = { groupId, targetGroupId: "0".repeat(32) };
    expect(await stage.restore(order)).toMatchObject({
      verdict: "failed",
      summary: expect.stringMatching(summary),
    });
  });

  test.each<[string, FaultRule]>([
    ["a reset after it was accepted", { on: "restoreGroup", effect: { kind: "reset", when: "after" } }],
    ["half an answer", { on: "restoreGroup", effect: { kind: "truncated" } }],
    ["no answer in time", { on: "restoreGroup", effect: { kind: "hang", when: "after" } }],
    ["a refused token", { on: "restoreGroup", effect: { kind: "unauthorized" } }],
    ["a burst of 503", { on: "getStatus", times: 15, effect: { kind: "status", status: 503 } }],
    ["stale reads", { on: "getGroup", times: 3, effect: { kind: "stale" } }],
  ])("survives %s, with one restore accepted", async (_, rule) => {
    const emulator = await open();
    await stage.run();
    emulator.fault(rule);
    expect(await stage.restore()).toMatchObject({ verdict: "restored" });
    expect(stage.restores).toBe(1);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
  });

  test("that was not accepted is unknown in one run, and done in the next", async () => {
    const emulator = await open();
    await stage.run();
    emulator.fault({ on: "restoreGroup", effect: { kind: "status", status: 500 } });
    expect(await stage.restore()).toMatchObject({ verdict: "unknown" });
    expect(stage.restores).toBe(0);
    expect(await stage.restore()).toMatchObject({ verdict: "restored" });
    expect(stage.restores).toBe(1);
  });

  test("that failed half-way is finished by the next run", async () => {
    const emulator = await open();
    await stage.run();
    emulator.nextTimeline(
      [
        { status: "executing", atMs: 0 },
        { status: "failed", atMs: MINUTE },
      ],
      "restoreGroup",
    );
    const outcome = await stage.restore();
    expect(outcome).toMatchObject({ verdict: "failed" });
    expect(outcome === "killed" ? [] : outcome.details).toHaveLength(3);
    expect(await stage.restore()).toMatchObject({ verdict: "restored" });
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
  });

  test("killed around every write of the journal and run again, is accepted once", async () => {
    for (let at = 1; at <= 7; at += 1) {
      const emulator = await open();
      await stage.run();
      await stage.restore({}, new KillSwitch(at));
      stage.clock.pass(SECOND);
      expect({ at, outcome: await stage.restore() }).toMatchObject({ outcome: { verdict: "restored" } });
      expect({ at, accepted: stage.restores }).toEqual({ at, accepted: 1 });
      if (at < 7) await emulator.stop();
    }
  });
});
