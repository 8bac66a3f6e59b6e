import fc from "fast-check";
import { fileNameOf } from "../../lib/store/file-name";

const TARGET = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };

test("the usual endpoint is its host", () => {
  expect(fileNameOf("https://api.ctl.io", TARGET)).toBe("api.ctl.io-ALTD-2a5c0b9662cf4fc8bf6180f139facdc0");
});

test.each([
  ["https://ctl.example:8443", "https://ctl.example-8443"],
  ["http://ctl.example", "https://ctl.example"],
  ["https://ctl_example", "https://ctl-example"],
])("%s and %s are kept apart", (one, other) => {
  expect(fileNameOf(one, TARGET)).not.toBe(fileNameOf(other, TARGET));
});

test("endpoints that differ have names that differ, and no name leads to another folder", () => {
  const endpoint = fc.webUrl({ validSchemes: ["http", "https"] }).map((url) => new URL(url).origin);
  fc.assert(
    fc.property(endpoint, endpoint, (one, other) => {
      expect(fileNameOf(one, TARGET) === fileNameOf(other, TARGET)).toBe(one === other);
      expect(fileNameOf(one, TARGET)).not.toMatch(/[/\\]/);
    }),
  );
});
