import { type Claim, LEASE_MS, lifeOf, parseClaim } from "../../../lib/store/lock/claim";
import type { ProcessIdentity } from "../../../lib/store/lock/process-identity";
import { HERE, seenBy } from "./neighbours";

const HOUR = 3_600_000;
const { boot: _, pidNamespace: __, startTime: ___, ...WITHOUT_PROC } = HERE;
const { machine: ____, ...WITHOUT_MACHINE } = HERE;
const NEIGHBOUR = { ...HERE, pid: 200, startTime: "6000" };

function claimOf(by: ProcessIdentity): Claim {
  return { by, since: "2015-07-14T13:47:58.000Z" };
}

test.each<[string, ProcessIdentity, number, string]>([
  ["a process that runs, however late it is with its lease", NEIGHBOUR, 10 * HOUR, "runs"],
  ["a process that ended", { ...NEIGHBOUR, pid: 201 }, 0, "dead"],
  ["a process whose pid is used again", { ...NEIGHBOUR, startTime: "5999" }, 0, "dead"],
  ["another container, in its lease", { ...HERE, pidNamespace: "pid:[2]" }, LEASE_MS, "leased"],
  ["another container, after its lease", { ...HERE, pidNamespace: "pid:[2]" }, LEASE_MS + 1, "dead"],
  ["another machine, in its lease", { ...HERE, boot: "boot-2", host: "build-8" }, LEASE_MS, "leased"],
  ["another machine, after its lease", { ...HERE, boot: "boot-2", host: "build-8" }, LEASE_MS + 1, "dead"],
  ["a process without /proc of the same host", { ...WITHOUT_PROC, pid: 201 }, 0, "leased"],
  ["an unreadable claim in its lease", undefined as never, LEASE_MS, "leased"],
  ["an unreadable claim after its lease", undefined as never, LEASE_MS + 1, "dead"],
])("%s", (_title, by, ageMs, life) => {
  expect(lifeOf(by && claimOf(by), ageMs, seenBy(HERE))).toBe(life);
});

describe("a machine that was started again 10 s ago", () => {
  const again = { ...seenBy(HERE), uptimeMs: () => 10_000 };
  const before = { ...HERE, boot: "boot-0" };

  test.each<[string, ProcessIdentity, number, string]>([
    ["knows that a claim from before is dead", before, 10_001, "dead"],
    ["does not judge one that was renewed since, by its twin", before, 9_999, "leased"],
    ["does not judge one of another host", { ...before, host: "build-8" }, 10_001, "leased"],
    ["does not judge one of a copy of its image", { ...before, machine: "machine-8" }, 10_001, "leased"],
  ])("%s", (_title, by, ageMs, life) => {
    expect(lifeOf(claimOf(by), ageMs, again)).toBe(life);
  });

  test("does not judge by a host name alone", () => {
    const nameless = { ...again, own: WITHOUT_MACHINE };
    expect(lifeOf(claimOf({ ...WITHOUT_MACHINE, boot: "boot-0" }), 10_001, nameless)).toBe("leased");
  });
});

describe("where there is no /proc", () => {
  test.each<[string, ProcessIdentity, number, string]>([
    ["a process that ended is dead at once", { ...WITHOUT_PROC, pid: 201 }, 0, "dead"],
    ["one that seems to run does", { ...WITHOUT_PROC, pid: 200 }, LEASE_MS, "runs"],
    ["one that seems to run is dead after its lease", { ...WITHOUT_PROC, pid: 200 }, LEASE_MS + 1, "dead"],
    ["another host has its lease", { ...WITHOUT_PROC, pid: 201, host: "build-8" }, LEASE_MS, "leased"],
    ["a container of this host has its lease", { ...HERE, pid: 201 }, LEASE_MS, "leased"],
  ])("%s", (_title, by, ageMs, life) => {
    expect(lifeOf(claimOf(by), ageMs, seenBy(WITHOUT_PROC))).toBe(life);
  });
});

test("a claim is read as it was written", () => {
  expect(parseClaim(JSON.stringify(claimOf(HERE)))).toEqual(claimOf(HERE));
  expect(parseClaim(JSON.stringify(claimOf(WITHOUT_PROC)))).toEqual(claimOf(WITHOUT_PROC));
});

test.each([
  "",
  "null",
  '{"by":{"pid":1,"ho',
  JSON.stringify({ by: { ...HERE, pid: 0 }, since: "2015-07-14T13:47:58.000Z" }),
  JSON.stringify({ by: { ...HERE, pid: -1 }, since: "2015-07-14T13:47:58.000Z" }),
  JSON.stringify({ by: { ...HERE, startTime: 5000 }, since: "2015-07-14T13:47:58.000Z" }),
  JSON.stringify({ by: { pid: 100 }, since: "2015-07-14T13:47:58.000Z" }),
  JSON.stringify({ by: HERE, since: "today" }),
])("%s is no claim", (text) => {
  expect(parseClaim(text)).toBeUndefined();
});
