import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { UsageError } from "../../lib/common/usage-error";
import { parsePins } from "../../lib/contract/parse-pins";
import { type Pin, pinOf, treeOf } from "../../lib/contract/pin";
import { formatPins, readPins, scopeFilePath } from "../../lib/contract/scope-file";
import { temporaryFolder } from "../construct/stacks";
import { grown, OTHER_PIN, PIN } from "./pins";

const text = (pins: readonly Pin[]): string => formatPins(pins);
const parse = (content: string): readonly Pin[] => parsePins(content, "scope.json");

test("what is written is read again, whatever its order was", () => {
  expect(parse(text([OTHER_PIN, PIN]))).toEqual([PIN, OTHER_PIN]);
  expect(text([OTHER_PIN, PIN])).toBe(text([PIN, OTHER_PIN]));
  const shuffled = { ...PIN, servers: [...PIN.servers].reverse() };
  expect(text([shuffled])).toBe(text([PIN]));
  expect(parse(text([]))).toEqual([]);
});

test("names are what the platform gave, also an empty one", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const named = <T extends { readonly name: string }>(one: T): T => ({ ...one, name });
      const pin = {
        ...named(PIN),
        path: [name],
        servers: PIN.servers.map(named),
        subGroups: PIN.subGroups.map(named),
      };
      expect(parse(text([pin]))).toEqual([pin]);
    }),
    { examples: [[""]] },
  );
});

test("a server takes one line", () => {
  const added = text([grown(PIN, "de1altdzoo01")]).split("\n").length - text([PIN]).split("\n").length;
  expect(added).toBe(1);
});

