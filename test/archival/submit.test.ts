import type { JournalEntry } from "../../lib/archival/journal";
import { GROUP_ID } from "./support/fake-platform";
import { MINUTE, Scene } from "./support/scene";
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
      platformNow: "it refused the request; nothing of this run is in flight",
    });
    expect(scene.journal.last?.ended?.as).toBe("rejected");
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("for want of credentials says so, and the next run simply tries again", async () => {
    const scene = new Scene();
    scene.platform.before = (call, nth) => {
      if (call === "archive" && nth === 1) throw trouble("credentials", "status 401, even with a new token");
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "credentials" });
    expect(scene.journal.last?.ended?.as).toBe("rejected");
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.platform.jobs).toHaveLength(1);
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
    expect(scene.journal.last?.ended?.as).toBe("archived");
    expect(scene.reported("settling")[0]?.reason).toBe(`no answer to the request (${message})`);
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
      platformNow: "it may or may not be archiving the group; its answer never came",
      runAgain: "safe: it looks at the group first, and sends only if the group is still untouched",
    });
    expect(scene.clock.now() - start).toBeGreaterThanOrEqual(MINUTE);
    expect(scene.platform.count("archive")).toBe(1);
    expect(scene.journal.last?.ended).toBeUndefined();
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

describe("a journal that can not be written", () => {
  const full = () => {
    throw new Error("ENOSPC: no space left on device");
  };

  test("before the POST: nothing is sent", async () => {
    const scene = new Scene();
    scene.journal.beforeWrite = full;
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "failed",
      summary: "the journal memory can not be written (ENOSPC: no space left on device)",
      platformNow: "nothing was sent by this run",
    });
    expect(scene.platform.count("archive")).toBe(0);
  });

  test("after the POST: it goes on, and warns", async () => {
    const scene = new Scene();
    scene.platform.after = (call) => {
      if (call === "archive") scene.journal.beforeWrite = full;
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "archived" });
    expect(scene.reported("journal-lost").map(({ message }) => message)).toEqual(
      Array(2).fill("ENOSPC: no space left on device"),
    );
  });
});

describe("another run of the same group at the same time", () => {
  const OTHERS: JournalEntry = {
    version: 1,
    endpoint: "https://api.example.com",
    accountAlias: "ALTD",
    groupId: GROUP_ID,
    groupName: "Web",
    servers: [],
    intendedAt: "2026-01-01T00:00:00.000Z",
    submittedAt: "2026-01-01T00:00:01.000Z",
    operation: { id: "de1-1", href: "/v2/operations/altd/status/de1-1" },
  };

  test("keeps this one from sending anything once it has begun", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "group") void scene.journal.write(OTHERS);
    };
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: 'another run began to archive "Web" at 2026-01-01T00:00:00.000Z; let it end first',
    });
    expect(scene.platform.count("archive")).toBe(0);
    expect(scene.journal.last).toEqual(OTHERS);
  });

  test("keeps its record when this one is rejected", async () => {
    const scene = new Scene();
    scene.platform.before = (call) => {
      if (call === "archive") {
        void scene.journal.write(OTHERS);
        throw trouble("rejected", "status 400");
      }
    };
    await expect(scene.run()).resolves.toMatchObject({ verdict: "failed", summary: "status 400" });
    expect(scene.journal.last).toEqual(OTHERS);
  });
});
