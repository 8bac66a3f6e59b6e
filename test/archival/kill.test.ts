import type { ActionName } from "../../lib/archival/platform";
import { KillSwitch } from "./support/kill-switch";
import { HOUR, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

jest.setTimeout(60_000);

type Setup = (scene: Scene) => unknown;

const SETUPS: readonly [string, Setup][] = [
  ["a quick archive", () => {}],
  ["an archive that is hidden afterwards", ({ platform }) => Object.assign(platform, { hides: true })],
  ["reads that lag behind", ({ platform }) => Object.assign(platform, { lagMs: 30 * SECOND })],
  [
    "an answer that gets lost",
    ({ platform }) => {
      platform.after = (call, nth) => {
        if (/archive|restore/.test(call) && nth === 1) throw trouble("transient", "read ECONNRESET");
      };
    },
  ],
];

/** Runs until the end, or until a step that is not survived. */
function runUntil(scene: Scene, killSwitch: KillSwitch, action: ActionName = "archive") {
  scene.platform.killSwitch = killSwitch;
  scene.journal.killSwitch = killSwitch;
  scene.receipts.killSwitch = killSwitch;
  return killSwitch.survive(action === "archive" ? scene.run() : scene.restore({ onlyOurs: true }));
}

/** A scene whose group was archived from here a day ago. */
async function archivedScene(setUp: Setup = () => {}): Promise<Scene> {
  const scene = new Scene();
  setUp(scene);
  await runUntil(scene, new KillSwitch());
  scene.clock.pass(24 * HOUR);
  return scene;
}

function acceptedRestores({ platform }: Scene): number {
  return platform.jobs.filter(({ action }) => action === "restore").length;
}

describe.each(SETUPS)("%s, killed at any step", (_, setUp) => {
  test.each([0, 10 * SECOND, 24 * HOUR])("and run again %d ms later, is archived once", async (laterMs) => {
    for (let at = 1; ; at += 1) {
      const scene = new Scene();
      setUp(scene);
      const first = await runUntil(scene, new KillSwitch(at));
      if (first !== "killed") {
        expect(at).toBeGreaterThan(20);
        return;
      }
      scene.clock.pass(laterMs);
      const verdicts: string[] = [];
      do {
        const outcome = await runUntil(scene, new KillSwitch());
        verdicts.push(outcome === "killed" ? outcome : outcome.verdict);
      } while (verdicts.at(-1) === "unknown" && verdicts.length < 3);
      // Killed before the answer was written, where the platform then hides group and servers: nothing can show the end.
      const cannotBeKnown = scene.platform.hides && scene.journal.last && !scene.journal.last.operation;
      expect({ at, verdict: verdicts.at(-1) }).toEqual({
        at,
        verdict: cannotBeKnown ? "unknown" : expect.stringMatching(/^(already-)?archived$/),
      });
      expect({ at, accepted: scene.platform.jobs.length }).toEqual({ at, accepted: 1 });
      expect(scene.platform.state.status).toBe("archived");
    }
  });
});

test("killed twice, at any two steps, it is archived once", async () => {
  for (let first = 1; first <= 24; first += 1) {
    for (let second = 1; second <= 24; second += 3) {
      const scene = new Scene();
      await runUntil(scene, new KillSwitch(first));
      scene.clock.pass(SECOND);
      await runUntil(scene, new KillSwitch(second));
      scene.clock.pass(SECOND);
      const outcome = await runUntil(scene, new KillSwitch());
      expect({ first, second, outcome }).toMatchObject({
        outcome: { verdict: expect.stringMatching(/^(already-)?archived$/) },
      });
      expect({ first, second, accepted: scene.platform.jobs.length }).toEqual({ first, second, accepted: 1 });
    }
  }
});

test("killed at any step and without its journal, it is archived once, as the queued servers show", async () => {
  for (let at = 1; at <= 40; at += 1) {
    const scene = new Scene();
    await runUntil(scene, new KillSwitch(at));
    scene.journal.lose();
    scene.receipts.lose();
    scene.clock.pass(SECOND);
    const outcome = await runUntil(scene, new KillSwitch());
    expect({ at, outcome }).toMatchObject({
      outcome: { verdict: expect.stringMatching(/^(already-)?archived$/) },
    });
    expect({ at, accepted: scene.platform.jobs.length }).toEqual({ at, accepted: 1 });
  }
});

describe.each(SETUPS)("%s, and its restore killed at any step", (_, setUp) => {
  test.each([0, 24 * HOUR])("and run again %d ms later, is restored once", async (laterMs) => {
    for (let at = 1; ; at += 1) {
      const scene = await archivedScene(setUp);
      const first = await runUntil(scene, new KillSwitch(at), "restore");
      if (first !== "killed") {
        expect(at).toBeGreaterThan(20);
        return;
      }
      scene.clock.pass(laterMs);
      const verdicts: string[] = [];
      do {
        const outcome = await runUntil(scene, new KillSwitch(), "restore");
        verdicts.push(outcome === "killed" ? outcome : outcome.verdict);
      } while (verdicts.at(-1) === "unknown" && verdicts.length < 3);
      expect({ at, verdict: verdicts.at(-1) }).toEqual({
        at,
        verdict: expect.stringMatching(/^(restored|already-active)$/),
      });
      expect({ at, accepted: acceptedRestores(scene) }).toEqual({ at, accepted: 1 });
      expect(scene.platform.state.status).toBe("active");
    }
  });
});

test("a restore that is killed at any step is seen through by an archive, which archives once more", async () => {
  for (let at = 1; at <= 30; at += 1) {
    const scene = await archivedScene();
    await runUntil(scene, new KillSwitch(at), "restore");
    scene.clock.pass(SECOND);
    const outcome = await runUntil(scene, new KillSwitch());
    expect({ at, outcome }).toMatchObject({
      outcome: { verdict: expect.stringMatching(/^(already-)?archived$/) },
    });
    expect({ at, restores: acceptedRestores(scene) <= 1 }).toEqual({ at, restores: true });
    expect(scene.platform.state.status).toBe("archived");
  }
});

test("an archive that is killed at any step is seen through by a restore, and the group is active in the end", async () => {
  for (let at = 1; at <= 40; at += 1) {
    const scene = new Scene();
    await runUntil(scene, new KillSwitch(at));
    scene.clock.pass(SECOND);
    const outcome = await runUntil(scene, new KillSwitch(), "restore");
    expect({ at, outcome }).toMatchObject({
      outcome: { verdict: expect.stringMatching(/^(restored|already-active)$/) },
    });
    expect({ at, status: scene.platform.state.status }).toEqual({ at, status: "active" });
  }
});
