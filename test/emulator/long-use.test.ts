import { storeFromSeed } from "../../lib/emulator/account/from-seed";
import { sampleAccount } from "../../lib/emulator/account/sample-account";
import { EventLog } from "../../lib/emulator/queue/event-log";
import { Operations } from "../../lib/emulator/queue/operations";

test("the event log keeps the last events, and its listeners hear of all", () => {
  const log = new EventLog();
  let heard = 0;
  log.listen(() => heard++);
  for (let number = 0; number < 250_000; number++) {
    log.add({ kind: "group", id: String(number), status: "active" }, 0);
  }
  expect(heard).toBe(250_000);
  expect(log.events.length).toBeLessThanOrEqual(200_000);
  expect(log.events.length).toBeGreaterThan(150_000);
  expect(log.events.at(-1)).toMatchObject({ id: "249999" });
});

test("the queue forgets the operations that finished first, and keeps copies for stale reads of one only", () => {
  let now = 0;
  const store = storeFromSeed(sampleAccount);
  const operations = new Operations(
    store,
    new EventLog(),
    () => now,
    1,
    () => [{ status: "succeeded", atMs: 1 }],
  );
  const servers = [...store.tree.servers.values()].slice(0, 1);
  const accepted = [];
  for (let number = 0; number < 10_050; number++) {
    accepted.push(operations.accept({ kind: "powerOn" }, { locationId: "DE1", servers }));
    now += 2;
    operations.catchUp();
  }
  expect(operations.get(accepted[0]?.id ?? "")).toBeUndefined();
  expect(operations.get(accepted[49]?.id ?? "")).toBeUndefined();
  expect(operations.get(accepted[50]?.id ?? "")).toBeDefined();
  expect(accepted.filter(({ before }) => before !== undefined)).toHaveLength(1);
});

test("an operation that has not finished is never forgotten, however many do", () => {
  let now = 0;
  const store = storeFromSeed(sampleAccount);
  const endless = [{ status: "executing", atMs: 0 }];
  const operations = new Operations(
    store,
    new EventLog(),
    () => now,
    1,
    () => [{ status: "succeeded", atMs: 1 }],
  );
  const first = operations.accept({ kind: "powerOn" }, { locationId: "DE1", servers: [] }, endless);
  for (let number = 0; number < 10_050; number++) {
    operations.accept({ kind: "powerOn" }, { locationId: "DE1", servers: [] });
    now += 2;
    operations.catchUp();
  }
  expect(operations.get(first.id)).toBe(first);
  expect(operations.latest(1)).toEqual([first]);
});
