import { parseAccountAlias, parseGroupId } from "../../lib/archival/target";

test("an alias is upper case", () => {
  expect(parseAccountAlias("aLtD")).toBe("ALTD");
});

test.each(["", "AL TD", "ALTD/..", "ÄLTD", "A".repeat(17), "ALTD\n"])("%j is no alias", (text) => {
  expect(() => parseAccountAlias(text)).toThrow(`got "${text}"`);
});

test("a group id is lower case", () => {
  expect(parseGroupId("2A5C0B9662CF4FC8BF6180F139FACDC0")).toBe("2a5c0b9662cf4fc8bf6180f139facdc0");
});

test.each(["", "wa1-0001", "2a5c0b96-62cf-4fc8-bf61-80f139facdc0", "g".repeat(32), `${"a".repeat(32)}\n`])(
  "%j is no group id",
  (text) => {
    expect(() => parseGroupId(text)).toThrow(`got ${text.length} characters: "${text}"`);
  },
);
