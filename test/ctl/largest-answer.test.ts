import { MOST_APPROVED } from "../../lib/archival/approved-scope";
import { LARGEST_ANSWER_BYTES, MOST_SERVERS } from "../../lib/ctl/json";
import { Page } from "../page";

const inWords = (count: number): string => count.toLocaleString("en-US");

test("the README and docs/limits.md have the figures of the code", () => {
  const servers = `A group may hold ${inWords(MOST_SERVERS)} servers`;
  expect(new Page("README.md").text).toContain(servers);
  const limits = new Page("docs/limits.md").text;
  expect(limits).toContain(servers);
  expect(limits).toContain(`more than ${LARGEST_ANSWER_BYTES / 1_000_000} MB`);
  expect(limits).toContain(`up to ${inWords(MOST_APPROVED)} servers and sub-groups`);
});

test("what can be read can be fenced", () => {
  expect(MOST_APPROVED).toBeGreaterThan(MOST_SERVERS);
});
