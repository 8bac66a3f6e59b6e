import fc from "fast-check";
import { quote, serverWords as wordsOf } from "../../lib/ctl/server-words";

const serverWords = (body: unknown) => wordsOf(body, (text) => text);

test.each<[string, unknown, string]>([
  [
    "message and modelState",
    { message: "The request is invalid.", modelState: { "body.name": ["The name field is required."] } },
    " (The request is invalid. body.name: The name field is required.)",
  ],
  [
    "modelState with the empty key",
    { message: "The request is invalid.", modelState: { "": ["The group must be in an active state."] } },
    " (The request is invalid. The group must be in an active state.)",
  ],
  ["modelState with a bare text", { modelState: { "": "Not now." } }, " (Not now.)"],
  [
    "a .NET exception, without its stack",
    {
      message: "An error has occurred.",
      exceptionMessage: "Operation already in progress",
      stackTrace: "at Controls.Api",
    },
    " (An error has occurred.)",
  ],
  ["a bare string", "Something went wrong", " (Something went wrong)"],
  ["error", { error: "no such thing" }, " (no such thing)"],
  ["error and validationMessages", { error: "invalid", validationMessages: ["a", "b"] }, " (invalid; a; b)"],
  ["a list of messages", [{ message: "one" }, { message: "two" }], " (one; two)"],
  [
    "a list by server",
    [
      { server: "web01", isQueued: false, errorMessage: "The operation cannot be queued." },
      { server: "web02", isQueued: true },
    ],
    " (web01: The operation cannot be queued.)",
  ],
  ["nothing", undefined, ""],
  ["null", null, ""],
  ["an empty object", {}, ""],
  ["an empty list", [], ""],
  ["a number", 500, ""],
  ["words that are none", { message: 5, error: {}, modelState: { a: [1] } }, ""],
])("%s", (_, body, words) => {
  expect(quote(serverWords(body))).toBe(words);
});

test("a field that is called like a property of every object is a field", () => {
  const body = JSON.parse('{"modelState":{"__proto__":["polluted"],"constructor":["too"]}}');
  expect(quote(serverWords(body))).toBe(" (__proto__: polluted constructor: too)");
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("whatever comes, the words stay short", () => {
  const long = "x".repeat(100_000);
  const many = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`${index}${long}`, [long, long]]),
  );
  for (const body of [long, { message: long }, [{ message: long }], { modelState: many }]) {
    const words = serverWords(body);
    expect(quote(words).length).toBeLessThan(600);
    expect(JSON.stringify(words).length).toBeLessThan(60_000);
  }
});

test("any JSON gives words or none", () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => expect(typeof quote(serverWords(body))).toBe("string")));
});
