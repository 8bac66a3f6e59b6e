import { GROUP_ID } from "./support/fake-platform";
import { MINUTE, ORDER, Scene, SECOND } from "./support/scene";

describe("one 404 is no proof that a group is archived", () => {
  test("after an answer that was lost: the group is looked at again", async () => {
    const scene = new Scene({});
    scene.platform.before = (call) => {
      if (call === "archive") throw Object.assign(new Error("reset"), { trouble: "transient" });
    };
    scene.platform.misses = [3];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.state.status).toBe("active");
  });

  test("after the queue's word, while reads lag behind", async () => {
    const scene = new Scene({});
    scene.platform.lagMs = 10 * MINUTE;
    scene.platform.misses = [2];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "unknown" });
  });

  test("where it was archived from here before, and somebody has restored it", async () => {
    const scene = new Scene();
    await scene.run();
    scene.clock.pass(10 * MINUTE);
    scene.platform.restoreByHand();
    scene.platform.misses = [scene.platform.count("group") + 1];
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(2);
  });
});

test("a group that stays gone for the settle window is archived, when our journal or the queue says so", async () => {
  const scene = new Scene({});
  scene.platform.hides = true;
  const start = scene.clock.now();
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  expect(scene.clock.now() - start).toBeGreaterThanOrEqual(MINUTE + ORDER.settleMs);
  await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
  expect(scene.platform.jobs).toHaveLength(1);
});

test("a group that is gone is archived at once when each of its servers is seen archived", async () => {
  const scene = new Scene();
  const { platform } = scene;
  const group = platform.group.bind(platform);
  platform.group = async () => {
    const seen = await group();
    return seen?.status === "archived" ? undefined : seen;
  };
  const start = scene.clock.now();
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
  expect(scene.clock.now() - start).toBeLessThan(MINUTE + 10 * SECOND);
});

test("a group that is gone although a restore brought some of its servers back is not archived, and not called unknown", async () => {
  const scene = new Scene();
  scene.platform.hides = true;
  await scene.run();
  scene.platform.timeline = [{ atMs: 0, word: "failed" }];
  await expect(scene.restore()).resolves.toMatchObject({ verdict: "failed" });
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "failed",
    summary: `the platform does not show "Web Applications" (${GROUP_ID}), which was archived from here, and 1 server of it is active again; restore the rest before it is archived again`,
    details: ["not archived: web01 (active)"],
  });
  expect(scene.platform.jobs).toHaveLength(2);
});
