import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { asTerraformSays, isAtLeast } from "./engine";
import { SCENES, type Scene, Stage } from "./lifecycle-scenes";
import { PlanFolder } from "./plan-folder";
import { CARRIERS } from "./project";
import { expectQuoted } from "./quoted";
import type { Finished } from "./run";

jest.setTimeout(180_000);

/** The rows of the table. */
const ROWS = readFileSync(join(__dirname, "..", "..", "docs", "lifecycle-table.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?!when \|)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, when = "", plan = "", hook = "", sent = "", then = ""]) => ({ when, plan, hook, sent, then }));

/** Where the carriers do not differ, every other row has the other one. */
const SHOWS = ROWS.flatMap((row, index) =>
  (SCENES[row.when]?.carriers ?? [CARRIERS[index % 2] ?? "null_resource"]).map((carrier) => ({
    ...row,
    carrier,
  })),
);

test("every row has a scene, and every scene a row", () => {
  expect(ROWS.map(({ when }) => when)).toEqual(Object.keys(SCENES));
});

test.concurrent.each(SHOWS)("$when ($carrier)", async ({ when, plan, hook, sent, then, carrier }) => {
  const { group = WEB_APPLICATIONS, ...scene } = SCENES[when] as Scene;
  const emulator = await CtlEmulator.start({ speed: 1_000 });
  const folder = await PlanFolder.create(emulator);
  const stage = new Stage(folder, emulator, carrier, group);
  try {
    await scene.before?.(stage);
    const sentBefore = sentTo(emulator).length;
    const runs = [await scene.happen(stage)].flat();
    if (scene.since && !isAtLeast(scene.since)) {
      const { refusal = 'No argument or block type is named "removed"' } = scene;
      const refused = { code: 1, output: expect.stringContaining(refusal) };
      expect(runs).toEqual(runs.map(() => expect.objectContaining(refused)));
      expect(sentTo(emulator)).toHaveLength(sentBefore);
      return;
    }

    const [plans, hooks] = [plan, hook].map((cell) => forEach(runs, cell));
    for (const [index, run] of runs.entries()) {
      expectQuoted(plans?.[index] ?? "", planOf(run));
      const said = hooks?.[index] ?? "";
      if (said.includes("does not run")) {
        expect(afterPlanOf(run)).not.toContain("(local-exec)");
      } else {
        expectQuoted(said, afterPlanOf(run));
      }
    }
    expect(sentTo(emulator).slice(sentBefore)).toEqual(sent === "nothing" ? [] : sent.split(", "));
    expect(emulator.group(group)?.status).toBe(then.split(",")[0]);
    if (scene.parent) expect(emulator.group(group)?.parentId).toBe(scene.parent(stage));
    expect(runs.at(-1)).toMatchObject({ code: 0 });

    expect(hook.includes("the next run")).toBe(scene.nextRun !== undefined);
    if (scene.nextRun !== undefined) {
      expect(afterPlanOf(await stage.runAgain())).toContain(scene.nextRun);
    }
  } finally {
    await emulator.stop();
    await folder.remove();
  }
});

/** What a cell says of each run: one thing of all of them, or one of each, with “; then” between them. */
function forEach(runs: readonly Finished[], cell: string): readonly string[] {
  const parts = cell.split("; then ");
  if (parts.length === 1) return runs.map(() => cell);
  expect(parts).toHaveLength(runs.length);
  return parts;
}

/** What the platform has accepted, in its order. */
function sentTo({ events }: CtlEmulator): string[] {
  const words = new Map([
    ["archiveGroup", "an archive"],
    ["restoreGroup", "a restore"],
  ]);
  return events.flatMap((event) =>
    event.kind === "request" && (event.status ?? 500) < 300 ? (words.get(event.route ?? "") ?? []) : [],
  );
}

const END_OF_PLAN = /^(Plan: .*|No changes\..*)$/m;

function planOf(run: Finished): string {
  const output = asTerraformSays(run.output);
  const end = END_OF_PLAN.exec(output);
  return end ? output.slice(0, end.index + end[0].length) : output;
}

function afterPlanOf(run: Finished): string {
  return asTerraformSays(run.output).slice(planOf(run).length);
}
