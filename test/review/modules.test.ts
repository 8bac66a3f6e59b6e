import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../lib/common/usage-error";
import type { Impact } from "../../lib/contract/impact";
import { review } from "../../lib/review/review";
import { GROUP, OTHER_GROUP, temporaryFolder } from "../construct/stacks";
import { anImpact, configuration, type Declared, Stack } from "./plans";

jest.setTimeout(60_000);

/** A folder with a stack of this package, for others to use as a module. */
function moduleOf(declared: Readonly<Record<string, Declared>>, impacts: Record<string, Impact>): string {
  return folderWith(configuration(declared, impacts));
}

function folderWith(config: object): string {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(config));
  return folder;
}

const builds = anImpact({
  groupId: OTHER_GROUP,
  group: { id: OTHER_GROUP, name: "Builds", status: "active", servers: [], groups: [] },
});

test("a stack that is used as a module is reviewed as in the root, below other modules and in instances", () => {
  const inner = moduleOf({ web: {} }, { "terraform_data.web": anImpact() });
  const middle = folderWith({ module: { inner: { source: inner, count: 1 } } });
  const stack = new Stack({
    ...configuration({ web: { group: OTHER_GROUP } }, { "terraform_data.web": builds }),
    module: {
      old: { source: middle, for_each: '${toset(["a.[0]\\"] b"])}' },
    },
  });
  const { groups, headline, warnings, notReviewed } = review(stack.plan());
  expect(groups.map(({ address, impact, title }) => [address, title, impact?.groupId])).toEqual([
    ["terraform_data.web", "Builds", OTHER_GROUP],
    ['module.old["a.[0]\\"] b"].module.inner[0].terraform_data.web', "Web Applications", GROUP],
  ]);
  expect(headline).toContain("This plan archives 2 groups with 1 sub-group and 3 servers");
  expect({ warnings, notReviewed }).toEqual({ warnings: [], notReviewed: [] });
});

test("what a module of this package archived is restored when the stack is destroyed, and left when its block goes", () => {
  const undone = moduleOf({ web: { undo: true } }, { "terraform_data.web": anImpact({ archived: true }) });
  const stack = new Stack({ module: { old: { source: undone } } });
  stack.apply();
  expect(review(stack.plan()).unchanged).toBe(1);
  const destroyed = review(stack.plan("-destroy"));
  expect(destroyed.headline).toContain("This plan restores 1 group with 1 sub-group and 3 servers");
  expect(destroyed.groups[0]).toMatchObject({ title: "Web Applications", action: "restore" });
  stack.change({});
  const removed = review(stack.plan());
  expect(removed.groups[0]).toMatchObject({ title: `Group ${GROUP}`, action: "leave" });
  expect(removed.headline).toContain("1 resource goes with its block");
});

test("instances that are declared for one group count once, each group of its own", () => {
  const one = moduleOf({ web: {} }, { "terraform_data.web": anImpact() });
  const { resource } = configuration({ web: {} });
  const each = { ...resource?.terraform_data.web, count: 2 };
  const impacts = { "terraform_data.each": anImpact() };
  const stack = new Stack({
    ...configuration({}, impacts),
    resource: { terraform_data: { each } },
    module: { old: { source: one, for_each: '${toset(["a", "b"])}' } },
  });
  const { archive, groups } = review(stack.plan());
  expect(groups).toHaveLength(4);
  expect(archive).toMatchObject({ groups: 1, notSurveyed: 0, servers: 3, monthlyEstimate: 1072.33 });
});

test("a survey in a module that is not as it must be is named with its module", () => {
  const broken = folderWith({ variable: { archived_group_impact: { type: "string", default: "{" } } });
  const plan = new Stack({ module: { old: { source: broken } } }).plan();
  expect(() => review(plan)).toThrow(
    new UsageError("the variable archived_group_impact of module.old is invalid JSON"),
  );
});
