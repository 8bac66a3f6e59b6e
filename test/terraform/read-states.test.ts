import type { DeclaredGroup } from "../../lib/terraform/declared-groups-in";
import { match } from "../../lib/terraform/read-states";
import type { RecordedGroup } from "../../lib/terraform/recorded-groups";
import { terraformCommands } from "../../lib/terraform/stack-commands";
import { GROUP, OTHER_GROUP } from "../construct/stacks";

const STACK = {
  name: "retirement",
  folder: "/",
  engine: "terraform",
  commands: terraformCommands("terraform"),
};

const record = (address: string, groupId = GROUP, restored = false): RecordedGroup => ({
  address,
  target: { accountAlias: "ALTD", groupId },
  restored,
  tainted: false,
});

const declare = (address: string, groupId?: string, wants: DeclaredGroup["wants"] = "archived") => ({
  address,
  path: "retirement/web",
  target: groupId === undefined ? undefined : { accountAlias: "ALTD", groupId },
  wants,
  environment: { ARCHIVED_GROUP_ID: groupId ?? "$" + "{each.value}" },
});

/** What each subject is: where, whether it is declared, and what for. */
function matched(recorded: RecordedGroup[], groups: DeclaredGroup[], addresses: string[] = []) {
  return match(STACK, recorded, { groups, addresses }).map(({ address, declared, recorded: record }) => [
    address,
    declared?.wants,
    record !== undefined,
  ]);
}

test.each([
  "null_resource.web[0]",
  'null_resource.web["a b"]',
  'module.x["a"].module.y[1].null_resource.web',
  'module.x["a]"].module.y[1].null_resource.web["q\\"]"]',
])("%s is declared where its keys are left out, whatever its id", (address) => {
  const at = address.startsWith("module") ? "module.x.module.y.null_resource.web" : "null_resource.web";
  expect(matched([record(address)], [declare(at)])).toEqual([[address, "archived", true]]);
  expect(matched([record(address)], [declare(at, GROUP)])).toEqual([[address, "archived", true]]);
});

test("each instance of one declaration is a group of its own", () => {
  const recorded = [record("null_resource.web[0]"), record("null_resource.web[1]", OTHER_GROUP)];
  expect(matched(recorded, [declare("null_resource.web")])).toEqual([
    ["null_resource.web[0]", "archived", true],
    ["null_resource.web[1]", "archived", true],
  ]);
});

test("what is declared in another module of the same name is not it", () => {
  expect(matched([record("module.a.null_resource.web")], [declare("module.b.null_resource.web")])).toEqual([
    ["module.a.null_resource.web", undefined, true],
  ]);
});

test("a group that moved to another address is declared there", () => {
  expect(matched([record("null_resource.old")], [declare("null_resource.new", GROUP)])).toEqual([
    ["null_resource.old", "archived", true],
  ]);
});

test("an address that is for another group by now leaves the recorded one undeclared", () => {
  expect(
    matched(
      [record("null_resource.web")],
      [declare("null_resource.web", OTHER_GROUP)],
      ["null_resource.web"],
    ),
  ).toEqual([
    ["null_resource.web", "archived", false],
    ["null_resource.web", undefined, true],
  ]);
});

test.each([
  ["archived", false],
  ["restored", true],
])("what HCL declares is taken to ask for what is recorded: %s", (wants, restored) => {
  const address = 'module.x["a b"].null_resource.web[0]';
  expect(matched([record(address, GROUP, restored)], [], ["module.x.null_resource.web"])).toEqual([
    [address, wants, true],
  ]);
  expect(matched([record(address)], [], ["null_resource.web"])).toEqual([[address, undefined, true]]);
});

test("of a declaration that is not recorded, only a known id can be looked at", () => {
  const groups = [declare("null_resource.a", GROUP, "restored"), declare("null_resource.b")];
  expect(matched([], groups)).toEqual([["null_resource.a", "restored", false]]);
});
