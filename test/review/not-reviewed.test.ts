import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { toHtml } from "../../lib/review/html";
import { toMarkdown } from "../../lib/review/markdown";
import type { Review } from "../../lib/review/model";
import { review } from "../../lib/review/review";
import { runsIn } from "../../lib/review/runs";
import { GROUP, OTHER_GROUP, TerraformFolder } from "../construct/stacks";
import { configuration, planOf, Stack } from "./plans";

jest.setTimeout(60_000);

const ALL_CLEAR = "This plan has no resource that archives or restores a group.";
const NONE_OF_OURS = "This plan changes no resource of this package.";

/** Says it in all formats, and gives no all-clear in any. */
function expectHeadline(reviewed: Review, ...sentences: readonly string[]): void {
  expect(reviewed.headline).toBe(sentences.join(" "));
  const shown = toMarkdown(reviewed).replace(/[\\\u200b]/g, "");
  const page = toHtml(reviewed);
  expect(shown).toContain(reviewed.headline);
  expect(page).not.toContain("nothing to archive");
  expect(shown + page).not.toContain(ALL_CLEAR);
}

const hcl = (provisioner: object, more: object = {}): object => ({
  resource: {
    terraform_data: { old: { provisioner: [{ "local-exec": provisioner }], ...more } },
  },
});

describe("provisioners that this package did not write", () => {
  test("are named by what they run, with the group where they name it", () => {
    const command = `archived-group archive --account ALTD --group ${GROUP}`;
    const stack = new Stack(hcl({ command: `true || ${command}` }));
    const created = review(stack.plan());
    expectHeadline(
      created,
      NONE_OF_OURS,
      "1 provisioner runs `archived-group archive`, which is not reviewed here.",
    );
    expect(created.warnings).toEqual([
      {
        sentence: `\`terraform_data.old\` is created: its provisioner runs \`archived-group archive\` for group ${GROUP} of account ALTD; what that reaches is not known.`,
      },
    ]);
    stack.apply();
    expectHeadline(
      review(stack.plan()),
      NONE_OF_OURS,
      "1 provisioner that runs `archived-group archive` is not due in this plan.",
    );
    expectHeadline(
      review(stack.plan("-destroy")),
      NONE_OF_OURS,
      "1 provisioner runs `archived-group archive`, which is not reviewed here.",
    );
  });

  test.each<[string, object]>([
    ["archived-group archive", { command: "npx --yes cdktf-archived-group@0.2 archive" }],
    ["archived-group archive", { command: "npx -p cdktf-archived-group archived-group archive --group x" }],
    ["archived-group restore", { command: "/opt/tools/bin/archived-group restore" }],
    ["archived-group restore", { command: 'C:\\tools\\archived-group.cmd "restore"' }],
    ["hook.cjs archive", { command: "node assets/hook/1A2B/hook.cjs archive" }],
    ["archived-group archive", { command: "set -e\narchived-group --log-format json \\\n  archive\n" }],
    ["archived-group archive", { interpreter: ["sh", "-c"], command: "sleep 1; archived-group archive" }],
    ["hook.cjs archive", { interpreter: ["node", "hook.cjs"], command: "archive" }],
    ["hook.cjs restore", { command: '"$HOOK" restore', environment: { HOOK: "/opt/hook.cjs" } }],
    ["archived-group restore", { command: "$RUN", environment: { RUN: "archived-group restore" } }],
    ["archived-group", { command: 'archived-group "$VERB"' }],
    // As this package writes it, on a resource that does not say of which group.
    ["archived-group archive", { command: "archive", environment: { ARCHIVED_GROUP_ID: GROUP } }],
  ])("run `%s` as %j", (command, provisioner) => {
    expectHeadline(
      review(new Stack(hcl(provisioner)).plan()),
      NONE_OF_OURS,
      `1 provisioner runs \`${command}\`, which is not reviewed here.`,
    );
  });

  test.each<[string, string]>([
    ["a group of another place", 'command = "archived-group archive --group ${var.text}"'],
    ["a hook of the module", 'interpreter = ["node", "${path.module}/hook.cjs"]\n command = "archive"'],
    ["all of it", "command = var.text"],
  ])("run commands that a plan of HCL does not show where they hold %s", (_, command) => {
    const folder = new TerraformFolder({
      "main.tf": `variable "text" {\n default = "x"\n}\nresource "terraform_data" "old" {\n provisioner "local-exec" {\n ${command}\n }\n}\n`,
    });
    folder.run("plan", "-out=plan");
    const reviewed = review(folder.run("show", "-json", "plan"));
    expectHeadline(reviewed, NONE_OF_OURS, "1 provisioner runs a command that the plan does not show.");
    expect(reviewed.warnings).toEqual([
      { sentence: "`terraform_data.old` is created: the plan does not show what its provisioner runs." },
    ]);
  });

  test("are shown with their references where the configuration is JSON, as cdktf writes it", () => {
    const variable = { text: { default: "archived-group archive" } };
    const headlineOf = (provisioner: object): string =>
      review(new Stack({ ...hcl(provisioner), variable }).plan()).headline;
    expect(headlineOf({ command: "archived-group archive --group ${var.text}" })).toContain(
      "1 provisioner runs `archived-group archive`, which is not reviewed here.",
    );
    expect(headlineOf({ command: "${var.text}" })).toContain(
      "1 provisioner runs a command that the plan does not show.",
    );
    expect(headlineOf({ interpreter: ["sh", "${path.module}/x.sh"], command: "y" })).toContain("no resource");
  });

  test("say nothing of this package where they run something else", () => {
    expect(review(new Stack(hcl({ command: "echo archive; node other.cjs restore" })).plan())).toMatchObject({
      headline: ALL_CLEAR,
      notReviewed: [],
    });
  });

  test("are told beside what is reviewed, in modules as in the root", () => {
    const both = {
      resource: {
        terraform_data: {
          ...configuration({ web: {} }).resource?.terraform_data,
          old: {
            count: 2,
            provisioner: [
              { "local-exec": { command: "archived-group archive" } },
              { "local-exec": { command: "archived-group restore", when: "destroy" } },
            ],
          },
        },
      },
    };
    expectHeadline(
      review(new Stack(both).plan()),
      "This plan archives 1 group that was not surveyed.",
      "4 provisioners run `archived-group archive`, `archived-group restore`, which are not reviewed here.",
    );
  });

  test("whatever stands in a command, it is read without an error", () => {
    const words = fc.constantFrom(
      "archived-group",
      "archive",
      "hook.cjs",
      "--group",
      "x/",
      " ",
      "\n",
      "'",
      ";",
    );
    const command = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(command, (text) => {
        for (const run of runsIn(text))
          expect(run.command).toMatch(/^(archived-group( \w+)?|hook\.cjs \w+)$/);
      }),
    );
  });
});

