import fc from "fast-check";
import { isPathId } from "../../lib/archival/platform";

test.each(["de1altdweb01", "DE1ALTDWEB01", "de1-81787", "a.b_c"])("%s may be part of a path", (id) => {
  expect(isPathId(id)).toBe(true);
});

test.each([
  undefined,
  null,
  5,
  {},
  ["a"],
  "",
  ".",
  "..",
  "a/b",
  "a b",
  "a%2f",
  "a?b",
  "a\n",
  "\ud83d",
  "x".repeat(101),
])("%j may not", (id) => {
  expect(isPathId(id)).toBe(false);
});

test("whatever may be part of a path is the last part of it, as it is", () => {
  const id = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\w.-]{0,20}$/));
  fc.assert(
    fc.property(id, (text) => {
      fc.pre(isPathId(text));
      expect(new URL(`/v2/servers/ALTD/${text}`, "https://api.ctl.io").pathname).toBe(
        `/v2/servers/ALTD/${text}`,
      );
    }),
  );
});
