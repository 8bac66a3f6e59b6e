import type { Operation } from "../../lib/archival/platform";
import { GROUP_ID } from "./support/fake-platform";
import { HOUR, MINUTE, Scene, SECOND } from "./support/scene";
import { trouble } from "./support/trouble";

const UNKNOWN: Operation = { id: "de1-9", href: "" };

/** A group that another machine archives; its journal and its receipts are there, and nothing is here. */
async function sentElsewhere(servers?: Readonly<Record<string, string>>): Promise<[Scene, Operation]> {
  const scene = new Scene(servers);
  scene.platform.hides = true;
  const { id } = await scene.platform.archive();
  return [scene, { id, href: "" }];
}

test("a hidden group that another machine archived is adopted, on the queue's word, and known from then on", async () => {
  const [scene, operation] = await sentElsewhere();
  scene.clock.pass(HOUR);
  await expect(scene.run()).resolves.toMatchObject({
    verdict: "failed",
    summary: expect.stringContaining(
      `it may be hidden: archived-group archive --account ALTD --group ${GROUP_ID} --operation ID adopts its operation`,
    ),
  });
  await expect(scene.run({ operation })).resolves.toMatchObject({
    verdict: "archived",
    operation,
    summary: `"${GROUP_ID}" (${GROUP_ID}) is archived: de1-81787 has succeeded, and the platform no longer shows the group`,
  });
  expect(scene.reported("adopting")).toEqual([{ kind: "adopting", operation }]);
  expect(scene.receipts.written).toEqual([
    expect.objectContaining({
      adopted: true,
      operation,
      ended: expect.objectContaining({ as: "archived", evidence: "queue" }),
    }),
  ]);
  expect(scene.journal.last).toBeUndefined();
  await expect(scene.run()).resolves.toMatchObject({ verdict: "already-archived" });
  expect(scene.platform.count("archive")).toBe(1);
});

test("an operation in flight is in the journal as adopted, and followed to its end by the next run", async () => {
  const [scene, operation] = await sentElsewhere();
  await expect(scene.run({ operation, timeoutMs: 20 * SECOND })).resolves.toMatchObject({
    verdict: "unknown",
    platformNow: "operation de1-81787 continues without this run; the platform offers no way to cancel it",
  });
  expect(scene.journal.last).toMatchObject({
    adopted: true,
    operation,
    groupName: "Web Applications",
    parentId: "root",
    servers: ["web01", "web02", "db01"],
  });
  await expect(scene.run()).resolves.toMatchObject({ verdict: "archived", operation });
  expect(scene.receipts.written.at(-1)).toMatchObject({ adopted: true });
  expect(scene.platform.count("archive")).toBe(1);
});

test("an answer that was lost, on a platform that hides what is archived, is settled by the id of its operation", async () => {
  const scene = new Scene({});
  scene.platform.hides = true;
  scene.platform.after = (call) => {
    if (call === "archive") throw trouble("transient", "read ECONNRESET");
  };
  for (const _ of ["this run", "the next one"]) {
    scene.clock.pass(HOUR);
    await expect(scene.run()).resolves.toMatchObject({
      verdict: "unknown",
      summary: expect.stringMatching(
        /, and the platform does not show the group: it may be archived and hidden, or deleted$/,
      ),
      details: [`adopt it with: archived-group archive --account ALTD --group ${GROUP_ID} --operation ID`],
    });
  }
  const operation = { id: "de1-81787", href: "" };
  await expect(scene.run({ operation })).resolves.toMatchObject({ verdict: "archived", operation });
  expect(scene.receipts.written).toMatchObject([{ adopted: true, groupName: "Web Applications" }]);
  expect(scene.platform.count("archive")).toBe(1);
});

