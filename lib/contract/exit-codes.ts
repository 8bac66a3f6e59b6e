import type { Verdict } from "../archival/outcome";

/** Exit codes of the hook and of the command line; they are a contract. */
export const EXIT = {
  /** A command that sends nothing has done what was asked. */
  ok: 0,
  archived: 0,
  "already-archived": 0,
  restored: 0,
  "already-active": 0,
  "left-alone": 0,
  failed: 1,
  usage: 2,
  credentials: 3,
  unknown: 4,
  refused: 5,
  drift: 6,
  interrupted: 130,
} as const satisfies Record<Verdict | "ok" | "usage" | "drift" | "interrupted", number>;
