import type { Group } from "../../lib/archival/platform";
import type { Surveyor, Wanted } from "../../lib/survey/findings";
import { isSeen, surveyGroups } from "../../lib/survey/survey-groups";
import { aGroup, aServer } from "./groups";

const LOOK = { billing: false, schedules: true };
const CHARGE = { monthlyEstimate: 10, monthToDate: 4, archiveCost: 0 };
const id = (index: number): string => String(index).padStart(32, "0");
const wanted = (index: number, accountAlias = "ALTD"): Wanted => ({
  target: { accountAlias, groupId: id(index) },
  guardrails: {},
  declaredAt: `retirement/g${index}`,
});

/** Groups of one data center for each account, and a record of what was asked. */
class FakeSurveyor implements Surveyor {
  readonly asked: string[] = [];
  most = 0;
  private running = 0;

  constructor(
    private readonly groups: readonly Group[],
    private readonly answers: Partial<Surveyor["platform"]> = {},
  ) {}

  readonly now = (): number => 0;
  readonly openArchive = async (): Promise<undefined> => undefined;
  readonly archivesFromHere = async (): Promise<readonly []> => [];
  readonly platform: Surveyor["platform"] = {
    isAnswering: async (alias, parentId) => this.answers.isAnswering?.(alias, parentId) ?? true,
    endpoint: "https://ctl.example",
    dataCenters: (alias) =>
      this.ask(`dataCenters ${alias}`, () => [{ id: "DE1", name: "DE1", rootGroupId: "root" }]),
    group: ({ groupId }) =>
      this.ask("group", () =>
        groupId === "root"
          ? aGroup({ id: "root", name: "DE1 Hardware", groups: this.groups, servers: [] })
          : this.groups.find((group) => group.id === groupId),
      ),
    groupName: () => this.ask("groupName", () => undefined),
    billing: (target) =>
      this.ask(
        `billing ${target.groupId}`,
        () => this.answers.billing?.(target) ?? new Map([["web01", CHARGE]]),
      ),
    scheduledActivities: (target) =>
      this.ask("schedules", () => this.answers.scheduledActivities?.(target) ?? []),
  };

  private async ask<T>(what: string, answer: () => T | Promise<T>): Promise<T> {
    this.asked.push(what);
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    try {
      await new Promise(setImmediate);
      return await answer();
    } finally {
      this.running -= 1;
    }
  }

  count(what: string): number {
    return this.asked.filter((one) => one.startsWith(what)).length;
  }
}

const groups = (many: number, change: Partial<Group> = {}): Group[] =>
  Array.from({ length: many }, (_, index) => aGroup({ id: id(index), ...change }));
const all = (many: number): Wanted[] => Array.from({ length: many }, (_, index) => wanted(index));

test("what the servers of a tree cost is asked once, for all groups in it", async () => {
  const surveyor = new FakeSurveyor(groups(8));
  const results = await surveyGroups(all(8), surveyor, { ...LOOK, billing: true });
  expect(results.map((one) => isSeen(one) && one.impact.cost?.monthlyEstimate)).toEqual(Array(8).fill(10));
  expect(surveyor.asked.filter((one) => one.startsWith("billing"))).toEqual(["billing root"]);
});

test("costs of what is archived are not asked, nor any without billing", async () => {
  const archived = groups(3, { status: "archived", servers: [aServer("web01", "archived")] });
  const archivedOnes = new FakeSurveyor(archived);
  await surveyGroups(all(3), archivedOnes, { ...LOOK, billing: true });
  const activeOnes = new FakeSurveyor(groups(3));
  await surveyGroups(all(3), activeOnes, LOOK);
  expect([archivedOnes.count("billing"), activeOnes.count("billing")]).toEqual([0, 0]);
});

test("schedules are asked group by group, and of many groups not at all", async () => {
  const few = new FakeSurveyor(groups(10));
  await surveyGroups(all(10), few, LOOK);
  const many = new FakeSurveyor(groups(11));
  await surveyGroups(all(11), many, LOOK);
  expect([few.count("schedules"), many.count("schedules")]).toEqual([10, 0]);
});

