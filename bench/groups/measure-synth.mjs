import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CtlEmulator } from "../../dist/emulator/index.js";
import { accountOf } from "./account.mjs";
import { synthesize } from "./synth.mjs";

const RUNS = 5;
const KINDS = ["triggers", "by hand", "declared", "surveyed"];

/**
 * Synthesizes stacks of so many groups in turn, each several times.
 *
 * @returns the fastest run of each kind, because what the machine does besides is not its time; the size of cdktf.out;
 *   and what a survey asks
 */
export async function measureSynth(groups) {
  const folder = mkdtempSync(join(tmpdir(), "archived-group-bench-"));
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  const emulator = await CtlEmulator.start({ account: accountOf(groups), log: count });
  const env = {
    ...process.env,
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
  };
  const fastest = {};
  const sizes = {};
  try {
    for (let run = 0; run < RUNS; run += 1) {
      for (const kind of KINDS) {
        const out = join(folder, `${kind}-${run}`, "cdktf.out");
        // Every survey is the first one on its machine, and has to log in.
        const state = join(folder, `state-${run}`);
        requests = 0;
        const took = await synthesize(kind, groups, out, { ...env, ARCHIVED_GROUP_STATE_DIR: state });
        const { ms } = fastest[kind] ?? {};
        const whole = took.declareMs + took.surveyMs + took.synthMs;
        if (ms === undefined || whole < ms) fastest[kind] = { ms: whole, surveyMs: took.surveyMs };
        sizes[kind] = bytesIn(out);
      }
    }
  } finally {
    await emulator.stop();
    rmSync(folder, { recursive: true });
  }
  return { groups, fastest, sizes, surveyRequests: requests };
}

function bytesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
