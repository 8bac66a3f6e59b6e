import type { Group } from "../../lib/archival/platform";
import { protectedIn } from "../../lib/archival/protected-names";
import { UsageError } from "../../lib/common/usage-error";

const GROUP: Group = {
  id: "2a5c0b9662cf4fc8bf6180f139facdc0",
  name: "Web / Production (EU)",
  status: "active",
  state: "active",
  type: "default",
  archivable: true,
  servers: [
    { id: "de1altdweb01", name: "DE1ALTDWEB01", status: "active", state: "active" },
    { id: "de1altdold01", name: "DE1ALTDOLD01", status: "archived", state: "archived" },
  ],
  groups: [],
};
const NESTED: Group = { ...GROUP, name: "All", servers: [], groups: [GROUP] };

test.each([
  ["Web / Production (EU)", "a whole name, whatever characters it has"],
  ["web / production (eu)", "a name in another case"],
  ["*production*", "a glob, in which a star stands for slashes, too"],
  ["Web ? Production*", "a question mark for one character"],
])("%s protects the group: %s", (pattern) => {
  expect(protectedIn(NESTED, [pattern])).toEqual([
    `group "Web / Production (EU)" is protected by "${pattern}"`,
  ]);
});

test("servers are protected as well, unless they are archived already", () => {
  expect(protectedIn(NESTED, ["*web0[1-3]", "*old*"])).toEqual([
    'server "DE1ALTDWEB01" is protected by "*web0[1-3]"',
  ]);
});

test("what protects nothing here is said to protect nothing", () => {
  expect(protectedIn(NESTED, ["production", "Web", "(", "x"])).toEqual([]);
});

test("what is no glob is refused, and never passes", () => {
  expect(() => protectedIn(NESTED, ["{web,data}*"])).toThrow(UsageError);
});