test("schedules of sub-groups are asked as well, until there are twenty, and the card tells of the others", async () => {
  const children = groups(25).map((child) => ({
    ...child,
    id: `${child.id.slice(0, -4)}abcd${child.id.slice(-2)}`,
  }));
  const surveyor = new FakeSurveyor([aGroup({ id: id(0), groups: children })]);
  const [result] = await surveyGroups([wanted(0)], surveyor, LOOK);
  expect(surveyor.count("schedules")).toBe(20);
  expect(result).toMatchObject({ impact: { notKnown: ["scheduled activities of 6 of its 26 groups"] } });
});

test("schedules are not asked where nobody wants to know", async () => {
  const surveyor = new FakeSurveyor(groups(1));
  const [result] = await surveyGroups([wanted(0)], surveyor, { ...LOOK, schedules: false });
  expect(surveyor.count("schedules")).toBe(0);
  expect(result).toMatchObject({ impact: { notKnown: [] } });
});

test("schedules of a group that is to be restored matter to nobody", async () => {
  const surveyor = new FakeSurveyor(groups(1));
  await surveyGroups([{ ...wanted(0), wants: "restored" }], surveyor, LOOK);
  expect(surveyor.count("schedules")).toBe(0);
});

test("a schedule that would wake a group is told", async () => {
  const activities = [{ type: "poweron", isOn: true }];
  const surveyor = new FakeSurveyor(groups(1), { scheduledActivities: async () => activities });
  const [result] = await surveyGroups([wanted(0)], surveyor, LOOK);
  expect(result).toMatchObject({ impact: { warnings: ["a scheduled activity is on: poweron"] } });
});

test("to be without costs and schedules is no failure", async () => {
  const refuse = (): Promise<never> =>
    Promise.reject(Object.assign(new Error("no"), { trouble: "rejected" as const }));
  const surveyor = new FakeSurveyor(groups(1), { billing: refuse, scheduledActivities: refuse });
  const [result] = await surveyGroups([wanted(0)], surveyor, { ...LOOK, billing: true });
  expect(result).toMatchObject({ impact: { warnings: [], notKnown: ["costs", "scheduled activities"] } });
  expect(result).not.toHaveProperty("impact.cost");
});

test("never more than five requests are under way", async () => {
  const surveyor = new FakeSurveyor(groups(10));
  await surveyGroups(all(10), surveyor, { ...LOOK, billing: true });
  expect(surveyor.most).toBe(5);
});

test("each account is asked for its own groups", async () => {
  const surveyor = new FakeSurveyor(groups(2));
  const results = await surveyGroups([wanted(0, "ALTD"), wanted(1, "OTHR")], surveyor, {
    ...LOOK,
    billing: true,
  });
  expect(results.map((one) => isSeen(one) && one.impact.accountAlias)).toEqual(["ALTD", "OTHR"]);
  expect(surveyor.count("billing")).toBe(2);
});

test("a group that nobody shows is missing, beside others that were seen", async () => {
  const surveyor = new FakeSurveyor(groups(1));
  const [seen, missing] = await surveyGroups(all(2), surveyor, LOOK);
  expect(seen && isSeen(seen)).toBe(true);
  expect(missing).toEqual({
    why: "account ALTD has no such group, or this user may not see it",
    because: "missing",
  });
});

test("a 404 to everything says nothing of a group", async () => {
  for (const isAnswering of [async () => false, async () => Promise.reject(new Error("no answer"))]) {
    const surveyor = new FakeSurveyor([], { isAnswering });
    const nothing = {
      why: "account ALTD shows neither this group nor its data centers",
      because: "unreadable",
    };
    expect(await surveyGroups(all(2), surveyor, LOOK)).toEqual([nothing, nothing]);
  }
});

test("only a group of the same account is nested", async () => {
  const inner = aGroup({ id: id(1), name: "Storefront" });
  const surveyor = new FakeSurveyor([aGroup({ id: id(0), groups: [inner] }), inner]);
  const [outer] = await surveyGroups([wanted(0), wanted(1)], surveyor, LOOK);
  const [alone] = await surveyGroups([wanted(0), wanted(1, "OTHR")], surveyor, LOOK);
  expect(outer).toMatchObject({ urgent: [expect.stringContaining('"retirement/g1"')] });
  expect(alone).toMatchObject({ urgent: [] });
});
