import fc from "fast-check";
import type { Outcome } from "../../lib/archival/outcome";
import { clean } from "../../lib/common/clean";
import { failureCard } from "../../lib/hook/failure-card";

const TARGET = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };
const card = (outcome: Partial<Outcome>, journal = "/state/journals/x.json"): string[] =>
  failureCard(
    TARGET,
    { verdict: "failed", summary: "it failed", ...outcome },
    { action: "archive", journal, terraform: "archive" },
    clean,
  );

test("it shows as many details as fit, and says how many do not", () => {
  const details = Array.from({ length: 20 }, (_, index) => `not archived: server${index}`);
  const lines = card({ details });
  expect(lines.filter((line) => line.includes("- not archived"))).toHaveLength(8);
  expect(lines).toContain("    - and 12 more");
});

test("exactly eight details need no word about more", () => {
  const lines = card({ details: Array.from({ length: 8 }, (_, index) => `server${index}`) });
  expect(lines.join("\n")).not.toContain("more");
});

test("what is not known is left out", () => {
  const lines = failureCard(TARGET, { verdict: "refused", summary: "no" }, { action: "archive" }, clean);
  expect(lines).toEqual([
    `--- archive of group ${TARGET.groupId}: REFUSED`,
    "    no",
    `    watch it with archived-group status --account ALTD --group ${TARGET.groupId}`,
    "    read          docs/operations.md in the package cdktf-archived-group",
    "---",
  ]);
});

test("it says what Terraform makes of it, and will not do from now on", () => {
  expect(card({}).at(-2)).toBe(
    '    terraform     marks the resource as tainted; "must be replaced" destroys no server, and a destroy now restores nothing',
  );
});

test("it stays under 2 KiB and keeps its last lines, whatever it is given", () => {
  const broken = "\ufffd"; // what half a character decodes to
  const text = fc.string({ unit: "binary", maxLength: 600 }).filter((given) => !given.includes(broken));
  const outcome = fc.record({
    summary: text,
    platformNow: text,
    runAgain: text,
    details: fc.array(text, { maxLength: 12 }),
  });
  fc.assert(
    fc.property(outcome, text, (given, journal) => {
      const lines = card(given, journal);
      expect(Buffer.byteLength(`${lines.join("\n")}\n`)).toBeLessThan(2_048);
      expect(lines.join("\n")).not.toContain(broken);
      expect(lines.at(-1)).toBe("---");
      expect(lines.at(-2)).toContain("tainted");
    }),
  );
});
