import fc from "fast-check";
import { UsageError } from "../../lib/common/usage-error";
import { review } from "../../lib/review/review";
import { anImpact, planOf } from "./plans";

const errorOf = (text: string): Error => {
  try {
    review(text);
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was reviewed");
};

describe("what is no plan is one sentence", () => {
  test.each([
    ["nothing", "", "the plan is empty; make one"],
    ["white space", " \n", "the plan is empty; make one"],
    ["a saved plan", "PK\u0003\u0004", "this is a saved plan as Terraform keeps it; make one"],
    ["text", "no JSON", 'the plan is invalid JSON, it begins with "no JSON"; make one'],
    [
      "a plan that was cut off",
      planOf({ web: {} }).slice(0, -9),
      "the plan is cut off, or something else is inside it; make one",
    ],
    ["a list", "[]", "the plan must be an object, and is a list"],
    ["null", "null", "this is JSON, but not a plan; make one"],
    ["other JSON", "{}", "this is JSON, but not a plan; make one"],
    ["a state", '{"version":4,"lineage":"x"}', "this is a state, not a plan; make one"],
    ["a shown state", '{"format_version":"1.0","values":{}}', "this is a state, not a plan; make one"],
    [
      "a plan of another format",
      planOf({}, undefined, { format_version: "2.0" }),
      "the plan has the format version 2.0, and this release reads version 1; update",
    ],
    [
      "changes of another shape",
      planOf({}, undefined, { resource_changes: [{ type: 5 }] }),
      "the plan.resource_changes[0].type must be text, and is 5",
    ],
    [
      "checks of another shape",
      planOf({}, undefined, { checks: {} }),
      "the plan.checks must be a list, and is an object",
    ],
  ])("%s", (_, text, sentence) => {
    const error = errorOf(text);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(sentence);
  });

  test("a plan of a later minor version is read, and one with the mark that Windows writes", () => {
    const plan = planOf({ web: {} }, undefined, { format_version: "1.99" });
    expect(review(`\ufeff${plan}`).archive.groups).toBe(1);
  });

  test("a plan without a resource of ours", () => {
    expect(review(planOf({}))).toMatchObject({
      headline: "This plan has no resource that archives or restores a group.",
      groups: [],
      warnings: [],
    });
  });
});

describe("a survey that is not as it must be is one sentence", () => {
  /** A plan with a survey of which the test changes something. */
  const surveyed = (
    change: (survey: { version: unknown; impacts: Record<string, object> }) => unknown,
  ): string => {
    const survey = { version: 1, impacts: { "terraform_data.web": { ...anImpact() } } };
    const plan = JSON.parse(planOf({ web: {} }, {}));
    const changed = change(survey) ?? survey;
    plan.configuration.root_module.variables.archived_group_impact.default =
      typeof changed === "string" ? changed : JSON.stringify(changed);
    return JSON.stringify(plan);
  };
  const IMPACT = "the variable archived_group_impact.impacts.terraform_data.web";

  test.each<[string, Record<string, unknown>, string]>([
    ["no group", { group: undefined }, `${IMPACT}.group.id must be text, and is not there`],
    ["a number as an id", { groupId: 5 }, `${IMPACT}.groupId must be text, and is 5`],
    ["another source", { source: "x" }, `${IMPACT}.source must be "survey" or "pin", and is "x"`],
    ["warnings as text", { warnings: "x" }, `${IMPACT}.warnings must be a list, and is "x"`],
    ["archived as text", { archived: "no" }, `${IMPACT}.archived must be true or false, and is "no"`],
    [
      "half a cost",
      { cost: { monthToDate: 1 } },
      `${IMPACT}.cost.monthlyEstimate must be a number, and is not there`,
    ],
    [
      "a server as text",
      { group: { id: "x", name: "x", servers: ["x"] } },
      `${IMPACT}.group.servers[0] must be an object`,
    ],
  ])("%s", (_, more, sentence) => {
    const error = errorOf(
      surveyed((survey) => void Object.assign(survey.impacts["terraform_data.web"] as object, more)),
    );
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain(sentence);
  });

  test("no JSON, no version, and a number that is none", () => {
    expect(errorOf(surveyed(() => "{")).message).toBe("the variable archived_group_impact is invalid JSON");
    expect(errorOf(surveyed(() => "{}")).message).toContain("version must be a number, and is not there");
    const text = JSON.stringify({ version: 1, impacts: { x: anImpact() } }).replace("1072.33", "1e999");
    expect(errorOf(surveyed(() => text)).message).toContain(
      "monthlyEstimate must be a number, and is Infinity",
    );
  });

  test("another version is no wrong usage", () => {
    const error = errorOf(surveyed((survey) => ({ ...survey, version: 2 })));
    expect(error).not.toBeInstanceOf(UsageError);
    expect(error.message).toBe(
      "the survey in the plan has version 2, and this release reads version 1; update cdktf-archived-group",
    );
  });

  test("groups inside of each other without an end", () => {
    const group = { id: "x", name: "x", servers: [], groups: [] };
    const deep = `${JSON.stringify(group).slice(0, -2)}`.repeat(200) + "]}".repeat(200);
    const text = JSON.stringify({ version: 1, impacts: { x: { ...anImpact(), group: "HERE" } } });
    expect(errorOf(surveyed(() => text.replace('"HERE"', deep))).message).toContain(
      "must be no deeper than 100 groups",
    );
  });

  test("keys that objects have by themselves mean nothing", () => {
    const text = '{"version":1,"impacts":{"__proto__":null,"constructor":null}}';
    expect(errorOf(surveyed(() => text)).message).toContain("impacts.__proto__.accountAlias must be text");
    const plan = planOf({ web: {} }, { "terraform_data.web": anImpact() });
    const polluting = plan.replace('"format_version"', '"__proto__":{"polluted":1},"format_version"');
    expect(review(polluting).archive.servers).toBe(3);
    expect({}).not.toHaveProperty("polluted");
  });
});

test("whatever JSON it is given, it is reviewed or refused in one sentence", () => {
  const keys = fc.constantFrom(
    "format_version",
    "configuration",
    "resource_changes",
    "root_module",
    "variables",
    "archived_group_impact",
    "default",
    "change",
    "actions",
    "after",
    "address",
    "type",
    "checks",
    "prior_state",
    "values",
    "module_calls",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("1.2", "create", "null_resource", '{"version":1,"impacts":{}}', null, true, 5),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keys, tie("value"), { maxKeys: 6 }),
    ),
  }));
  const plan = fc.record({
    format_version: fc.constant("1.2"),
    configuration: value,
    resource_changes: value,
    checks: value,
    prior_state: value,
    timestamp: value,
  });
  fc.assert(
    fc.property(plan, (json) => {
      try {
        expect(review(JSON.stringify(json)).version).toBe(1);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
  );
});
