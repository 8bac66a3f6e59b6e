import { spawnSync } from "node:child_process";
import { join } from "node:path";

const script = join(__dirname, "../../scripts/engine-table.mjs");

test("the table of engines in docs/engines.md is what the last runs of npm run test:matrix said", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });

  expect([status, stderr, stdout]).toEqual([
    0,
    "",
    "the table of engines in docs/engines.md is up to date\n",
  ]);
});
