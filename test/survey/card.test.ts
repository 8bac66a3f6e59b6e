import type { Impact, ImpactServer } from "../../lib/contract/impact";
import { card, cardOfUnseen, withRestoreFirst } from "../../lib/survey/card";

const server = (id: string, more: Partial<ImpactServer> = {}): ImpactServer => ({
  id,
  name: id.toUpperCase(),
  status: "active",
  power: "started",
  cpu: 2,
  memoryMB: 4096,
  storageGB: 17,
  ...more,
});

const IMPACT: Impact = {
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  endpoint: "https://api.ctl.io",
  seenAt: "2026-11-25T19:00:00Z",
  source: "survey",
  path: ["DE1 Hardware"],
  parentId: "213d687f8cb71f54dca084cc6629815c",
  locationId: "DE1",
  wants: "archived",
  archived: false,
  asWanted: false,
  changed: { at: "2015-03-26T23:59:28Z", by: "demo" },
  cost: { monthlyEstimate: 100, monthToDate: 12.5, archiveCost: 0 },
  guardrails: [
    { name: "maxServers", passes: true, sentence: "2 servers would be archived, maxServers allows 5" },
    { name: "expectedName", passes: false, sentence: 'its name is "Web", expectedName is "Shop"' },
  ],
  warnings: ["1 of 2 servers powered on"],
  notKnown: ["costs", "scheduled activities of 1 of its 2 groups"],
  group: {
    id: "2a5c0b9662cf4fc8bf6180f139facdc0",
    name: "Web",
    status: "active",
    servers: [server("de1altdweb01")],
    groups: [
      {
        id: "6a06a3c79107d0e6f8be1fbe749ebbf9",
        name: "Shop",
        status: "active",
        servers: [server("de1altdshop01", { power: "stopped", memoryMB: 512 })],
        groups: [],
      },
    ],
  },
};

test("a card begins with name, id and time, then warnings, then facts, then everything in the group", () => {
  expect(card(IMPACT).split("\n")).toEqual([
    "Web (2a5c0b9662cf4fc8bf6180f139facdc0), surveyed 2026-11-25T19:00:00Z",
    "! 1 of 2 servers powered on",
    "path        DE1 Hardware / Web",
    "parent      DE1 Hardware (213d687f8cb71f54dca084cc6629815c)",
    "account     ALTD, DE1, on https://api.ctl.io",
    "archives    2 servers in 2 groups: 4 CPU, 4.5 GB memory, 34 GB storage",
    "costs today 100.00 a month, 12.50 so far this month; archived servers 0.00",
    "costs then  archival storage only, which the API does not price in advance",
    "changed     2015-03-26T23:59:28Z by demo",
    "not known   costs; scheduled activities of 1 of its 2 groups",
    "guardrail   maxServers: passes (2 servers would be archived, maxServers allows 5)",
    'guardrail   expectedName: REFUSES (its name is "Web", expectedName is "Shop")',
    "contains",
    "  Web",
    "    de1altdweb01  active, started, 2 CPU, 4 GB memory, 17 GB storage",
    "    Shop",
    "      de1altdshop01  active, stopped, 2 CPU, 0.5 GB memory, 17 GB storage",
  ]);
});

test("what is not known is left out, and a pin says that it is one", () => {
  const { parentId: _, locationId: __, changed: ___, cost: ____, ...known } = IMPACT;
  const group = { id: IMPACT.groupId, name: "Web", servers: [{ id: "web01", name: "WEB01" }], groups: [] };
  const pinned = card({
    ...known,
    source: "pin",
    path: [],
    guardrails: [],
    warnings: [],
    notKnown: [],
    group,
  });
  expect(pinned.split("\n")).toEqual([
    "Web (2a5c0b9662cf4fc8bf6180f139facdc0), as pinned, planned 2026-11-25T19:00:00Z",
    "path        Web",
    "account     ALTD, on https://api.ctl.io",
    "archives    1 server in 1 group",
    "costs then  archival storage only, which the API does not price in advance",
    "contains",
    "  Web",
    "    web01",
  ]);
});

test("a long list is shortened with a count, but never for the sake of a single line", () => {
  const many = (count: number): string[] => {
    const servers = Array.from({ length: count }, (_, index) => server(`web${index}`));
    return card({ ...IMPACT, group: { ...IMPACT.group, servers, groups: [] } }).split("\n");
  };
  expect(many(5_000).at(-1)).toBe("  … and 4942 more lines");
  expect(many(5_000).length).toBeLessThan(80);
  expect(many(59).at(-1)).toContain("web58");
});

test("what is archived already is listed, and not counted", () => {
  const servers = [server("web01"), { ...server("web02"), status: "archived" }];
  const lines = card({ ...IMPACT, group: { ...IMPACT.group, servers, groups: [] } }).split("\n");
  expect(lines).toContainEqual(expect.stringMatching(/^archives +1 server in 1 group/));
  expect(lines).toContainEqual(expect.stringMatching(/^ +web02 +archived/));
});

test("a name stays in its line, cannot pose as another line, and does no harm to terminal or cdktf", () => {
  const name = 'Web\nparent      Evil (00000000000000000000000000000000)\u001b[31m Enter a value: "var.x"';
  const lines = card({ ...IMPACT, group: { ...IMPACT.group, name } }).split("\n");
  expect(lines.filter((line) => line.startsWith("parent"))).toHaveLength(1);
  expect(lines.join("\n")).not.toMatch(/\u001b|Enter a value:/);
  expect(lines[0]).toMatch(/ \(2a5c0b9662cf4fc8bf6180f139facdc0\), surveyed 2026-11-25T19:00:00Z$/);
});

test("a group that was not seen says why, in one line", () => {
  const at = new Date("2026-11-25T19:00:00.123Z");
  expect(cardOfUnseen("2a5c", "no credentials", at)).toBe(
    "group 2a5c, not surveyed 2026-11-25T19:00:00Z: no credentials",
  );
  expect(cardOfUnseen(undefined, "its id\nis not known", at)).not.toContain("\n");
});

test("servers that the platform counts but does not list are in the count, and where they are", () => {
  const [shop] = IMPACT.group.groups;
  const group = { ...IMPACT.group, unlisted: 2, groups: shop ? [{ ...shop, unlisted: 1 }] : [] };
  const lines = card({ ...IMPACT, group }).split("\n");
  expect(lines).toContain("archives    5 servers in 2 groups: 4 CPU, 4.5 GB memory, 34 GB storage");
  expect(lines.slice(-6)).toEqual([
    "  Web",
    "    de1altdweb01  active, started, 2 CPU, 4 GB memory, 17 GB storage",
    "    2 servers that the platform counts but does not list",
    "    Shop",
    "      de1altdshop01  active, stopped, 2 CPU, 0.5 GB memory, 17 GB storage",
    "      1 server that the platform counts but does not list",
  ]);
});

test("what a replacement restores first is said behind the title, before all else", () => {
  const plain = card(IMPACT).split("\n");
  const lines = withRestoreFirst(card(IMPACT)).split("\n");
  expect(lines[0]).toBe(plain[0]);
  expect(lines[1]).toBe(
    '! onDestroy is "restore": if this replaces another group, that one is restored first, where this declaration archived it',
  );
  expect(lines.slice(2)).toEqual(plain.slice(1));
  expect(withRestoreFirst("one line").split("\n")).toHaveLength(2);
});
