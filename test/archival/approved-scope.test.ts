import fc from "fast-check";
import { formatScope, MOST_APPROVED, outside, parseScope } from "../../lib/archival/approved-scope";
import type { Group } from "../../lib/archival/platform";
import { serverStateOf } from "../../lib/archival/states";
import { UsageError } from "../../lib/common/usage-error";

const id = fc.stringMatching(/^[a-z0-9]{1,20}$/);
const groupOf = (servers: readonly string[], groups: readonly Group[] = [], status = "active"): Group => ({
  id: "2a5c0b9662cf4fc8bf6180f139facdc0",
  name: "Web Applications",
  status: "active",
  state: "active",
  type: "default",
  archivable: true,
  servers: servers.map((one) => ({ id: one, name: one.toUpperCase(), status, state: serverStateOf(status) })),
  groups,
});

test("what was approved is inside, in any order and any case, and so is less of it", () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 50 }), fc.nat(), (ids, cut) => {
      const scope = parseScope(formatScope([...ids].reverse().map((one) => one.toUpperCase())));
      expect(outside(scope, groupOf(ids))).toEqual([]);
      expect(outside(scope, groupOf(ids.slice(cut % (ids.length + 1))))).toEqual([]);
    }),
  );
});

test("what was not approved is named, be it ever so deep", () => {
  const scope = parseScope(formatScope(["web01"]));
  const deep = { ...groupOf(["db01"]), id: "f".repeat(32), name: "Databases" };
  expect(outside(scope, groupOf(["web01", "web02"], [deep]))).toEqual([
    `group "Databases" (${"f".repeat(32)})`,
    "server web02 (active)",
    "server db01 (active)",
  ]);
});

test("a server that is archived already does not count", () => {
  expect(outside(parseScope(formatScope([])), groupOf(["web01"], [], "archived"))).toEqual([]);
});

test("as many ids as it says fit into one variable of the environment, and hardly more", () => {
  const ids = Array.from({ length: MOST_APPROVED }, (_, index) => `de1altdweb${index}`);
  const text = formatScope(ids);
  const left = 128 * 1024 - "ARCHIVED_GROUP_DECLARED=".length - 1 - text.length;
  expect(left).toBeGreaterThanOrEqual(0);
  expect(left).toBeLessThan(600);
  expect(outside(parseScope(text), groupOf(ids))).toEqual([]);
});

test("nothing but a scope is one", () => {
  for (const text of ["", "v2.", "v1.abc", "v1.abcdef ", "abcdef", "v1.abcde\u0000"]) {
    expect(() => parseScope(text)).toThrow(UsageError);
  }
  expect(parseScope("v1.").size).toBe(0);
});
