import { toHtml } from "../../lib/review/html";
import { toMarkdown } from "../../lib/review/markdown";
import type { Review } from "../../lib/review/model";
import { review } from "../../lib/review/review";
import { GROUP, OTHER_GROUP } from "../construct/stacks";
import { anImpact, configuration, planOf, Stack } from "./plans";

jest.setTimeout(60_000);

const RESTORE_IT = `To restore it: \`archived-group restore --account ALTD --group ${GROUP}\`.`;
const actionsOf = ({ groups }: Review): (string | undefined)[][] =>
  groups.map(({ action, does, groupId }) => [action, does, groupId]);

describe("an id that replaces another one with a hook for what goes", () => {
  const NOBODY = "account ALTD has no such group, or this user may not see it";

  test("is a restore in the headline, and what nobody found is a warning", () => {
    const stack = new Stack(configuration({ web: { undo: true } }));
    stack.apply();
    stack.change(
      configuration({ web: { undo: true, group: OTHER_GROUP } }, {}, { "terraform_data.web": NOBODY }),
    );
    const wrong = review(stack.plan());
    expect(wrong.headline).toBe(
      "This plan archives 1 group that was not surveyed; it restores 1 group that was not surveyed, because a declaration is replaced.",
    );
    expect(actionsOf(wrong)).toEqual([
      ["archive", "will be archived", OTHER_GROUP],
      ["restore", "will be restored first", GROUP],
    ]);
    expect(wrong.warnings).toEqual([
      {
        about: `Group ${OTHER_GROUP}`,
        sentence: `It was not surveyed: ${NOBODY}; what is in it is not known.`,
      },
      { about: `Group ${GROUP}`, sentence: "It was not surveyed: what is in it is not known." },
    ]);
    for (const text of [toMarkdown(wrong), toHtml(wrong)]) {
      expect(text).toContain("because a declaration is replaced");
      expect(text).toContain(NOBODY);
    }
    expect(toHtml(wrong)).toContain("<title>Archive review: 1 group to archive, 1 group to restore</title>");
  });

  test("is a restore and an archive of the same group where that is asked for once more", () => {
    const survey = { "terraform_data.web": anImpact({ archived: true, asWanted: true }) };
    const stack = new Stack(configuration({ web: { undo: true } }, survey));
    stack.apply();
    expect(review(stack.plan("-replace=terraform_data.web")).headline).toContain(
      "3 servers that cost 1,072.33 a month today, because a declaration is replaced.",
    );
  });

  test("restores nothing of a group that was seen active", () => {
    const stack = new Stack(configuration({ web: { undo: true } }, { "terraform_data.web": anImpact() }));
    stack.apply();
    expect(actionsOf(review(stack.plan("-replace=terraform_data.web")))).toEqual([
      ["archive", "will be archived", GROUP],
    ]);
  });

  test("restores nothing where the last run did not end well, and says which group it was for", () => {
    const stack = new Stack(configuration({ web: { undo: true, fails: true } }));
    expect(() => stack.apply()).toThrow("exit status 1");
    stack.change(configuration({ web: { undo: true, group: OTHER_GROUP } }));
    const { groups, restore } = review(stack.plan());
    expect(restore.groups).toBe(0);
    expect(groups[0]?.notes).toEqual(
      expect.arrayContaining([
        `It was declared for group ${GROUP} of account ALTD before.`,
        "That one stays as it is.",
      ]),
    );
  });

  test("counts what is declared as restored apart from what is restored first", () => {
    const stack = new Stack(
      configuration({ web: { undo: true }, back: { state: "restored", group: "b".repeat(32) } }),
    );
    stack.apply("-target=terraform_data.web");
    stack.change(
      configuration({
        web: { undo: true, group: OTHER_GROUP },
        back: { state: "restored", group: "b".repeat(32) },
      }),
    );
    expect(review(stack.plan()).headline).toContain(
      "it restores 2 groups that were not surveyed, 1 of them because a declaration is replaced.",
    );
  });
});

