import fc from "fast-check";
import {
  CtlEmulator,
  EmulatorError,
  FAULT_WORDS,
  type FaultEffect,
  type FaultRule,
  parseFault,
  parseFaults,
} from "../../../lib/emulator";
import { ROUTE_NAMES } from "../../../lib/emulator/common/route-names";

test.each<[string, FaultRule]>([
  ["getStatus:500*3", { on: "getStatus", times: 3, effect: { kind: "status", status: 500 } }],
  ["archiveGroup:reset-after", { on: "archiveGroup", effect: { kind: "reset", when: "after" } }],
  ["getStatus:429*2@3", { on: "getStatus", times: 2, after: 3, effect: { kind: "status", status: 429 } }],
  ["*:hang-before@1", { on: "*", after: 1, effect: { kind: "hang", when: "before" } }],
  ["getGroup:stale*all", { on: "getGroup", times: "all", effect: { kind: "stale" } }],
  ["login:html", { on: "login", effect: { kind: "html" } }],
  ["getGroup:cut-off", { on: "getGroup", effect: { kind: "truncated", cut: "connection" } }],
])("%s is read", (text, rule) => {
  expect(parseFault(text)).toEqual(rule);
});

test("case and spaces do not matter", () => {
  expect(parseFault(" GETSTATUS : RESET-After * 2 @ 3 ")).toEqual(parseFault("getStatus:reset-after*2@3"));
  expect(parseFault("*:500*ALL")).toEqual(parseFault("*:500*all"));
});

test.each(FAULT_WORDS)("the example of $word is one, with its effect", ({ word, example, effect }) => {
  expect(parseFault(example).effect).toEqual(effect);
  expect(example).toContain(word === "NNN" ? "429" : word);
});

const SHAPE = 'write route:effect, then *times and @let through first, as in "getStatus:500*3@1"';
const IN_JSON = "arguments and probabilities need a rule in JSON, such as in a file for --faults";
test.each([
  ["status:500*3", 'fault "status:500*3": there is no route "status": did you mean getStatus?'],
  ["getgroups:500", 'fault "getgroups:500": there is no route "getgroups": did you mean getGroup?'],
  ["x:500", 'fault "x:500": there is no route "x": choose one of *, login, dataCenters, getGroup,'],
  ["getStatus", SHAPE],
  ["getStatus:reset", 'there is no effect "reset": did you mean reset-after?'],
  ["getStatus:slow", 'there is no effect "slow": choose a status such as 503 or one of html, empty,'],
  ["getStatus:", 'there is no effect ""'],
  ["getStatus:NNN", 'there is no effect "NNN"'],
  ["getStatus:99", "/effect/status must be a status from 200 to 599, not 99"],
  ["getStatus:500*0", '/times must be how many requests it hits, 1 or more, or "all", not 0'],
  ["getStatus:500*x", '"*x" is not how many requests are hit, such as *3, or *all'],
  ["getStatus:500*", '"*" is not how many requests are hit, such as *3, or *all'],
  ["getStatus:500*3*4", '"*3*4" is not how many requests are hit, such as *3, or *all'],
  ["getStatus:500@-1", '"@-1" is not how many requests are let through first, such as @3'],
  ["getStatus:500@1*2", '"@1*2" is not how many requests are let through first, such as @3'],
  ["getStatus:500 3", SHAPE],
  ["getStatus:500~0.5", IN_JSON],
  ["getStatus:429(retry-after=5)*2", IN_JSON],
  ["getStatus:delay(200 ms)", IN_JSON],
  ["getStatus:stale", 'getStatus reads no groups or servers, so "stale" can never happen there'],
  ["login:unauthorized", 'login needs no token, so "unauthorized" can never happen there: use status 401'],
  [`getStatus:${"x".repeat(5_000)}`, `there is no effect "${"x".repeat(59)}…": choose`],
])("%s is refused with one sentence", (text, sentence) => {
  expect(() => parseFault(text)).toThrow(EmulatorError);
  expect(() => parseFault(text)).toThrow(sentence);
});