test("changes of different groups merge without a conflict, as git merges them", () => {
  const folder = temporaryFolder();
  const file = (name: string, pins: readonly Pin[]): string => {
    writeFileSync(join(folder, name), text(pins));
    return join(folder, name);
  };
  const base = file("base", [PIN, OTHER_PIN]);
  const ours = file("ours", [grown(PIN, "de1altdzoo01"), OTHER_PIN]);
  const theirs = file("theirs", [PIN, grown(OTHER_PIN, "ca1altdzoo01")]);
  const { status, stdout } = spawnSync("git", ["merge-file", "-p", ours, base, theirs], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(parse(stdout)).toEqual([grown(PIN, "de1altdzoo01"), grown(OTHER_PIN, "ca1altdzoo01")]);
});

test("the tree that was pinned is the tree that was surveyed", () => {
  const group = treeOf(PIN);
  expect(group.groups[0]?.servers[0]).toEqual({ id: "de1altdshop01", name: "DE1ALTDSHOP01", cpu: 4 });
  const { parentId = "", locationId = "", ...rest } = PIN;
  const seenAt = "2026-11-25T19:00:00Z";
  const impact = {
    ...rest,
    parentId,
    locationId,
    seenAt,
    source: "survey" as const,
    wants: "archived" as const,
    group,
    asWanted: false,
    guardrails: [],
    warnings: [],
    notKnown: [],
  };
  expect(pinOf({ ...impact, archived: false })).toEqual({
    ...PIN,
    servers: expect.arrayContaining([...PIN.servers]),
  });
  expect(pinOf({ ...impact, archived: true }).parentId).toBeUndefined();
});

const good = JSON.parse(text([PIN]));
const key = Object.keys(good.groups)[0] as string;
const changed = (change: object): object => ({
  ...good,
  groups: { [key]: { ...good.groups[key], ...change } },
});

test("a group that is listed twice, as a merge may leave it, is refused", () => {
  const once = text([PIN]);
  const twice = once.replace(/\n {4}"ALTD[\s\S]*\n {4}\}/, "$&,$&");
  expect(Object.keys(JSON.parse(twice).groups)).toEqual([key]);
  expect(() => parsePins(twice, "x.json")).toThrow(`x.json has the group "${key}" twice; fix it`);
});

test.each(["servers", "subGroups"])(
  "a group with two lists of %s, as a merge may leave it, is refused",
  (part) => {
    const text = formatPins([PIN]).replace(`"${part}":`, `"${part}": [], $&`);
    expect(() => parsePins(text, "x.json")).toThrow(
      `x.json has the ${part} of the group "ALTD ${PIN.groupId}" twice; fix it`,
    );
  },
);

test("a name that looks like a group that is listed twice is one", () => {
  const pin = { ...PIN, name: `"${key}": "${key}": ` };
  expect(parsePins(text([pin]), "x.json")).toEqual([expect.objectContaining({ name: pin.name })]);
});

test.each<[string, unknown, RegExp]>([
  ["another version", { ...good, version: 2 }, /has the version 2, and this release reads version 1/],
  ["no version", { groups: {} }, /has the version undefined/],
  ["no groups", { version: 1 }, /has no groups/],
  ["a key of somebody else", { ...good, owner: "me" }, /has the unknown key "owner"/],
  ["a list", [], /is not a JSON object/],
  ["a key that is no group", { version: 1, groups: { web: {} } }, /is wrong at "web"/],
  [
    "an account in lower case",
    { version: 1, groups: { [key.toLowerCase()]: {} } },
    /a key is an account and a group/,
  ],
  [
    "a group that is a text",
    { version: 1, groups: { [key]: "all" } },
    /the group must be an object, got "all"/,
  ],
  ["servers that are no list", changed({ servers: { a: 1 } }), /servers must be a list/],
  [
    "a server without an id",
    changed({ servers: [{ name: "x", in: PIN.groupId }] }),
    /the id of a server must be a string/,
  ],
  [
    "a server with an empty id",
    changed({ servers: [{ ...PIN.servers[0], id: "" }] }),
    /the id of a server must not be empty/,
  ],
  ["a server twice", changed({ servers: [...PIN.servers, PIN.servers[0]] }), /de1altdshop01 is listed twice/],
  [
    "a server elsewhere",
    changed({ subGroups: [] }),
    /de1altdshop01 is in 6a06.*, which is not below the group/,
  ],
  [
    "groups in a circle",
    changed({ subGroups: [{ id: PIN.subGroups[0]?.id, name: "x", in: PIN.subGroups[0]?.id }] }),
    /is not below the group/,
  ],
  [
    "groups that are nested without an end",
    changed({ servers: [], subGroups: chain(10_000) }),
    /its sub-groups are nested in more than 100 levels/,
  ],
  [
    "a size that is a text",
    changed({ servers: [{ ...PIN.servers[0], cpu: "4" }] }),
    /cpu of the server de1altdshop01 must be a number/,
  ],
  [
    "a size below zero",
    changed({ servers: [{ ...PIN.servers[0], memoryMB: -1 }] }),
    /memoryMB of the server de1altdshop01 must be a number of zero or more/,
  ],
  [
    "an unknown key of a server",
    changed({ servers: [{ ...PIN.servers[0], approved: true }] }),
    /has the unknown key "approved"/,
  ],
  [
    "an endpoint with a password",
    changed({ endpoint: "https://a:b@api.ctl.io" }),
    /must not hold a user name/,
  ],
])("%s is refused with one sentence that says where", (_, value, sentence) => {
  const read = (): unknown => parse(JSON.stringify(value));
  expect(read).toThrow(UsageError);
  expect(read).toThrow(sentence);
  expect(read).toThrow(/^scope\.json .*archived-group pin"$/);
});

describe("what is pinned of large groups is read in proportion to its size:", () => {
  const inGroup = (size: number) =>
    Array.from({ length: size }, (_, n) => ({ id: `s${n}`, name: `S${n}`, in: PIN.groupId }));
  const inSubGroups = (size: number) => ({
    ...PIN,
    subGroups: Array.from({ length: size }, (_, n) => ({ id: `g${n}`, name: `G${n}`, in: PIN.groupId })),
    servers: inGroup(size).map((server, n) => ({ ...server, in: `g${n}` })),
  });

  test.each<[string, (size: number) => Pin]>([
    ["servers of one group", (size) => ({ ...PIN, subGroups: [], servers: inGroup(size) })],
    ["servers of a sub-group each", inSubGroups],
    [
      "groups below each other, with a server each",
      (size) => ({
        ...PIN,
        subGroups: chain(90),
        servers: inGroup(size).map((server, n) => ({ ...server, in: `g${n % 90}` })),
      }),
    ],
  ])("ten times as many %s take less than 50 times as long, not 100 times", (_, pinOfSize) => {
    const [thousand, tenThousand] = [1_000, 10_000].map((size) => text([pinOfSize(size)]));
    const read = (content = ""): number => {
      const startedAt = performance.now();
      for (const pin of parse(content)) treeOf(pin);
      return performance.now() - startedAt;
    };
    read(thousand);
    // The quickest of several: whatever else the machine does only adds to it.
    const best = (content?: string) => Math.min(...Array.from({ length: 7 }, () => read(content)));
    expect(best(tenThousand) / best(thousand)).toBeLessThan(50);
  });
});

/** Sub-groups, each in the one before it. */
function chain(depth: number): Pin["subGroups"] {
  return Array.from({ length: depth }, (_, n) => ({
    id: `g${n}`,
    name: `G${n}`,
    in: n === 0 ? PIN.groupId : `g${n - 1}`,
  }));
}

test("a merge conflict and broken JSON are named as such", () => {
  expect(() => parse("<<<<<<< ours\n{}\n=======\n")).toThrow(/holds a merge conflict/);
  expect(() => parse("{")).toThrow(/is invalid JSON/);
});

test("whatever a file holds, it is read or refused, and never half", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.object().map((value) => JSON.stringify(value)),
      ),
      (content) => {
        try {
          expect(Array.isArray(parse(content))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
          expect((error as Error).message).not.toContain("\n    at ");
        }
      },
    ),
  );
  expect(Object.prototype).not.toHaveProperty("polluted");
});

test("the file lies beside the nearest cdktf.json, and may be missing", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "deep", "er"), { recursive: true });
  writeFileSync(join(folder, "cdktf.json"), "{}");
  expect(scopeFilePath(join(folder, "deep", "er"))).toBe(join(folder, "archived-group.scope.json"));
  expect(readPins(join(folder, "archived-group.scope.json"))).toEqual([]);
});
