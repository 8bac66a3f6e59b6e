import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Impact, ImpactGroup } from "../../lib/contract/impact";
import { toHtml } from "../../lib/review/html";
import { toMarkdown } from "../../lib/review/markdown";
import type { Review, ReviewedGroup } from "../../lib/review/model";
import { review } from "../../lib/review/review";
import { GROUP, OTHER_GROUP, temporaryFolder } from "../construct/stacks";
import { anImpact, aServer, configuration, type Declared, planOf, Stack } from "./plans";

/** Each of these asks the real Terraform several times. */
jest.setTimeout(60_000);

const only = ({ groups }: Review): ReviewedGroup => {
  expect(groups).toHaveLength(1);
  return groups[0] as ReviewedGroup;
};
const stackOf = (declared: Readonly<Record<string, Declared>>): Stack => new Stack(configuration(declared));
const HARMLESS = 'What the plan counts "to destroy" is the record of it: that destroys no server.';

describe("plans of the real Terraform", () => {
  test("a declared group will be archived, then is unchanged, and stays as it is when the declaration goes", () => {
    const stack = new Stack(configuration({ web: {} }, { "terraform_data.web": anImpact() }));
    const first = review(stack.plan());
    expect(first.headline).toBe(
      "This plan archives 1 group with 1 sub-group and 3 servers that cost 1,072.33 a month today.",
    );
    expect(only(first)).toMatchObject({
      address: "terraform_data.web",
      title: "Web Applications",
      action: "archive",
      does: "will be archived",
      notes: [],
      accountAlias: "ALTD",
      groupId: GROUP,
      impact: anImpact(),
    });
    expect(first.warnings).toEqual([]);
    expect(first.plannedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+Z$/);
    stack.apply();
    expect(review(stack.plan())).toMatchObject({
      headline: "This plan archives nothing and restores nothing. Besides: 1 declaration unchanged.",
      groups: [],
      unchanged: 1,
    });
    stack.change({});
    const last = review(stack.plan());
    expect(only(last)).toMatchObject({
      title: `Group ${GROUP}`,
      action: "leave",
      does: "stays as it is",
      notes: [
        "The declaration is removed: nothing is sent, unless a `removed` block in its place restores the group, which a plan does not show.",
      ],
    });
    expect(last.headline).toBe(
      "This plan archives nothing and restores nothing. Besides: 1 group stays as it is. 1 resource goes with its block: a `removed` block instead may run a command, which a plan does not show.",
    );
    expect(last.warnings).toEqual([]);
  });

  test("one whose hook failed is tried again, which destroys nothing", () => {
    const stack = stackOf({ web: { fails: true, undo: true, card: "Web Applications\n  3 servers" } });
    expect(() => stack.apply()).toThrow("exit status 1");
    const retried = only(review(stack.plan()));
    expect(retried).toMatchObject({
      does: "will be archived",
      notes: [
        "It is tainted, by a failed run or by somebody: the hook runs again, and looks at the group first.",
        HARMLESS,
      ],
      card: ["Web Applications", "  3 servers"],
    });
    const destroyed = only(review(stack.plan("-destroy")));
    expect(destroyed).toMatchObject({
      action: "leave",
      does: "stays as it is",
      notes: ["The declaration is removed; nothing is sent, and no server is touched."],
    });
  });

  test("another group, another state and a request each say what else happens", () => {
    const stack = stackOf({ web: {}, undone: { undo: true } });
    stack.apply();
    stack.change(configuration({ web: { group: OTHER_GROUP }, undone: { group: OTHER_GROUP, undo: true } }));
    const byAddress = (text: string): Record<string, ReviewedGroup> =>
      Object.fromEntries(
        review(text)
          .groups.filter(({ does }) => does !== "will be restored first")
          .map((group) => [group.address, group]),
      );
    const before = `group ${GROUP} of account ALTD`;
    const moved = byAddress(stack.plan());
    expect(moved["terraform_data.web"]?.notes).toEqual([
      `It was declared for ${before} before.`,
      "That one stays as it is.",
      HARMLESS,
    ]);
    expect(moved["terraform_data.undone"]?.notes).toEqual([
      `It was declared for ${before} before.`,
      `First ${before} will be restored, if this declaration has archived it: its onDestroy asks for this.`,
      HARMLESS,
    ]);
    stack.change(configuration({ web: { state: "restored" }, undone: { undo: true } }));
    const turned = byAddress(stack.plan("-replace=terraform_data.undone"));
    expect(turned["terraform_data.web"]).toMatchObject({
      action: "restore",
      does: "will be restored",
      notes: ["It was declared archived before.", HARMLESS],
    });
    expect(turned["terraform_data.undone"]?.notes).toEqual([
      "The hook runs again, and looks at the group first.",
      `First ${before} will be restored, if this declaration has archived it: its onDestroy asks for this.`,
      HARMLESS,
    ]);
    expect(byAddress(stack.plan("-destroy"))["terraform_data.undone"]).toMatchObject({
      action: "restore",
      does: "will be restored",
      notes: [
        "The declaration is removed, and its onDestroy asks for this. A group that it has not archived is left alone.",
      ],
    });
  });

  test("what goes is restored by a declaration that is declared restored by now, when it asks for that", () => {
    const stack = stackOf({ web: {}, undone: { undo: true }, done: { state: "restored", undo: true } });
    stack.apply();
    const state = "restored";
    stack.change(
      configuration({ web: { state }, undone: { state, undo: true }, done: { state, undo: true } }),
    );
    const actions = review(stack.plan("-destroy")).groups.map(({ address, action }) => [address, action]);
    expect(Object.fromEntries(actions)).toEqual({
      "terraform_data.web": "leave",
      "terraform_data.undone": "restore",
      "terraform_data.done": "leave",
    });
  });

  test("a group that is active already is restored by nothing, although what goes would restore it", () => {
    const stack = stackOf({ web: { undo: true } });
    stack.apply();
    const impact = anImpact({ wants: "restored", asWanted: true });
    stack.change(configuration({ web: { state: "restored", undo: true } }, { "terraform_data.web": impact }));
    expect(only(review(stack.plan()))).toMatchObject({ action: "leave", does: "is active already" });
  });

  test("modules, instances, values known later, sensitive ones, and resources of others", () => {
    const { resource } = configuration({ web: {} }) as { resource: { terraform_data: { web: object } } };
    const { web } = resource.terraform_data;
    const given = (id: string): object => ({
      ...web,
      triggers_replace: { account_alias: "ALTD", group_id: id },
    });
    const module = temporaryFolder();
    writeFileSync(join(module, "main.tf.json"), JSON.stringify({ resource: { terraform_data: { web } } }));
    const stack = new Stack({
      module: { old: { source: module, for_each: '${toset(["a.[0]"])}' } },
      variable: { secret: { default: OTHER_GROUP, sensitive: true } },
      resource: {
        terraform_data: {
          each: { ...web, count: 2 },
          later: given("${terraform_data.other.id}"),
          hidden: given("${var.secret}"),
          other: { input: { some: "thing" }, triggers_replace: ["account_alias", "group_id"] },
          another: { triggers_replace: { account_alias: 1, group_id: GROUP } },
        },
      },
      check: {
        drift: {
          assert: [
            {
              condition: '${terraform_data.other.input.some == "one"}',
              error_message: "The group is active again.",
            },
          ],
        },
      },
    });
    const { groups, warnings } = review(stack.plan());
    expect(groups.map(({ address, groupId }) => [address, groupId])).toEqual([
      ["terraform_data.each[0]", GROUP],
      ["terraform_data.each[1]", GROUP],
      ["terraform_data.hidden", undefined],
      ["terraform_data.later", undefined],
      ['module.old["a.[0]"].terraform_data.web', GROUP],
    ]);
    expect(groups[3]?.title).toBe("A group that the plan does not show");
    expect(warnings[0]).toEqual({ sentence: "check.drift: The group is active again." });
    expect(warnings).toHaveLength(6);
  });
});