test("a file has rules with everything that code can give", () => {
  const rules: FaultRule[] = [
    {
      on: "getStatus",
      times: 2,
      after: 3,
      effect: { kind: "status", status: 429, headers: { "Retry-After": 5, Link: ["a", "b"] } },
    },
    { on: "*", probability: 0.1, effect: { kind: "delay", ms: 200 } },
    {
      on: "getGroup",
      times: "all",
      effect: { kind: "redirect", location: "http://127.0.0.1:9/", status: 307 },
    },
    { on: "getGroup", effect: { kind: "status", status: 500, body: null } },
  ];
  expect(parseFaults(JSON.stringify(rules), "faults.json")).toEqual(rules);
});

const E = "faults.json: /0/effect";
const on = "getGroup";
test.each<[string, unknown, string]>([
  ["a rule alone", { on }, "faults.json: it must be a list of faults, not an object"],
  ["text", ["getGroup:500"], 'faults.json: /0 must be a fault, not "getGroup:500"'],
  ["no effect", [{ on }], "faults.json: /0 has no effect, which must be there"],
  [
    "an unknown route",
    [{ on: "getgroup", effect: { kind: "empty" } }],
    "faults.json: /0/on must be one of *, login,",
  ],
  [
    "an unknown key",
    [{ on, time: 2, effect: { kind: "empty" } }],
    '/0 has the unknown key "time": did you mean times?',
  ],
  [
    "an unknown kind",
    [{ on, effect: { kind: "slow" } }],
    `${E}/kind must be "status" or "html" or "empty" or`,
  ],
  ["no kind", [{ on, effect: {} }], `${E} has no kind, which must be there`],
  ["an effect as text", [{ on, effect: "500" }], `${E} must be an object, not "500"`],
  [
    "what another kind has",
    [{ on, effect: { kind: "html", ms: 5 } }],
    `${E} has the unknown key "ms": there are kind, status`,
  ],
  [
    "headers that are none",
    [{ on, effect: { kind: "status", status: 500, headers: 1 } }],
    `${E}/headers must be an object, not 1`,
  ],
  [
    "a name that HTTP cannot send",
    [{ on, effect: { kind: "status", status: 500, headers: { "a b": "c" } } }],
    `${E}/headers has the key "a b", which must be a name that HTTP can send`,
  ],
  [
    "a value that HTTP cannot send",
    [{ on, effect: { kind: "status", status: 500, headers: { Server: ["a", null] } } }],
    `${E}/headers/Server must be text or a number that HTTP can send, not a list`,
  ],
  ["no time", [{ on, effect: { kind: "delay" } }], `${E} has no ms, which must be there`],
  [
    "a time as text",
    [{ on, effect: { kind: "delay", ms: "5s" } }],
    `${E}/ms must be a number of milliseconds greater than 0, at most 2147483647, not "5s"`,
  ],
  ["no delay", [{ on, effect: { kind: "delay", ms: 0 } }], "at most 2147483647, not 0"],
  [
    "a delay without end",
    [{ on, effect: { kind: "delay", ms: 2_880_000_000 } }],
    "at most 2147483647, not 2880000000",
  ],
  ["no location", [{ on, effect: { kind: "redirect" } }], `${E} has no location, which must be there`],
  [
    "no redirection",
    [{ on, effect: { kind: "redirect", location: "/x", status: 500 } }],
    `${E}/status must be a status from 300 to 399, not 500`,
  ],
  [
    "no chance",
    [{ on, probability: 0, effect: { kind: "empty" } }],
    "/0/probability must be a probability greater than 0, at most 1, not 0",
  ],
  ["too much of a chance", [{ on, probability: 1.5, effect: { kind: "empty" } }], "at most 1, not 1.5"],
  [
    "what can never happen",
    [
      { on, effect: { kind: "empty" } },
      { on: "login", effect: { kind: "unauthorized" } },
    ],
    'faults.json: /1: login needs no token, so "unauthorized" can never happen there: use status 401',
  ],
])("a file with %s is refused with one sentence", (_, value, sentence) => {
  expect(() => parseFaults(JSON.stringify(value), "faults.json")).toThrow(EmulatorError);
  expect(() => parseFaults(JSON.stringify(value), "faults.json")).toThrow(sentence);
});

