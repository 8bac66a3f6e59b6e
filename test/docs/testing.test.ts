import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Page, ROOT } from "../page";

test("docs/testing.md shows the test that examples/ has, which is run", () => {
  const path = "examples/test-your-stack/retirement.test.ts";
  expect(new Page("docs/testing.md").blockOf(path)).toBe(readFileSync(join(ROOT, path), "utf8"));
});
