import fc from "fast-check";
import { UsageError } from "../../lib/common/usage-error";
import { LARGEST_VARIABLE_BYTES } from "../../lib/construct/variable-size";
import { formatServers, parseServers } from "../../lib/contract/server-list";

test("few servers can be read by people", () => {
  expect(formatServers(["de1altdweb01", "de1altdweb02"])).toBe("de1altdweb01 de1altdweb02");
  expect(formatServers([])).toBe("");
});

test("10,000 servers fit into a variable of the environment", () => {
  const ids = Array.from({ length: 10_000 }, (_, at) => `de1altd${(at * 7_919).toString(36)}${at}`);
  const text = formatServers(ids);
  expect(text.length).toBeLessThan(LARGEST_VARIABLE_BYTES);
  expect(parseServers(text)).toEqual(ids);
});

test("what is written is read again", () => {
  const id = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
  fc.assert(
    fc.property(fc.array(id, { maxLength: 600 }), (ids) => {
      expect(parseServers(formatServers(ids))).toEqual(ids);
    }),
  );
});

test.each(["gz.", "gz.x", "gz.%%%", `gz.${"A".repeat(1_000)}`])("%s is refused in one sentence", (text) => {
  expect(() => parseServers(text)).toThrow(UsageError);
});