test("a file with invalid JSON is refused with one sentence", () => {
  expect(() => parseFaults("[", "faults.json")).toThrow(/^faults\.json is invalid JSON: .+$/);
});

const status = fc.integer({ min: 200, max: 599 });
const effects = fc.oneof<fc.Arbitrary<FaultEffect>[]>(
  fc.record(
    {
      kind: fc.constant("status" as const),
      status,
      body: fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value))),
      headers: fc.record(
        {
          "Retry-After": fc.oneof(fc.nat(), fc.stringMatching(/^[ -~]+$/)),
          Server: fc.stringMatching(/^[ -~]*$/),
        },
        { requiredKeys: ["Retry-After"] },
      ),
    },
    { requiredKeys: ["kind", "status"] },
  ),
  fc.record({ kind: fc.constant("html" as const), status }, { requiredKeys: ["kind"] }),
  fc.record({ kind: fc.constant("truncated" as const), cut: fc.constantFrom("json" as const, "connection") }),
  fc.record({
    kind: fc.constantFrom("reset" as const, "hang" as const),
    when: fc.constantFrom("before" as const, "after"),
  }),
  fc.record({ kind: fc.constant("delay" as const), ms: fc.integer({ min: 1, max: 2 ** 31 - 1 }) }),
  fc.record(
    {
      kind: fc.constant("redirect" as const),
      location: fc.stringMatching(/^[ -~]+$/),
      status: fc.integer({ min: 300, max: 399 }),
    },
    { requiredKeys: ["kind", "location"] },
  ),
  fc.record({ kind: fc.constantFrom("empty" as const, "stale", "unauthorized") }),
);
const rules = fc.record(
  {
    on: fc.constantFrom<FaultRule["on"][]>("*", "getGroup"),
    times: fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constant("all" as const)),
    after: fc.integer({ min: 0, max: 1_000_000 }),
    probability: fc.double({ min: 0, max: 1, minExcluded: true, noNaN: true }),
    effect: effects,
  },
  { requiredKeys: ["on", "effect"] },
);

test("whatever rule is written as JSON, the same one is read", () => {
  fc.assert(
    fc.property(rules, (rule) => expect(parseFaults(JSON.stringify([rule]), "faults.json")).toEqual([rule])),
  );
});

test("code gives the same rules, and Infinity for all requests", async () => {
  const emulator = await CtlEmulator.start();
  fc.assert(fc.property(rules, (rule) => emulator.fault(rule).remove()));
  emulator.fault({ on: "*", times: Number.POSITIVE_INFINITY, effect: { kind: "empty" } });
  await emulator.stop();
});

test("any text is a fault, or is refused in one sentence", () => {
  const pieces = fc.constantFrom(
    ...ROUTE_NAMES,
    ...FAULT_WORDS.map(({ example }) => example),
    ...'*:@~(),={}[]"05\u0007\n',
  );
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(pieces).map((some) => some.join("")),
  );
  fc.assert(
    fc.property(anything, (text) => {
      try {
        const rule = parseFault(text);
        expect(parseFaults(JSON.stringify([rule]), "faults.json")).toEqual([rule]);
      } catch (error) {
        if (!(error instanceof EmulatorError)) throw error;
        expect(error.message).toMatch(/^fault "[^\n\u0000-\u001f\u007f-\u009f]{1,600}$/);
      }
    }),
    { numRuns: 500 },
  );
});
