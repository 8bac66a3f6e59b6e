/**
 * Preloaded by the kill matrix (`NODE_OPTIONS=--require`); it acts in the hook only. It writes down every step on the
 * state folder, and makes the hook stand still right before or after one of them, so that it can be killed exactly
 * there. The hook goes on when the file that says so is removed.
 *
 * KILL_POINT_FOLDER: where `steps` and `standing` are written; KILL_POINT: such as "rename journals 2 before".
 */
const fs = require("node:fs");
const { join } = require("node:path");

/** As in `lib/ctl/client.ts`. */
const LONGEST_REQUEST_MS = 30_000;

const { KILL_POINT = "", KILL_POINT_FOLDER = "" } = process.env;

if (KILL_POINT_FOLDER && (process.argv[1] ?? "").endsWith("hook.cjs")) {
  for (const step of ["rename", "unlink", "rmdir"]) patchSync(step);
  for (const step of ["rename", "unlink", "rmdir", "rm"]) patchPromise(step);
  patchCallback("rename");
  // A request that hangs is given up sooner, so that an orphan's end need not be waited for.
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (work, ms, ...rest) =>
    setTimeout(work, ms === LONGEST_REQUEST_MS ? 2_000 : ms, ...rest);
}

function patchSync(step) {
  const original = fs[`${step}Sync`];
  fs[`${step}Sync`] = (...args) => {
    const here = arrive(step, args);
    const result = original(...args);
    leave(here);
    return result;
  };
}

function patchCallback(step) {
  const original = fs[step];
  fs[step] = (...args) => {
    const here = arrive(step, args);
    const done = args.pop();
    original(...args, (...results) => {
      leave(here);
      done(...results);
    });
  };
}

function patchPromise(step) {
  const original = fs.promises[step];
  fs.promises[step] = async (...args) => {
    const here = arrive(step, args);
    const result = await original(...args);
    leave(here);
    return result;
  };
}

const counts = {};

/** @returns the step, such as "rename journals 2"; `undefined` when it is none on the state folder */
function arrive(step, paths) {
  // Of a rename, the second path is the one that counts.
  const path = String(step === "rename" ? paths[1] : paths[0]);
  const [, folder, login] = /[/\\](journals|receipts|locks|tokens)[/\\](login-)?/.exec(path) ?? [];
  if (!folder) return undefined;
  const kind = `${step} ${login ? "login" : folder}`;
  counts[kind] = (counts[kind] ?? 0) + 1;
  const here = `${kind} ${counts[kind]}`;
  fs.appendFileSync(join(KILL_POINT_FOLDER, "steps"), `${here}\n`);
  standStillAt(`${here} before`);
  return here;
}

function leave(here) {
  if (here) standStillAt(`${here} after`);
}

function standStillAt(point) {
  if (point !== KILL_POINT) return;
  const standing = join(KILL_POINT_FOLDER, "standing");
  fs.writeFileSync(standing, "");
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (fs.existsSync(standing)) Atomics.wait(cell, 0, 0, 20);
}
