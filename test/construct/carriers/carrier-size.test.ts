import { ArchivedGroup, guardArchives } from "../../../lib";
import { GROUP, newStack } from "../stacks";

const NAMES = Array.from({ length: 9_000 }, (_, at) => `protected-name-${at}`);

/** What the validation of a stack says, as `app.synth()` does before it writes anything. */
function faultsOf(declare: (stack: ReturnType<typeof newStack>) => void): string[] {
  const stack = newStack();
  declare(stack);
  return stack.node.validate();
}

const declare = (stack: ReturnType<typeof newStack>, more: object = {}): ArchivedGroup =>
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: GROUP, ...more });

test("9,000 protected names are too much for one variable, which the synth says with the option and the figures", () => {
  const sentence = expect.stringMatching(
    /^"retirement\/web": protectedNames takes \d+ KiB of the hook's environment, and one variable holds at most 128 KiB; shorten it, for example with globs instead of names$/,
  );
  expect(faultsOf((stack) => declare(stack, { protectedNames: NAMES }))).toEqual([sentence]);
  const guarded = faultsOf((stack) => {
    guardArchives(stack, { protectedNames: NAMES });
    declare(stack);
  });
  expect(guarded).toEqual([sentence]);
});

test("so is any other text, also one that an escape hatch has added", () => {
  expect(faultsOf((stack) => declare(stack, { expectedName: "x".repeat(140_000) }))).toEqual([
    expect.stringContaining("expectedName takes 137 KiB"),
  ]);
  const added = faultsOf((stack) => {
    const { resource } = declare(stack);
    resource.addOverride("provisioner.0.local-exec.environment.MINE", "y".repeat(140_000));
  });
  expect(added).toEqual([expect.stringContaining("MINE takes 137 KiB")]);
});

test("bytes count, not characters, up to the last that fits", () => {
  const name = "ARCHIVED_GROUP_EXPECTED_NAME=";
  const most = 128 * 1024 - name.length - 1;
  expect(faultsOf((stack) => declare(stack, { expectedName: "x".repeat(most) }))).toEqual([]);
  expect(faultsOf((stack) => declare(stack, { expectedName: "x".repeat(most + 1) }))).toHaveLength(1);
  expect(faultsOf((stack) => declare(stack, { expectedName: "ü".repeat(70_000) }))).toHaveLength(1);
});