describe("what is counted", () => {
  const other = anImpact({
    groupId: OTHER_GROUP,
    group: {
      id: OTHER_GROUP,
      name: "Builds",
      servers: [aServer("de1altdci01", { status: "archived" })],
      groups: [],
    },
  });

  test("A group that is declared below another one counts once", () => {
    const [shop] = anImpact().group.groups;
    const inner = anImpact({ groupId: "a".repeat(32), group: shop as NonNullable<typeof shop> });
    const plan = planOf(
      { web: {}, shop: { group: "a".repeat(32) } },
      { "terraform_data.web": anImpact(), "terraform_data.shop": inner },
    );
    const scope = { groups: 2, notSurveyed: 0, subGroups: 0, servers: 3, monthlyEstimate: 1072.33 };
    expect(review(plan).archive).toEqual(scope);
  });

  test("servers that are archived already do not count, groups that nobody looked into are named", () => {
    const declared = { web: {}, builds: { group: OTHER_GROUP }, unknown: { group: "b".repeat(32) } };
    const impacts = { "terraform_data.web": anImpact(), "terraform_data.builds": other };
    const { headline, warnings } = review(planOf(declared, impacts));
    expect(headline).toBe(
      "This plan archives 2 groups with 1 sub-group and 3 servers that cost 2,144.66 a month today, and 1 group that was not surveyed.",
    );
    expect(warnings).toEqual([
      { about: `Group ${"b".repeat(32)}`, sentence: "It was not surveyed: what is in it is not known." },
    ]);
  });

  test("a cost that is not known of one group is not known of all", () => {
    const { cost: _, ...without } = other;
    const impacts = { "terraform_data.web": anImpact(), "terraform_data.builds": without };
    const { archive } = review(planOf({ web: {}, builds: { group: OTHER_GROUP } }, impacts));
    expect(archive).not.toHaveProperty("monthlyEstimate");
  });

  test("a survey of another group than the declared one is not shown", () => {
    const { groups } = review(planOf({ web: { group: OTHER_GROUP } }, { "terraform_data.web": anImpact() }));
    expect(groups[0]).toMatchObject({ title: `Group ${OTHER_GROUP}` });
    expect(groups[0]).not.toHaveProperty("impact");
  });
});

