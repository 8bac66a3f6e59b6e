import fc from "fast-check";
import { chaos } from "./chaos";

/** `main.ts <trials> <seed>`: what `npm run chaos` starts. */
async function main([trials, seed]: number[]): Promise<void> {
  console.log(`${trials} trials with seed ${seed} …`);
  const { check, played, unseen } = await chaos(trials as number, seed as number, (done) => {
    if (done % 100 === 0) console.log(`${done} trials …`);
  });
  if (check.failed) {
    console.log(await fc.asyncDefaultReportMessage(check));
    console.log(`again with: npm run chaos -- --trials ${trials} --seed ${seed}`);
    process.exitCode = 1;
    return;
  }
  console.log(`${played} trials held; in ${unseen} of them the one thing happened that nobody can see:`);
  console.log(
    "an archive was in flight, no server of the group showed it, and its answer or its journal was lost or elsewhere",
  );
}

void main(process.argv.slice(2).map(Number));
