import fc from "fast-check";
import {
  EmulatorError,
  FAULT_WORDS,
  type FaultEffect,
  type FaultRule,
  formatFault,
  parseFault,
} from "../../lib/emulator";
import { ROUTE_NAMES } from "../../lib/emulator/route-names";

const ALL = Number.POSITIVE_INFINITY;

test.each<[string, FaultRule]>([
  ["getStatus:500*3", { on: "getStatus", times: 3, effect: { kind: "status", status: 500 } }],
  ["archiveGroup:reset-after", { on: "archiveGroup", effect: { kind: "reset", when: "after" } }],
  [
    "getStatus:429(retry-after=5)*2@3",
    {
      on: "getStatus",
      times: 2,
      after: 3,
      effect: { kind: "status", status: 429, headers: { "Retry-After": 5 } },
    },
  ],
  ["*:delay(200ms)~0.1", { on: "*", probability: 0.1, effect: { kind: "delay", ms: 200 } }],
  [
    "getGroup:redirect(http://127.0.0.1:9/,status=307)*all",
    {
      on: "getGroup",
      times: ALL,
      effect: { kind: "redirect", location: "http://127.0.0.1:9/", status: 307 },
    },
  ],
  [
    'getGroup:503(body={"message":"a, (b) [c]"},headers={"Server":"proxy"})',
    {
      on: "getGroup",
      effect: {
        kind: "status",
        status: 503,
        body: { message: "a, (b) [c]" },
        headers: { Server: "proxy" },
      },
    },
  ],
  ["getGroup:500(body=busy)", { on: "getGroup", effect: { kind: "status", status: 500, body: "busy" } }],
  ["getGroup:500(body=null)", { on: "getGroup", effect: { kind: "status", status: 500, body: null } }],
  [
    'getStatus:503(retry-after="Tue, 14 Jul 2015 13:48:58 GMT")',
    {
      on: "getStatus",
      effect: { kind: "status", status: 503, headers: { "Retry-After": "Tue, 14 Jul 2015 13:48:58 GMT" } },
    },
  ],
  ["login:html(503)", { on: "login", effect: { kind: "html", status: 503 } }],
  ["getGroup:cut-off", { on: "getGroup", effect: { kind: "truncated", cut: "connection" } }],
])("%s is read, and written again", (text, rule) => {
  expect(parseFault(text)).toEqual(rule);
  expect(formatFault(rule)).toBe(text);
});

test("case and spaces do not matter, nor does the order of what follows the effect", () => {
  expect(parseFault(" GETSTATUS : 429 ( Retry-After = 5 ) @3 *2 ")).toEqual(
    parseFault("getStatus:429(retry-after=5)*2@3"),
  );
});

test.each(FAULT_WORDS)("the example of $word is one", ({ word, example }) => {
  expect(formatFault(parseFault(example))).toBe(example);
  expect(example).toContain(word === "NNN" ? "429" : word);
});

test.each([
  ["status:500*3", 'fault "status:500*3": there is no route "status": did you mean getStatus?'],
  ["getgroups:500", 'fault "getgroups:500": there is no route "getgroups": did you mean getGroup?'],
  ["x:500", 'fault "x:500": there is no route "x": choose one of *, login, dataCenters, getGroup,'],
  ["getStatus", 'a colon stands between route and effect, as in "getStatus:500*3"'],
  ["getStatus:reset", 'there is no effect "reset": did you mean reset-after?'],
  ["getStatus:slow", 'there is no effect "slow": choose a status such as 503 or one of html, empty,'],
  ["getStatus:", 'there is no effect ""'],
  ["getStatus:99", "a fault answers with a status from 200 to 599, not 99"],
  ["getStatus:500*0", "a fault hits at least one request, not 0"],
  ["getStatus:500*x", '"*x" is not how many requests are hit, such as *3, or *all'],
  ["getStatus:500*3*4", "* stands there twice"],
  ["getStatus:500@-1", '"@-1" is not how many requests are let through first, such as @3'],
  ["getStatus:500~0", "a probability is greater than 0 and at most 1, not 0"],
  ["getStatus:500~1.5", "a probability is greater than 0 and at most 1, not 1.5"],
  ["getStatus:500~often", '"~often" is not a probability such as ~0.25'],
  [
    "getStatus:500 3",
    '"3" cannot stand there: write *times, @how many to let through first, or ~probability',
  ],
  ["getStatus:500(5", 'the bracket "(5" is not closed'],
  ["getStatus:500(delay=5)", '500 takes retry-after, body, headers, not "delay"'],
  ["getStatus:500(1,2)", '500 takes retry-after, body, headers, not "2"'],
  ["getStatus:500(body=1,body=2)", "500 takes body once"],
  ["getStatus:500(headers=1)", 'headers is a JSON object such as {"Server":"proxy"}'],
  ['getStatus:500(headers={"a b":"c"})', 'a fault cannot send the header "a b" with "c"'],
  ["getStatus:empty(1)", 'empty takes nothing in brackets, not "1"'],
  ["getStatus:delay", "how long is missing in the brackets, as in delay(200ms)"],
  ["getStatus:delay(soon)", '"soon" is not a time such as 200ms, 5s or 2m'],
  ["getStatus:delay(0)", "a delay is longer than 0 ms and at most 2147483647 ms, not 0 ms"],
  ["getStatus:delay(800h)", "at most 2147483647 ms, not 2880000000 ms"],
  ["getGroup:redirect", "location is missing in the brackets"],
  ["getGroup:redirect(/x,status=500)", "a fault answers with a status from 300 to 399, not 500"],
  ["getStatus:stale", 'getStatus reads no groups or servers, so "stale" can never happen there'],
  ["login:unauthorized", 'login needs no token, so "unauthorized" can never happen there: use status 401'],
  [`getStatus:${"x".repeat(5_000)}`, "it is longer than 4096 characters"],
])("%s is refused with one sentence", (text, sentence) => {
  expect(() => parseFault(text)).toThrow(EmulatorError);
  expect(() => parseFault(text)).toThrow(sentence);
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
    times: fc.integer({ min: 2, max: 1_000_000 }),
    after: fc.integer({ min: 1, max: 1_000_000 }),
    probability: fc.double({ min: 0, max: 1, minExcluded: true, noNaN: true }),
    effect: effects,
  },
  { requiredKeys: ["on", "effect"] },
);

test("whatever rule is written, the same one is read", () => {
  fc.assert(fc.property(rules, (rule) => expect(parseFault(formatFault(rule))).toEqual(rule)));
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
        expect(parseFault(formatFault(parseFault(text)))).toEqual(parseFault(text));
      } catch (error) {
        if (!(error instanceof EmulatorError)) throw error;
        expect(error.message).toMatch(/^fault "[^\n\u0000-\u001f\u007f-\u009f]{1,600}$/);
      }
    }),
    { numRuns: 500 },
  );
});