describe("what a survey says of a group is shown where it is about what the plan does", () => {
  const surveyed = (declared: Declared, more: Partial<Impact>): object =>
    configuration({ web: declared }, { "terraform_data.web": anImpact(more) });
  const archived = {
    archived: true,
    asWanted: true,
    warnings: ["it is archived already: nothing will be sent"],
  };
  const nothing = "This plan archives nothing and restores nothing. Besides: 1 group stays as it is.";

  test("a group that is archived already is left, and so it is said once", () => {
    const adopted = review(new Stack(surveyed({}, archived)).plan());
    expect(only(adopted)).toMatchObject({ does: "is archived already", notes: ["Nothing will be sent."] });
    expect(adopted).toMatchObject({ headline: nothing, archive: { groups: 0 }, warnings: [] });
  });

  test("nor does it take the cost of the others away", () => {
    const other = { id: OTHER_GROUP, name: "Builds", status: "archived", servers: [], groups: [] };
    const { cost: _, ...seen } = anImpact({ ...archived, groupId: OTHER_GROUP, group: other });
    const plan = planOf(
      { web: {}, builds: { group: OTHER_GROUP } },
      { "terraform_data.web": anImpact(), "terraform_data.builds": seen },
    );
    expect(review(plan).headline).toBe(
      "This plan archives 1 group with 1 sub-group and 3 servers that cost 1,072.33 a month today. Besides: 1 group stays as it is.",
    );
  });

  test("not of what stays as it is, nor of a restore at destroy", () => {
    const stack = new Stack(surveyed({ undo: true }, { warnings: ["3 of 3 servers powered on"] }));
    expect(review(stack.plan()).warnings).toHaveLength(1);
    stack.apply();
    stack.change(surveyed({ undo: true }, archived));
    expect(review(stack.plan())).toMatchObject({ unchanged: 1, warnings: [] });
    const destroyed = review(stack.plan("-destroy"));
    expect(only(destroyed).action).toBe("restore");
    expect(destroyed.warnings).toEqual([]);
    // A restore first, then an archive of what is active again.
    const replaced = review(stack.plan("-replace=terraform_data.web"));
    expect(replaced.groups.map(({ action, does }) => [action, does])).toEqual([
      ["archive", "will be archived"],
      ["restore", "will be restored first"],
    ]);
  });

  test("of a tainted group that is active it is not said that it stays archived", () => {
    const stack = new Stack(surveyed({ fails: true, undo: true }, {}));
    expect(() => stack.apply()).toThrow("exit status 1");
    expect(only(review(stack.plan("-destroy")))).toMatchObject({ action: "leave", does: "stays as it is" });
  });

  test("a resource that Terraform is to forget is left", () => {
    const stack = new Stack(configuration({ web: {} }));
    stack.apply();
    stack.change({ removed: [{ from: "terraform_data.web", lifecycle: { destroy: false } }] });
    expect(only(review(stack.plan()))).toMatchObject({
      action: "leave",
      does: "stays as it is",
      notes: ["Terraform forgets it; nothing is sent, and no server is touched."],
    });
  });

  test("a restore counts no servers where the platform shows none", () => {
    const [shop] = anImpact().group.groups;
    const archived = { status: "archived", servers: [] };
    const group = { ...anImpact().group, ...archived, groups: [{ ...(shop as ImpactGroup), ...archived }] };
    const { cost: _, ...seen } = anImpact({ wants: "restored", archived: true, group });
    const restored = review(planOf({ web: { state: "restored" } }, { "terraform_data.web": seen }));
    expect(restored.headline).toBe("This plan restores 1 group with 1 sub-group.");
    expect(restored.restore).not.toHaveProperty("servers");
    const text = toMarkdown(restored) + toHtml(restored);
    expect(text).toContain("<summary>2 groups, the platform shows no servers in an archived one</summary>");
    expect(text).not.toContain("0 servers");
  });
});

test("warnings: of Terraform, then of guardrails, of what was pinned and archived, and of the survey", () => {
  const impact = anImpact({
    source: "pin",
    guardrails: [
      { name: "maxServers", passes: false, sentence: "7 servers would be archived, maxServers allows 5" },
    ],
    warnings: ["2 of 3 servers powered on"],
    notKnown: ["costs", "scheduled activities"],
  });
  const check = { address: { to_display: "check.x" }, status: "error" };
  const { warnings } = review(
    planOf({ web: {} }, { "terraform_data.web": impact }, { errored: true, checks: [check] }),
  );
  const about = "Web Applications";
  expect(warnings).toEqual([
    { sentence: "Terraform ended with an error: the plan is incomplete." },
    { sentence: "check.x: Terraform could not check it, or gives no reason." },
    {
      about,
      sentence: "The guardrail maxServers will refuse it: 7 servers would be archived, maxServers allows 5.",
    },
    { about, sentence: "It is shown as it was pinned; what is in it now is not known." },
    { about, sentence: "2 of 3 servers powered on" },
    { about, sentence: "Not known: costs; scheduled activities." },
  ]);
});
