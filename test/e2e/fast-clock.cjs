/**
 * Preloaded into the hook (`NODE_OPTIONS=--require`) where hours have to pass: its time goes FAST_CLOCK times as fast.
 * Requests take as long as they take.
 */
const timers = require("node:timers/promises");

const speed = Number(process.env.FAST_CLOCK);

if (speed && (process.argv[1] ?? "").endsWith("hook.cjs")) {
  const { now } = Date;
  const start = now();
  Date.now = () => start + (now() - start) * speed;
  const { setTimeout: sleep } = timers;
  timers.setTimeout = (ms, ...rest) => sleep(ms / speed, ...rest);
}