describe("create_before_destroy runs no hook for what goes", () => {
  const first = { undo: true, createFirst: true };

  test("so the old group stays archived, which is counted and warned of", () => {
    const stack = new Stack(configuration({ web: first }));
    stack.apply();
    stack.change(configuration({ web: { ...first, group: OTHER_GROUP } }));
    const replaced = review(stack.plan());
    expect(replaced.headline).toBe(
      "This plan archives 1 group that was not surveyed. Besides: 1 group stays archived that would be restored, if Terraform ran the hook.",
    );
    expect(actionsOf(replaced)).toEqual([
      ["archive", "will be archived", OTHER_GROUP],
      ["leave", "stays archived", GROUP],
    ]);
    expect(replaced.groups[0]?.notes).toContain("That one stays as it is.");
    expect(replaced.warnings[1]).toEqual({
      about: `Group ${GROUP}`,
      sentence: `It stays archived, although its onDestroy asks for a restore. Terraform creates the new object first (create_before_destroy), and then runs no hook for the old one. ${RESTORE_IT}`,
    });
    expect(toMarkdown(replaced)).toContain("1 group stays archived that would be restored");
  });

  test("nor for the old object that a failed replacement left behind", () => {
    const stack = new Stack(configuration({ web: first }));
    stack.apply();
    stack.change(configuration({ web: { ...first, group: OTHER_GROUP, fails: true } }));
    expect(() => stack.apply()).toThrow("exit status 1");
    stack.change(configuration({ web: { ...first, group: OTHER_GROUP } }));
    const deposed = review(stack.plan());
    expect(actionsOf(deposed)).toEqual([
      ["archive", "will be archived", OTHER_GROUP],
      ["leave", "stays archived", GROUP],
    ]);
    expect(deposed.groups[1]?.address).toBe("terraform_data.web (deposed)");
    expect(deposed.headline).toContain("1 group stays archived that would be restored");
    expect(deposed.warnings.at(-1)?.sentence).toContain(
      `(deposed): Terraform runs no hook for it. ${RESTORE_IT}`,
    );
    // The group is declared again: it is to stay archived.
    stack.change(configuration({ web: first }));
    const again = review(stack.plan());
    expect(again.groups.map(({ does }) => does)).toEqual(["will be archived", "stays as it is"]);
    expect(again.headline).not.toContain("would be restored");
  });

  test("nor is anything said of a group that is replaced by itself", () => {
    const stack = new Stack(configuration({ web: first }));
    stack.apply();
    const same = review(stack.plan("-replace=terraform_data.web"));
    expect(actionsOf(same)).toEqual([["archive", "will be archived", GROUP]]);
    expect(same.groups[0]?.notes.join(" ")).not.toContain("restored");
  });
});

test.each([
  [["create", "forget"], "replaced"],
  [["forget"], "gone"],
])("what Terraform is told to forget stays archived (%j, Terraform 1.16)", (actions, what) => {
  const plan = JSON.parse(planOf({ web: { undo: true, group: what === "gone" ? GROUP : OTHER_GROUP } }));
  const before = { triggers_replace: { account_alias: "ALTD", group_id: GROUP } };
  const [change] = plan.resource_changes;
  Object.assign(change.change, { actions, before, ...(what === "gone" && { after: null }) });
  const [resource] = plan.configuration.root_module.resources;
  const [archive] = resource.provisioners;
  const command = { constant_value: "restore" };
  resource.provisioners = [archive, { ...archive, expressions: { ...archive.expressions, command } }];
  const { groups, warnings } = review(JSON.stringify(plan));
  expect(groups.at(-1)).toMatchObject({ action: "leave", does: "stays archived", groupId: GROUP });
  expect(warnings.at(-1)?.sentence).toContain("Terraform forgets the old object, and runs no hook for it.");
});

test("what is tainted among the old objects says nothing of the present one", () => {
  const plan = JSON.parse(planOf({ web: {} }));
  const [resource] = plan.configuration.root_module.resources;
  const { address } = resource;
  const root_module = { resources: [{ address, tainted: true, deposed_key: "abcd1234" }] };
  plan.prior_state = { values: { root_module } };
  expect(review(JSON.stringify(plan)).groups[0]?.notes).toEqual([]);
});
