import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { quoteForShell } from "../../lib/common/text";

test("a word that a shell takes as it is stays as it is", () => {
  expect(quoteForShell("cdktf.out/stacks/retirement")).toBe("cdktf.out/stacks/retirement");
});

test.each(["", "my stacks/one", "it's", "$(reboot)", "a;b", "~/x", "a\nb", "*", "`id`"])(
  "%j is quoted",
  (word) => {
    expect(quoteForShell(word)).toMatch(/^'/);
  },
);

test("a shell reads back whatever was written", () => {
  const word = fc.string().filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(word, (text) => {
      const printed = execFileSync("sh", ["-c", `printf %s ${quoteForShell(text)}`], { encoding: "utf8" });
      expect(printed).toBe(text);
    }),
    { numRuns: 50 },
  );
});
