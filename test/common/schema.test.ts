import * as v from "valibot";
import { closedObject, isDeeperThan, parse, parseJson } from "../../lib/common/schema";
import { UsageError } from "../../lib/common/usage-error";

const server = closedObject(
  {
    name: v.pipe(v.string("the name of a server"), v.nonEmpty("the name of a server")),
    cpu: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    status: v.optional(v.picklist(["active", "archived"])),
    tags: v.optional(v.record(v.pipe(v.string(), v.maxLength(3)), v.boolean())),
    network: v.optional(closedObject({ id: v.optional(v.string()) })),
    disk: v.optional(v.object({ sizeGB: v.pipe(v.number(), v.finite()) })),
  },
  "a server",
);
const account = v.object({
  servers: v.pipe(
    v.array(server),
    v.check(({ length }) => length < 3, "has too many servers"),
  ),
});

const read = (one: unknown) => parse(account, { servers: [one] }, "seed.json");

test("what fits comes back", () => {
  const web = {
    name: "web",
    cpu: 2,
    status: "archived",
    tags: { old: true },
    network: {},
    disk: { sizeGB: 0.5 },
  };
  expect(read(web)).toEqual({ servers: [web] });
});

test.each<[string, unknown, string]>([
  ["a wrong type", { name: 5 }, "/servers/0/name must be the name of a server, not 5"],
  ["an empty text", { name: "" }, '/servers/0/name must be the name of a server, not ""'],
  ["a fraction", { name: "a", cpu: 1.5 }, "/servers/0/cpu must be a whole number, not 1.5"],
  ["too little", { name: "a", cpu: 0 }, "/servers/0/cpu must be 1 or more, not 0"],
  ["no number", { name: "a", cpu: "x" }, '/servers/0/cpu must be a number, not "x"'],
  [
    "an endless number",
    { name: "a", disk: { sizeGB: 1 / 0 } },
    "/servers/0/disk/sizeGB must be a number, not Infinity",
  ],
  [
    "another word",
    { name: "a", status: "gone" },
    '/servers/0/status must be "active" or "archived", not "gone"',
  ],
  [
    "neither true nor false",
    { name: "a", tags: { "a/b": 1 } },
    "/servers/0/tags/a~1b must be true or false, not 1",
  ],
  [
    "a key too long",
    { name: "a", tags: { abcd: true } },
    '/servers/0/tags has the key "abcd", which must be at most 3 long',
  ],
  ["nothing", null, "/servers/0 must be a server, not null"],
  ["a list for an object", [], "/servers/0 must be a server, not a list"],
  [
    "a list for an object of optional keys",
    { name: "a", network: [] },
    "/servers/0/network must be an object, not a list",
  ],
  ["a list for an open object", { name: "a", disk: [] }, "/servers/0/disk must be an object, not a list"],
  ["a missing key", { cpu: 1 }, "/servers/0 has no name, which must be there"],
  ["a key without a value", { name: undefined }, "/servers/0 has no name, which must be there"],
  [
    "a missing key of an open object",
    { name: "a", disk: {} },
    "/servers/0/disk has no sizeGB, which must be there",
  ],
  [
    "a misspelled key that must be there",
    { nam: "a" },
    '/servers/0 has the unknown key "nam": did you mean name?',
  ],
  [
    "an unknown key",
    { name: "a", statsu: "active" },
    '/servers/0 has the unknown key "statsu": did you mean status?',
  ],
  [
    "a strange key",
    { name: "a", network: { x: 1 } },
    '/servers/0/network has the unknown key "x": there are id',
  ],
  ["a long text", { name: "a", cpu: "x".repeat(99) }, `must be a number, not "${"x".repeat(59)}…"`],
])("%s is one sentence with its place", (_, one, sentence) => {
  expect(() => read(one)).toThrow(`seed.json: ${sentence}`.replace(/^seed.json: must/, "must"));
});

test("one of several kinds of object is told by its key", () => {
  const shape = v.variant("kind", [
    closedObject({ kind: v.literal("circle"), radius: v.number() }),
    closedObject({ kind: v.literal("square"), side: v.number() }),
  ]);
  const problem = (value: unknown) => () => parse(shape, value, "it");
  expect(problem({ kind: "square" })).toThrow("it: it has no side, which must be there");
  expect(problem({ kind: "oval" })).toThrow('it: /kind must be "circle" or "square", not "oval"');
  expect(problem({})).toThrow("it: it has no kind, which must be there");
  expect(problem([])).toThrow("it: it must be an object, not a list");
  expect(problem("x")).toThrow('it: it must be an object, not "x"');
});

test("a check says its sentence", () => {
  const servers = ["a", "b", "c"].map((name) => ({ name }));
  expect(() => parse(account, { servers }, "it")).toThrow("it: /servers has too many servers");
});

test("the outermost place is the value itself", () => {
  expect(() => parse(account, "x", "seed.json")).toThrow('seed.json: it must be an object, not "x"');
  expect(() => parse(account, [], "seed.json")).toThrow("seed.json: it must be an object, not a list");
  expect(() => parse(account, {}, "seed.json")).toThrow("seed.json: it has no servers, which must be there");
});

test("the error is of the class that was asked for, and is fit to print", () => {
  const error = (() => {
    try {
      return parse(
        account,
        { servers: "\u001b[31m\n##[add-path]x\u2028" },
        "seed\u001b[31m.json",
        UsageError,
      );
    } catch (thrown) {
      return thrown as Error;
    }
  })();
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toBe(
    'seed.json: /servers must be a list, not "\\u001b[31m\\n#·#[add-path]x "',
  );
});

test("text is read as JSON, with or without a byte order mark", () => {
  expect(parseJson(account, '\uFEFF{"servers":[]}', "seed.json")).toEqual({ servers: [] });
  expect(() => parseJson(account, '{"servers":[', "seed.json", UsageError)).toThrow(UsageError);
  expect(() => parseJson(account, '{"servers":[', "seed.json")).toThrow(/^seed\.json is invalid JSON: \S+/);
});

test("depth is counted without recursion", () => {
  expect(isDeeperThan(2, { a: [1] })).toBe(false);
  expect(isDeeperThan(1, { a: [1] })).toBe(true);
  expect(isDeeperThan(1_000, JSON.parse("[".repeat(100_000) + "]".repeat(100_000)))).toBe(true);
});