describe("an id that the queue does not know", () => {
  test("is a failure, leaves no trace, and is asked for as long as a fresh one", async () => {
    const [scene] = await sentElsewhere();
    scene.clock.pass(HOUR);
    await expect(scene.run({ operation: UNKNOWN })).resolves.toMatchObject({
      verdict: "failed",
      summary: "the queue of ALTD does not know de1-9, so nothing was adopted",
      platformNow: "this run sent nothing",
    });
    expect(scene.platform.count("status")).toBe(20);
    expect(scene.journal.written).toEqual([]);
    expect(scene.receipts.written).toEqual([]);
  });

  test("is not called unknown to the queue while something on the way answers 404 to everything", async () => {
    const [scene, operation] = await sentElsewhere();
    scene.platform.lost = true;
    await expect(scene.run({ operation })).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.journal.written).toEqual([]);
  });

  test("does not replace what is open", async () => {
    const scene = new Scene({});
    scene.platform.hides = true;
    scene.platform.after = (call) => {
      if (call === "archive") throw trouble("transient", "read ECONNRESET");
    };
    await scene.run();
    const before = scene.journal.last;
    await expect(scene.run({ operation: UNKNOWN })).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.journal.last).toEqual(before);
  });
});

test("another operation than that of the journal is refused", async () => {
  const scene = new Scene();
  await scene.run({ timeoutMs: 20 * SECOND });
  await expect(scene.run({ operation: UNKNOWN })).resolves.toMatchObject({
    verdict: "refused",
    summary:
      "de1-9 is not adopted: the journal of this group has de1-81787, which comes first; run again without --operation",
  });
  await expect(scene.run({ operation: { id: "de1-81787", href: "" } })).resolves.toMatchObject({
    verdict: "archived",
  });
  expect(scene.receipts.written[0]?.adopted).toBeUndefined();
});

test("a group that is seen archived needs no adoption", async () => {
  const scene = new Scene({});
  scene.platform.change({ status: "archived" });
  await expect(scene.run({ operation: UNKNOWN })).resolves.toMatchObject({
    verdict: "already-archived",
    summary: `"Web Applications" (${GROUP_ID}) is archived already; nothing was adopted`,
  });
  expect(scene.journal.written).toEqual([]);
});

describe("nothing is sent", () => {
  test("when the operation has failed, and the servers that are left are named", async () => {
    const scene = new Scene();
    scene.platform.timeline = [
      { atMs: 0, word: "executing" },
      { atMs: MINUTE, word: "failed" },
    ];
    const { id } = await scene.platform.archive();
    await expect(scene.run({ operation: { id, href: "" } })).resolves.toMatchObject({
      verdict: "failed",
      details: ["not archived: web02 (active)", "not archived: db01 (active)"],
    });
    expect(scene.ends).toEqual(["failed"]);
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("when the operation has succeeded and the group is active: it may be that of another group", async () => {
    const scene = new Scene();
    const { id } = await scene.platform.archive();
    scene.clock.pass(HOUR);
    await scene.platform.group();
    scene.platform.restoreByHand();
    await expect(scene.run({ operation: { id, href: "" } })).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.count("archive")).toBe(1);
  });

  test("when the queue forgets the operation on the way, and the group is untouched", async () => {
    const scene = new Scene();
    scene.platform.timeline = [{ atMs: 0, word: "notStarted" }];
    const { id } = await scene.platform.archive();
    await scene.run({ operation: { id, href: "" }, timeoutMs: 20 * SECOND });
    scene.platform.jobs.length = 0;
    for (const server of ["web01", "web02", "db01"]) scene.platform.set(server, "active");
    await expect(scene.run({ operation: { id, href: "" } })).resolves.toMatchObject({ verdict: "unknown" });
    expect(scene.platform.count("archive")).toBe(1);
  });
});

test("a restore that is open is seen through before an archive is adopted", async () => {
  const scene = new Scene();
  await scene.run();
  scene.clock.pass(HOUR);
  await scene.restore({ timeoutMs: 20 * SECOND });
  let sent: Promise<Operation> | undefined;
  scene.report = ({ kind }) => {
    if (kind === "other-ended") sent = scene.platform.archive();
  };
  const operation = { id: "de1-81789", href: "" };
  await expect(scene.run({ operation })).resolves.toMatchObject({ verdict: "archived", operation });
  await expect(sent).resolves.toMatchObject({ id: operation.id });
  expect(scene.ends).toEqual(["archived", "restored", "archived"]);
});
