import type { Group } from "../../lib/archival/platform";
import type { Receipt } from "../../lib/archival/receipt";
import type { Target } from "../../lib/archival/target";
import { CtlRejected } from "../../lib/ctl/errors";
import { rowsOf } from "../../lib/drift/rows";
import type { Surveyor } from "../../lib/survey/findings";
import type { Subject } from "../../lib/terraform/read-states";
import { terraformCommands } from "../../lib/terraform/stack-commands";
import { aGroup, anOpenEntry } from "../survey/groups";

const HERE = "https://ctl.example";
const id = (index: number): string => String(index).padStart(32, "0");

/** Accounts of one data center each, a record of what was asked, and a group that nobody may read. */
class Accounts {
  readonly asked: string[] = [];

  constructor(
    private readonly groups: Readonly<Record<string, readonly Group[]>>,
    private readonly forbidden: string = "none",
    private readonly receipts: readonly Receipt[] = [],
  ) {}

  get surveyor(): Surveyor {
    const read = ({ accountAlias, groupId }: Target): Group | undefined => {
      this.asked.push(`group ${accountAlias} ${Number(groupId) || groupId}`);
      const path = `/v2/groups/${accountAlias}/${groupId}`;
      if (groupId === this.forbidden) {
        throw new CtlRejected("403 Forbidden", { request: { method: "GET", path }, status: 403 });
      }
      const groups = this.groups[accountAlias] ?? [];
      const root = aGroup({ id: "root", name: "DE1", groups, servers: [] });
      return groupId === "root" ? root : groups.find((group) => group.id === groupId);
    };
    return {
      platform: {
        endpoint: HERE,
        dataCenters: async (alias) => {
          this.asked.push(`dataCenters ${alias}`);
          if (!(alias in this.groups)) {
            throw new CtlRejected("404 Not Found", { request: { method: "GET", path: "/" }, status: 404 });
          }
          return [{ id: "DE1", name: "DE1", rootGroupId: "root" }];
        },
        group: async (target) => read(target),
        isAnswering: async (alias) => {
          this.asked.push(`isAnswering ${alias}`);
          return alias in this.groups;
        },
        groupName: async () => undefined,
        billing: async () => undefined,
        scheduledActivities: async () => undefined,
      },
      openArchive: async () => undefined,
      archivesFromHere: async () => this.receipts,
      now: () => 0,
    };
  }
}

/** A group that the state of a stack has as archived. */
function recorded(stack: string, groupId: string, accountAlias = "ALTD", endpoint?: string): Subject {
  const target = { accountAlias, groupId };
  const address = "null_resource.web";
  return {
    stack: { name: stack, folder: "/", engine: "terraform", commands: terraformCommands("terraform") },
    target,
    address,
    environment: endpoint === undefined ? {} : { ARCHIVED_GROUP_ENDPOINT: endpoint },
    declared: { wants: "archived" },
    recorded: { address, target, restored: false, tainted: false },
  };
}

const active = (count: number): Group[] => Array.from({ length: count }, (_, at) => aGroup({ id: id(at) }));

test("many stacks are looked at in as many requests as one with all their groups", async () => {
  const groups = active(12);
  const inStacks = new Accounts({ ALTD: groups });
  const inOne = new Accounts({ ALTD: groups });
  const rows = await rowsOf(
    groups.map((group, at) => recorded(`stack${at}`, group.id)),
    [],
    inStacks.surveyor,
  );
  await rowsOf(
    groups.map((group) => recorded("one", group.id)),
    [],
    inOne.surveyor,
  );
  expect(rows.map(({ drift, stack }) => [stack, drift])).toEqual(groups.map((_, at) => [`stack${at}`, true]));
  expect(inStacks.asked).toEqual(inOne.asked);
  expect(inStacks.asked).toEqual(["dataCenters ALTD", "group ALTD root"]);
});

test("a group that several stacks have is asked for once, and each account on its own", async () => {
  const accounts = new Accounts({ ALTD: active(2), WFT: active(1) });
  const subjects = [
    recorded("a", id(0)),
    recorded("b", id(0)),
    recorded("c", id(1)),
    recorded("d", id(0), "WFT"),
  ];
  const rows = await rowsOf(subjects, [], accounts.surveyor);
  expect(rows.map(({ drift }) => drift)).toEqual([true, true, true, true]);
  expect([...accounts.asked].sort()).toEqual([`group ALTD ${id(0)}`, "group ALTD 1", `group WFT ${id(0)}`]);
});

test("stacks of other APIs are not asked for here, and hide nothing", async () => {
  const accounts = new Accounts({ ALTD: active(1) });
  const subjects = [
    recorded("there", id(0), "ALTD", "https://other.example"),
    recorded("here", id(0), "ALTD", HERE),
    recorded("anywhere", id(0)),
  ];
  const rows = await rowsOf(subjects, [], accounts.surveyor);
  expect(rows.map(({ drift }) => drift)).toEqual([null, true, true]);
  expect(rows[0]?.what).toBe(
    `could not be looked at: it is declared or pinned for https://other.example, and CLC_BASE_URL points to ${HERE}`,
  );
  expect(accounts.asked).toHaveLength(1);
});

test.each([2, 12])("a 403 and a 404 hide nothing of %d others", async (others) => {
  const forbidden = "f".repeat(32);
  const accounts = new Accounts({ ALTD: active(others) }, forbidden);
  const subjects = [
    recorded("forbidden", forbidden),
    recorded("unknown", "e".repeat(32)),
    ...Array.from({ length: others }, (_, at) => recorded("active", id(at))),
  ];
  const rows = await rowsOf(subjects, [], accounts.surveyor);
  expect(rows.map(({ drift, what }) => [drift, what.slice(0, 42)])).toEqual([
    [null, "could not be looked at: 403 Forbidden: GET"],
    [false, "recorded; the API does not show it any mor"],
    ...Array.from({ length: others }, () => [true, "recorded, but the group is active again"]),
  ]);
});

test("a data center that may not be read makes the groups be read one by one", async () => {
  const accounts = new Accounts({ ALTD: active(4) }, "root");
  const rows = await rowsOf(
    active(4).map((group) => recorded("one", group.id)),
    [],
    accounts.surveyor,
  );
  expect(rows.map(({ drift }) => drift)).toEqual([true, true, true, true]);
  expect(accounts.asked).toHaveLength(6);
});

describe("where everything is answered with 404", () => {
  const archived: Receipt = {
    ...anOpenEntry({ servers: ["web01"] }),
    ended: { at: "2026-11-25T19:00:00Z", as: "archived", evidence: "group" },
  };
  const why = "could not be looked at: account ALTD shows neither this group nor its data centers";

  test.each([
    ["no receipt", []],
    ["a receipt of its archive", [archived]],
  ])("a missing group is not taken for a hidden one: %s", async (_, receipts) => {
    const nothing = new Accounts({}, "none", receipts);
    const rows = await rowsOf([recorded("a", id(0)), recorded("b", id(1))], [], nothing.surveyor);
    expect(rows.map(({ drift, what }) => [drift, what])).toEqual([
      [null, why],
      [null, why],
    ]);
    expect(nothing.asked.filter((one) => one.startsWith("isAnswering"))).toHaveLength(1);
  });

  test("with the data centers, it is", async () => {
    const empty = new Accounts({ ALTD: [] }, "none", [archived]);
    const rows = await rowsOf([recorded("a", id(0))], [], empty.surveyor);
    expect(rows).toMatchObject([{ drift: false, what: "archived and recorded" }]);
  });
});
