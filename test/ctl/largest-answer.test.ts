import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MOST_APPROVED } from "../../lib/archival/approved-scope";
import { LARGEST_ANSWER_BYTES, MOST_SERVERS } from "../../lib/ctl/largest-answer";

test("the README has the figures of the code", () => {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
  const inWords = (count: number) => count.toLocaleString("en-US");
  expect(readme).toContain(`A group may hold ${inWords(MOST_SERVERS)} servers`);
  expect(readme).toContain(`more than ${LARGEST_ANSWER_BYTES / 1_000_000} MB`);
  expect(readme).toContain(`up to ${inWords(MOST_APPROVED)} servers and sub-groups`);
});

test("what can be read can be fenced", () => {
  expect(MOST_APPROVED).toBeGreaterThan(MOST_SERVERS);
});