test("a `removed` block that restores is in no plan, so what goes with its block is said", () => {
  const stack = new Stack(hcl({ command: "true" }, { triggers_replace: { group: GROUP } }));
  stack.apply();
  stack.change({
    removed: {
      from: "terraform_data.old",
      provisioner: { "local-exec": { when: "destroy", command: "archived-group restore" } },
    },
  });
  expectHeadline(
    review(stack.plan()),
    NONE_OF_OURS,
    "1 resource goes with its block: a `removed` block instead may run a command, which a plan does not show.",
  );
});

describe("a plan that is not all of it", () => {
  const declared = { web: {}, builds: { group: OTHER_GROUP } };

  test("-target leaves out declarations", () => {
    const incomplete =
      "The plan is incomplete: -target or -exclude left out a part of it, or Terraform deferred one.";
    const stack = new Stack(configuration(declared));
    const targeted = review(stack.plan("-target=terraform_data.web"));
    expectHeadline(
      targeted,
      "This plan archives 1 group that was not surveyed.",
      incomplete,
      "The plan says nothing about 1 declaration of this package.",
    );
    expect(targeted.warnings[0]).toEqual({
      sentence: "`terraform_data.builds` is declared, and not in this plan.",
    });
    stack.apply();
    const later = JSON.parse(stack.plan("-target=terraform_data.web"));
    // Terraform before 1.8 does not say that a plan is incomplete.
    delete later.complete;
    expectHeadline(
      review(JSON.stringify(later)),
      "This plan archives nothing and restores nothing. Besides: 1 declaration unchanged.",
      "The plan says nothing about 1 declaration of this package.",
    );
  });

  test("-target leaves out instances", () => {
    const each = { ...configuration({ web: {} }).resource?.terraform_data.web, count: 2 };
    const stack = new Stack({ resource: { terraform_data: { each } } });
    stack.apply();
    expect(review(stack.plan("-target=terraform_data.each[0]")).warnings).toEqual([
      { sentence: "`terraform_data.each[1]` is declared, and not in this plan." },
    ]);
  });

  test("-refresh-only decides nothing, and tells of a move", () => {
    const stack = new Stack(configuration(declared));
    stack.apply();
    const refreshed =
      "The plan only refreshes the state (-refresh-only): it says nothing about 2 declarations of this package.";
    expectHeadline(review(stack.plan("-refresh-only")), NONE_OF_OURS, refreshed);
    stack.change({
      ...configuration({ web: {}, moved: { group: OTHER_GROUP } }),
      moved: { from: "terraform_data.builds", to: "terraform_data.moved" },
    });
    const moved = review(stack.plan("-refresh-only"));
    expectHeadline(
      moved,
      NONE_OF_OURS,
      refreshed,
      "Terraform found 1 declaration of this package changed or moved since the last apply.",
    );
    expect(moved.warnings.at(-1)?.sentence).toBe(
      "`terraform_data.moved` was moved from `terraform_data.builds` since the last apply; `archived-group drift` compares its group.",
    );
    expect(review(stack.plan())).toMatchObject({ unchanged: 2, notReviewed: [] });
  });

  test("an error of Terraform", () => {
    const { resource } = configuration(declared);
    const condition = '${terraform_data.web.id == "x"}';
    const bad = {
      input: 1,
      lifecycle: { precondition: [{ condition, error_message: "It is not x." }] },
    };
    const stack = new Stack(configuration(declared));
    stack.apply();
    stack.change({ resource: { terraform_data: { ...resource?.terraform_data, bad } } });
    expectHeadline(
      review(stack.failedPlan()),
      "This plan archives nothing and restores nothing. Besides: 2 declarations unchanged.",
      "Terraform ended with an error, so the plan is incomplete.",
    );
  });

  test("deferred changes, and drift of what is declared", () => {
    const [change] = JSON.parse(planOf({ web: {} })).resource_changes;
    const none = { resource_changes: [], complete: false };
    const reason = "instance_count_unknown";
    const action = { address: "action.ctl_archive_group.web", type: "ctl_archive_group" };
    const deferred = review(
      planOf({ web: {} }, undefined, {
        ...none,
        deferred_changes: [
          { reason, resource_change: change },
          { reason, resource_change: { address: "terraform_data.x" } },
        ],
        deferred_action_invocations: [{ reason, action_invocation: action }],
      }),
    );
    expectHeadline(
      deferred,
      NONE_OF_OURS,
      "The plan is incomplete: -target or -exclude left out a part of it, or Terraform deferred one.",
      "Terraform deferred 2 changes and 1 action to a later plan, which this review does not see.",
    );
    expect(deferred.warnings).toEqual([
      { sentence: "`terraform_data.web` is deferred to a later plan." },
      { sentence: "`action.ctl_archive_group.web` is deferred to a later plan." },
    ]);
    const gone = { ...change, change: { ...change.change, actions: ["delete"] } };
    const drifted = review(planOf({ web: {} }, undefined, { resource_drift: [gone] }));
    expectHeadline(
      drifted,
      "This plan archives 1 group that was not surveyed.",
      "Terraform found 1 declaration of this package changed or moved since the last apply.",
    );
    expect(drifted.warnings[0]?.sentence).toContain("`terraform_data.web` was changed or removed since");
  });
});

