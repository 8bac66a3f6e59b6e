import { pinDifference } from "../../lib/cli/pin";
import { grown, OTHER_PIN, PIN } from "../contract/pins";

const SHORT = `"Web Applications" (${PIN.groupId}): 2 servers, 1 sub-group`;

test("what is pinned for the first time is counted, not listed", () => {
  expect(pinDifference([], [PIN])).toEqual([`${SHORT}, pinned for the first time`]);
});

test("what has not changed is one line", () => {
  expect(pinDifference([PIN], [PIN])).toEqual([SHORT]);
});

test("what came and what went is a line each, sub-groups before servers", () => {
  const [head, ...lines] = pinDifference([PIN], [grown({ ...PIN, subGroups: [] }, "de1altdnew01")]);
  expect(head).toBe(`"Web Applications" (${PIN.groupId}): 3 servers, 0 sub-groups`);
  expect(lines).toEqual([
    "  + server de1altdnew01",
    '  - group "Storefront" (6a06a3c79107d0e6f8be1fbe749ebbf9)',
  ]);
});

test("a group that is no longer declared is named", () => {
  expect(pinDifference([PIN, OTHER_PIN], [PIN])).toEqual([
    SHORT,
    `"Decommissioned" (${OTHER_PIN.groupId}) is not declared any more, and no longer pinned`,
  ]);
});

test("a group of the same id in another account is another one", () => {
  const [first, second] = pinDifference([{ ...PIN, accountAlias: "OTHR" }], [PIN]);
  expect(first).toContain("pinned for the first time");
  expect(second).toContain("is not declared any more");
});
