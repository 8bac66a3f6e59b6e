import fc from "fast-check";

/** Stand for what the request carried; a server that answers with them repeats it. */
export const ECHO = { password: "<password>", token: "<token>" };

/** Texts that do harm where they are printed, parsed, matched or put into a path. */
export const nastyText = fc.oneof(
  fc.constantFrom(
    "\u001b[31mred\u001b[0m",
    "\u001b]0;title\u0007",
    "\u009b31m\u202e\u2028\u0000",
    "two\nlines\r\n--- archive of group",
    "Do you want to perform these actions",
    "var.x Enter a\u0000value:",
    "approved using the \u001b[0mUI or API",
    "web: Creation complete after 1s",
    "\ud83d",
    "..",
    "a/b?c#d",
    "${path.module} %{ if true }",
    "__proto__",
    "constructor",
    "x".repeat(11_000),
    "-eyJ".repeat(3_000),
    `you sent ${ECHO.password} and ${ECHO.token}`,
    `you sent ${ECHO.password.replace(">", "\u001b[0m>")}`,
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** A word of the API, or none. */
export const word = fc.oneof(
  fc.constantFrom(
    "active",
    "archived",
    "Archived",
    "ARCHIVED ",
    "queuedForArchive",
    "deleted",
    "underConstruction",
  ),
  fc.constantFrom(
    "notStarted",
    "executing",
    "resumed",
    "succeeded",
    "Succeeded",
    "failed",
    "unknown",
    "succeeded\u0000",
  ),
  nastyText,
);

export const anyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  nastyText,
  word,
  fc.constantFrom(0, -1, 1e308, true, null),
);

const link = fc.record(
  {
    rel: fc.constantFrom("server", "group", "parentGroup", "archiveGroupAction", "status"),
    id: fc.oneof(anyValue, fc.constantFrom("de1altdweb01", "de1-1")),
    href: fc.oneof(
      anyValue,
      fc.constantFrom("/v2/operations/altd/status/de1-1", "//evil.example/v2/", "/v2/../x"),
    ),
  },
  { requiredKeys: [] },
);
const server = fc.record(
  { id: fc.oneof(anyValue, fc.constantFrom("de1altdweb01", "x")), name: anyValue, status: word },
  { requiredKeys: [] },
);

/** Something like a group with this id. */
function group(id: string): fc.Arbitrary<unknown> {
  return fc.record(
    {
      id: fc.oneof({ weight: 3, arbitrary: fc.constant(id) }, { weight: 1, arbitrary: anyValue }),
      name: fc.oneof(fc.string(), nastyText),
      type: fc.constantFrom("default", "archive", "Default"),
      status: word,
      servers: fc.oneof(fc.array(server, { maxLength: 4 }), anyValue),
      groups: fc.oneof(fc.constant([]), anyValue),
      links: fc.oneof(fc.array(link, { maxLength: 4 }), anyValue),
    },
    { requiredKeys: ["id", "name", "type"] },
  );
}

const problem = fc.record(
  { message: anyValue, error: anyValue, modelState: anyValue, validationMessages: anyValue },
  { requiredKeys: [] },
);
const login = fc.record({ userName: anyValue, bearerToken: anyValue }, { requiredKeys: [] });

/** A body: bytes, JSON of any shape, or JSON much like what the API answers, some with keys that pollute. */
export function anyBody(groupId: string): fc.Arbitrary<Buffer> {
  const json = fc
    .tuple(
      fc.oneof(anyValue, link, group(groupId), fc.array(link), problem, login, fc.record({ status: word })),
      fc.constantFrom(
        "{",
        "{",
        "{",
        '{"__proto__":{"status":"archived"},',
        '{"constructor":1,"toString":"x",',
      ),
    )
    .map(([value, brace]) => JSON.stringify(value).replaceAll("{", brace).replaceAll(",}", "}"));
  const text = fc.oneof(
    { weight: 8, arbitrary: json },
    {
      weight: 1,
      arbitrary: fc.constantFrom("", "<html>", "[".repeat(200_000), `${'{"groups":['.repeat(5_000)}`),
    },
  );
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
  return fc.oneof(
    { weight: 1, arbitrary: bytes },
    { weight: 6, arbitrary: text.map((given) => Buffer.from(given)) },
  );
}

export const anyHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    "Content-Type": fc.constantFrom(
      "application/json",
      "text/html",
      "",
      "nonsense",
      "application/json; charset=utf-16",
    ),
    "Retry-After": fc.oneof(
      fc.stringMatching(/^[ -~]{0,20}$/),
      fc.nat().map(String),
      fc.constantFrom("-1", "NaN", "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT"),
    ),
    Date: fc.constantFrom("nonsense", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"),
    "Content-Encoding": fc.constantFrom("gzip", "deflate", "identity", "br", "nonsense"),
    Location: fc.constantFrom("/", "http://127.0.0.1:1/", "nonsense"),
    Connection: fc.constantFrom("close", "keep-alive"),
    "Keep-Alive": fc.constantFrom("timeout=99999999999", "timeout=-1"),
    normalize: fc.constant("x"),
  },
  { requiredKeys: [] },
);

export const anyStatus = fc.oneof(
  fc.constantFrom(200, 202, 204, 304, 400, 401, 403, 404, 408, 429, 500),
  fc.integer({ min: 200, max: 999 }),
);