describe("actions, in plans that Terraform 1.16.4 made", () => {
  const recorded = (name: string): string =>
    readFileSync(join(__dirname, "recorded", `${name}.json`), "utf8");

  test("of this package are reviewed, others are counted", () => {
    const reviewed = review(recorded("actions"));
    expectHeadline(
      reviewed,
      "This plan archives 1 group that was not surveyed; it restores 1 group that was not surveyed.",
      "This plan also invokes 1 action, which this review does not read.",
    );
    expect(reviewed.groups).toEqual([
      {
        address: "action.ctl_archive_group.web",
        title: `Group ${GROUP}`,
        accountAlias: "ALTD",
        groupId: GROUP,
        card: ["Web Applications", "  5 servers"],
        action: "archive",
        does: "will be archived",
        notes: [
          "It is an action, invoked by `terraform_data.web` (AfterCreate). Terraform keeps no record of it.",
        ],
      },
      expect.objectContaining({
        address: "action.ctl_restore_group.back",
        title: "A group that the plan does not show",
        action: "restore",
      }),
    ]);
    expect(reviewed.warnings[0]).toEqual({
      sentence: "`action.ctl_send_mail.web` is invoked, and not reviewed.",
    });
  });

  test("that a plan invokes on its own", () => {
    const reviewed = review(recorded("invoked"));
    expect(reviewed.headline).toBe("This plan archives 1 group that was not surveyed.");
    expect(reviewed.groups[0]?.notes).toEqual([
      "It is an action, invoked by this plan itself. Terraform keeps no record of it.",
    ]);
  });

  test("with nothing that is shown, and no others of the package", () => {
    const action_invocations = [
      { address: "action.ctl_archive_group.x", type: "ctl_archive_group", config_values: null },
      {
        address: "action.ctl_archive_group.y",
        type: "ctl_archive_group",
        config_values: { group_id: "hidden", account_alias: 5 },
        config_sensitive: { group_id: true },
      },
    ];
    const { archive, groups } = review(planOf({}, undefined, { action_invocations }));
    expect(archive.groups).toBe(2);
    expect(JSON.stringify(groups)).not.toContain("hidden");
  });
});

test("a text that names this package is never an all-clear, wherever it does", () => {
  const marks = ["archived-group", "ARCHIVED_GROUP_ID", "archived_group_impact", "ctl_restore_group"];
  const json = fc.jsonValue({ maxDepth: 3 });
  const plan = fc.record({
    format_version: fc.constantFrom("0.1", "1.2"),
    configuration: fc.record({ root_module: fc.record({ data: json }) }),
    resource_changes: fc.constant([]),
    planned_values: json,
    note: fc.constantFrom(...marks),
  });
  fc.assert(
    fc.property(plan, (value) => {
      const reviewed = review(JSON.stringify(value));
      expectHeadline(
        reviewed,
        NONE_OF_OURS,
        "Its text names this package in a place that this review does not read.",
      );
    }),
  );
  expect(review(planOf({})).headline).toBe(ALL_CLEAR);
});
