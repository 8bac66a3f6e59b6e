import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

test("docs/testing.md shows the test that examples/ has, which is run", () => {
  const document = readFileSync(join(ROOT, "docs/testing.md"), "utf8");
  const path = "examples/test-your-stack/retirement.test.ts";
  const [, block] = document.split(`<!-- ${path} -->\n`)[1]?.match(/^```ts\n([\s\S]*?)```/) ?? [];
  expect(block).toBe(readFileSync(join(ROOT, path), "utf8"));
});
