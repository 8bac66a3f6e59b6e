import fc from "fast-check";
import { isLoopback, parseEndpoint } from "../../lib/common/endpoint";
import { UsageError } from "../../lib/common/usage-error";

test.each([
  ["https://api.ctl.io", "https://api.ctl.io"],
  ["https://API.ctl.io/", "https://api.ctl.io"],
  ["https://api.ctl.io/v2", "https://api.ctl.io"],
  ["https://api.ctl.io:443/v2/", "https://api.ctl.io"],
  ["https://api.ctl.io:8443", "https://api.ctl.io:8443"],
  ["http://localhost:4000", "http://localhost:4000"],
  ["http://127.0.0.1:4000/v2", "http://127.0.0.1:4000"],
  ["http://127.1.2.3", "http://127.1.2.3"],
  ["http://[::1]:4000", "http://[::1]:4000"],
  ["http://localhost.:4000", "http://localhost.:4000"],
  ["http://[::ffff:127.0.0.1]:4000", "http://[::ffff:7f00:1]:4000"],
])("%s is an endpoint", (text, origin) => {
  expect(parseEndpoint("CLC_BASE_URL", text)).toBe(origin);
});

const ORIGIN = "must be an origin, with or without /v2 behind it";

test.each([
  ["", 'must be an address such as "https://api.ctl.io", got ""'],
  ["api.ctl.io", 'must be an address such as "https://api.ctl.io", got "api.ctl.io"'],
  ["localhost:4000", 'must start with https://, got "localhost:4000"'],
  ["ftp://api.ctl.io", 'must start with https://, got "ftp://api.ctl.io"'],
  ["https://api.ctl.io/v1", `${ORIGIN}, got "https://api.ctl.io/v1"`],
  ["https://api.ctl.io/v2/groups", ORIGIN],
  ["https://api.ctl.io/?a=b", ORIGIN],
  ["https://api.ctl.io/#top", ORIGIN],
  ["http://api.ctl.io", 'is "http://api.ctl.io": plain http would show the password to the network'],
  ["http://127.0.0.1.example.com", "plain http would show the password"],
  ["http://localhost.example.com", "plain http would show the password"],
  ["http://10.0.0.1:4000", "use https, or set CLC_ALLOW_HTTP=1 if you must"],
])("%j is refused", (text, sentence) => {
  expect(() => parseEndpoint("CLC_BASE_URL", text)).toThrow(UsageError);
  expect(() => parseEndpoint("CLC_BASE_URL", text)).toThrow(sentence);
});

test.each([
  "https://demo:s3cret@api.ctl.io",
  "https://demo:s3cret@api.ctl.io:99999",
  "https://demo:s3cret@api ctl io",
  "ftp://demo:s3cret@api.ctl.io",
  "demo:s3cret@api.ctl.io",
  "https://demo:s3cret%40api.ctl.io",
  "https://demo:s3cret%2540api.ctl.io",
  "https://demo%3As3cret%40api.ctl.io/v2",
  "https:demo:s3cret%40api.ctl.io",
  "demo:s3cret%40api.ctl.io",
  "https://demo:s3cret\uff20api.ctl.io",
  "https://demo:s3cret%ef%bc%a0api.ctl.io",
  "https:\\\\demo:s3cret%40api.ctl.io",
])("the password in %s is not repeated", (text) => {
  expect(() => parseEndpoint("CLC_BASE_URL", text)).toThrow(
    "CLC_BASE_URL must not hold a user name or password; set CLC_USERNAME and CLC_PASSWORD instead",
  );
});

test.each([
  "https://demo:s3cret",
  "https://demo:s3cret/api.ctl.io",
  "https://demo:s3cret\\u0040api.ctl.io",
  "https://demo:s3cret&#64;api.ctl.io",
  "https:demo:s3cret",
  "demo:s3cret.api.ctl.io",
  "//demo:s3cret",
  "https://api.ctl.io/?password=s3cret",
  "https://api.ctl.io/v2#s3cret",
  "https://api.ctl.io?s3cret",
  "https://[::1]:s3cret",
])("what may be a password in %s is not repeated", (text) => {
  expect(() => parseEndpoint("CLC_BASE_URL", text)).toThrow(UsageError);
  expect(() => parseEndpoint("CLC_BASE_URL", text)).toThrow(/^CLC_BASE_URL must (be|start)(?!.*s3cret)/);
});

test("a password in an address is never repeated, however its @ was written", () => {
  const password = fc.stringMatching(/^[A-Za-z0-9!$()*+,;=_~.-]{6,20}$/);
  const at = fc.constantFrom("@", "%40", "%2540", "%252540", "\uff20");
  const scheme = fc.constantFrom("https://", "http://", "https:", "ftp://", "//", "");
  fc.assert(
    fc.property(scheme, password, at, (start, secret, sign) => {
      const parse = (): string =>
        parseEndpoint("CLC_BASE_URL", `${start}demo:${secret}${sign}api.ctl.io`, true);
      expect(parse).toThrow(/^CLC_BASE_URL must not hold a user name or password; set CLC_USERNAME/);
    }),
  );
});

test.each(["localhost", "localhost.", "127.0.0.1", "127.255.255.254", "[::1]", "[::ffff:7f00:1]"])(
  "%s is this machine",
  (hostname) => {
    expect(isLoopback(hostname)).toBe(true);
  },
);

test.each(["localhost.example.com", "127.0.0.1.example.com", "128.0.0.1", "[::2]", "[::ffff:8000:1]", ""])(
  "%j is another machine",
  (hostname) => {
    expect(isLoopback(hostname)).toBe(false);
  },
);

test("plain http goes anywhere where the caller says so", () => {
  expect(parseEndpoint("CLC_BASE_URL", "http://10.0.0.1:4000", true)).toBe("http://10.0.0.1:4000");
});

test("any text is an origin that reads as itself, or refused as wrong usage", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.webUrl({ withQueryParameters: true }));
  fc.assert(
    fc.property(text, (given) => {
      try {
        const origin = parseEndpoint("endpoint", given, true);
        expect(parseEndpoint("endpoint", origin, true)).toBe(origin);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});
