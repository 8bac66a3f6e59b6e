/**
 * A process that takes a lock, for the tests: `rounds` times around a section that it logs, where it kills itself in
 * the round `dies`; or once, and then it says for each line of its input whether the lock is still its own.
 */
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { FileLock } from "../../../lib/store/lock/file-lock";

const [folder = "", log = "", rounds = "0", dies = "0"] = process.argv.slice(2);
const lock = new FileLock(folder);

async function take(): Promise<void> {
  while (await lock.take()) {
    await sleep(2 + 10 * Math.random());
  }
}

/** One write at the end of the file: lines of several processes stay whole and in their order. */
function say(word: string): void {
  appendFileSync(log, `${word} ${process.pid}\n`);
}

async function work(): Promise<void> {
  for (let round = 1; round <= Number(rounds); round += 1) {
    await take();
    say("enter");
    await sleep(3 * Math.random());
    if (round === Number(dies)) {
      process.kill(process.pid, "SIGKILL");
    }
    say("leave");
    await lock.release();
    await sleep(3 * Math.random());
  }
}

async function hold(): Promise<void> {
  await take();
  process.stdout.write("held\n");
  for await (const _ of createInterface(process.stdin)) {
    process.stdout.write(`${await lock.isOurs()}\n`);
  }
}

void (log ? work() : hold());
