import { Testing } from "cdktf";
import { MOST_APPROVED } from "../../lib/archival/approved-scope";
import { UsageError } from "../../lib/common/usage-error";
import { type Declaration, declare, declaredArchived } from "../../lib/construct/declarations";

test("more declared groups than a restore at destroy can be told of are an error that says what to do", () => {
  const root = Testing.app();
  const declareUpTo = (end: number): void => {
    for (let index = 0; index < end; index += 1) {
      const groupId = index.toString(16).padStart(32, "0");
      declare({
        construct: root,
        target: { accountAlias: "ALTD", groupId },
        wants: "archived",
      } as unknown as Declaration);
    }
  };
  declareUpTo(MOST_APPROVED);
  expect(declaredArchived(root).length).toBeLessThan(128 * 1024);
  declareUpTo(MOST_APPROVED + 1);
  expect(() => declaredArchived(root)).toThrow(UsageError);
  expect(() => declaredArchived(root)).toThrow(/^the 21801 declared groups, .* at most 21,800 in one app/);
});
