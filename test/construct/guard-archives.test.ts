import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { ArchivedGroup, guardArchives, UsageError } from "../../lib";
import { declare, environmentOf, GROUP, newStack, synth } from "./stacks";

test("what is set for an app or a stack holds for every group in it, and adds up with the declaration's own", () => {
  const app = Testing.app();
  guardArchives(app, { protectedNames: ["*production*"], maxServers: 10 });
  const stack = new TerraformStack(app, "retirement");
  guardArchives(stack, { maxServers: 5 });
  declare(stack, { protectedNames: ["db-*", "*production*"] });
  expect(environmentOf(stack)).toMatchObject({
    ARCHIVED_GROUP_PROTECTED_NAMES: '["*production*","db-*"]',
    ARCHIVED_GROUP_MAX_SERVERS: "5",
  });
});

test("what is set for a scope in two steps holds in both, and nothing takes a limit away", () => {
  const stack = newStack();
  guardArchives(stack, { protectedNames: ["*production*"], maxServers: 5, requirePin: true });
  guardArchives(stack, { protectedNames: ["db-*"] });
  guardArchives(stack, { maxServers: undefined, requirePin: undefined } as object);
  const group = declare(stack);
  expect(environmentOf(stack)).toMatchObject({
    ARCHIVED_GROUP_PROTECTED_NAMES: '["*production*","db-*"]',
    ARCHIVED_GROUP_MAX_SERVERS: "5",
  });
  expect(group.node.metadata).toContainEqual(
    expect.objectContaining({ data: expect.stringMatching(/^requirePin is set/) }),
  );
});

test("a declaration's own limit goes before that of its scope", () => {
  const stack = newStack();
  guardArchives(stack, { maxServers: 5 });
  declare(stack, { maxServers: 7 });
  expect(environmentOf(stack).ARCHIVED_GROUP_MAX_SERVERS).toBe("7");
});

test("a comma in a protected name is a comma", () => {
  const stack = newStack();
  declare(stack, { protectedNames: ["one, two"] });
  expect(environmentOf(stack).ARCHIVED_GROUP_PROTECTED_NAMES).toBe('["one, two"]');
});

test.each(["{web,data}*", "!web", "+(web)", "@(web)", "web\\*", "**"])(
  "the glob %j is refused at the line that wrote it, since it would protect nothing",
  (pattern) => {
    const sentence = `protectedNames supports only *, ? and [ab], but "${pattern}" has`;
    expect(() => guardArchives(newStack(), { protectedNames: [pattern] })).toThrow(sentence);
    expect(() => declare(newStack(), { protectedNames: ["web", pattern] })).toThrow(sentence);
  },
);

test("what is no list of texts is refused, by JavaScript too", () => {
  for (const protectedNames of ["web", [1], { web: true }] as unknown as string[][]) {
    expect(() => guardArchives(newStack(), { protectedNames })).toThrow(
      /protectedNames must be a list of names/,
    );
  }
  expect(() => declare(newStack(), { protectedNames: [1] as unknown as string[] })).toThrow(UsageError);
});

test("protected names that only Terraform knows are refused for a scope as for a group", () => {
  const stack = newStack();
  const variable = new TerraformVariable(stack, "name", {});
  for (const protectedNames of [[variable.stringValue], variable.listValue]) {
    expect(() => guardArchives(stack, { protectedNames })).toThrow(/protectedNames must be literals/);
  }
});

test("guardrails that come too late are refused, since they would not hold", () => {
  const stack = newStack();
  declare(stack);
  expect(() => guardArchives(stack, { maxServers: 5 })).toThrow(
    /guardArchives must come before the first ArchivedGroup in "retirement"/,
  );
  expect(() => guardArchives(stack.node.root as TerraformStack, { maxServers: 5 })).toThrow(UsageError);
});

test("malformed ones are one sentence at the line that wrote them", () => {
  expect(() => guardArchives(newStack(), { maxServers: -1 })).toThrow(/maxServers must be a whole number/);
  expect(() => guardArchives(newStack(), { protectedNames: [" "] })).toThrow(/none of them empty/);
  expect(() => declare(newStack(), { protectedNames: [] })).toThrow(/with at least one, got an empty list$/);
});

test("requireSurvey fails a synth that nobody surveyed for", () => {
  const stack = newStack();
  declare(stack, { requireSurvey: true });
  expect(() => synth(stack)).toThrow(/requireSurvey is set: call `await survey\(app\)`/);
});

test("requirePin fails a synth without a pin", () => {
  const stack = newStack();
  const group = new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: GROUP, requirePin: true });
  expect(group.node.metadata).toContainEqual(
    expect.objectContaining({
      type: "@cdktf/error",
      data: expect.stringContaining(`the scope of group ${GROUP} is not pinned; run "archived-group pin"`),
    }),
  );
});
