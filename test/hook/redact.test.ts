import fc from "fast-check";
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
