import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { savesStateAtOnce } from "./engine";
import { until } from "./processes";
import type { Rehearsal } from "./rehearsal";

/**
 * Applies the stack of `apps/with-sibling.ts`, and kills Terraform and hook in the middle of the archive, once the
 * sibling is complete. Where the engine saves its state at once, it calls the group done in it.
 */
export async function cutOffBesideSibling(rehearsal: Rehearsal): Promise<void> {
  const complete = join(rehearsal.folder, "complete-sibling");
  const apply = rehearsal.start("apply", { TEST_COMPLETE_SIBLING: complete });
  const executing = { timeoutMs: 40_000 };
  await rehearsal.emulator.waitFor(
    (event) => event.kind === "operation" && event.status === "executing",
    executing,
  );
  await writeFile(complete, "");
  const state = join(rehearsal.stackFolder, "terraform.tfstate");
  const isSavedAtOnce = savesStateAtOnce();
  await until("the sibling is complete", async () =>
    isSavedAtOnce
      ? (await readFile(state, "utf8").catch(() => "")).includes('"sibling"')
      : apply.printed.includes("sibling: Creation complete"),
  );
  process.kill(-apply.pid, "SIGKILL");
  await apply.finished;
}
