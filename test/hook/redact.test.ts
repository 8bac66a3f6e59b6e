import fc from "fast-check";
import { printableWith } from "../../lib/hook/printable";
import { hiding } from "../../lib/hook/redact";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkZW1vIn0.c2lnbmF0dXJl";

test.each([
  ["a token that the server repeats", `token ${JWT} is bad`, "token [hidden] is bad"],
  ["a header that it repeats", "got Authorization: Bearer 0123-opaque", "got Authorization: Bearer [hidden]"],
])("%s is hidden", (_, text, shown) => {
  expect(hiding({})(text)).toBe(shown);
});

test("a token that holds the password is hidden whole", () => {
  const hide = hiding({ CLC_PASSWORD: "abcd", CLC_BEARER_TOKEN: "abcdefgh" });
  expect(hide("abcdefgh abcd")).toBe("[hidden] [hidden]");
});

test.each<[string, (text: string) => string]>([
  ["for JSON", (text) => JSON.stringify(text).slice(1, -1)],
  ["for a URL", encodeURIComponent],
  ["for a form", (text) => new URLSearchParams({ x: text }).toString().slice(2)],
  ["for HTML", (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")],
  ["in base64", (text) => Buffer.from(text).toString("base64").replaceAll("=", "")],
  ["in base64 beside its user", (text) => Buffer.from(`demo:${text}`).toString("base64").replaceAll("=", "")],
])("password and token are hidden %s", (_, encode) => {
  const env = {
    CLC_USERNAME: "demo",
    CLC_PASSWORD: 'pa"ss<&wo\\rd',
    CLC_BEARER_TOKEN: "opaque+token/with=signs",
  };
  for (const secret of [env.CLC_PASSWORD, env.CLC_BEARER_TOKEN]) {
    expect(hiding(env)(`you sent ${encode(secret)}, didn't you?`)).toBe("you sent [hidden], didn't you?");
  }
});

test("a password of four characters is hidden in base64 beside its user", () => {
  const said = Buffer.from("demo:abcd").toString("base64");
  expect(hiding({ CLC_USERNAME: "demo", CLC_PASSWORD: "abcd" })(said)).toBe("[hidden]");
});

test("a password of three characters comes up by chance, and leaves our own sentences as they are", () => {
  expect(hiding({ CLC_USERNAME: "demo", CLC_PASSWORD: "the" })("then the other")).toBe("then the other");
});

test("the password is not left anywhere in any text", () => {
  const secret = fc.string({ unit: "binary", minLength: 9 });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (password, before, after) => {
      expect(hiding({ CLC_PASSWORD: password })(before + password + after)).not.toContain(password);
    }),
  );
});

test("a megabyte that only ever begins like a token is searched in no time", () => {
  const startedAt = performance.now();
  hiding({})("-eyJ".repeat(250_000));
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test("text without a secret stays as it is, also when variables are empty", () => {
  expect(hiding({ CLC_PASSWORD: "", CLC_BEARER_TOKEN: undefined })("nothing to hide")).toBe(
    "nothing to hide",
  );
});

test("a text that nobody wrote is not read to its end: its beginning may be all that hides a secret", () => {
  const printable = printableWith({ CLC_PASSWORD: "s3cret-password" });
  expect(printable("%5C".repeat(1_000_000))).toBe("[3000000 characters]");
  expect(printable(`${"\u001b[0m".repeat(20_000)}s3cret-password`)).toBe("[80015 characters]");
});
