import { Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

const IDS = Array.from({ length: 2_000 }, (_, index) => `web${index}`);

function sceneOf(ids: readonly string[]): Scene {
  return new Scene(Object.fromEntries(ids.map((id) => [id, "active"])));
}

describe("servers that have left the tree of their group", () => {
  test("are read together where archived ones are kept: 2,000 in one request a look", async () => {
    const scene = sceneOf(IDS);
    expect(await scene.run()).toMatchObject({ verdict: "archived" });
    expect(scene.platform.count("server")).toBe(0);
    expect(scene.platform.count("archivedServers")).toBeLessThan(5);
  });

  test("are read one by one where they are not shown there, and only those", async () => {
    const scene = sceneOf(IDS);
    scene.platform.unkept = new Set(IDS.slice(0, 3));
    expect(await scene.run()).toMatchObject({ verdict: "archived" });
    expect(scene.platform.count("server")).toBe(3 * scene.platform.count("archivedServers"));
  });

  test("are read one by one where they are few", async () => {
    const scene = sceneOf(IDS.slice(0, 10));
    expect(await scene.run()).toMatchObject({ verdict: "archived" });
    expect(scene.platform.count("archivedServers")).toBe(0);
    expect(scene.platform.count("server")).toBeGreaterThan(0);
  });

  test.each(["transient", "throttled", "rejected", "too-large", "credentials"] as const)(
    "are read one by one where reading them together fails: %s",
    async (kind) => {
      const scene = sceneOf(IDS.slice(0, 11));
      scene.platform.before = (call) => {
        if (call === "archivedServers") throw trouble(kind, "not now");
      };
      expect(await scene.run()).toMatchObject({ verdict: "archived" });
      expect(scene.platform.count("server")).toBeGreaterThanOrEqual(11);
    },
  );

  test("one of them that is active again is seen, wherever it is", async () => {
    const scene = sceneOf(IDS);
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: 30 * SECOND, word: "succeeded" },
    ];
    scene.platform.before = (call) => {
      if (call === "archivedServers") scene.platform.set("web7", "active");
    };
    expect(await scene.run()).toMatchObject({ verdict: "unknown", details: ["not archived: web7 (active)"] });
  });

  test("a defect is not taken for an answer", async () => {
    const scene = sceneOf(IDS);
    scene.platform.before = (call) => {
      if (call === "archivedServers") throw new TypeError("a mistake of ours");
    };
    await expect(scene.run()).rejects.toThrow(TypeError);
  });

  test("a restore sees them come back by one request a look", async () => {
    const scene = sceneOf(IDS);
    await scene.run();
    const before = scene.platform.count("archivedServers");
    expect(await scene.restore({ targetGroupId: "0".repeat(32) })).toMatchObject({ verdict: "restored" });
    expect(scene.platform.count("archivedServers")).toBeGreaterThan(before);
    expect(scene.platform.count("server")).toBe(0);
  });
});
