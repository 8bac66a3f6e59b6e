import { disk } from "./disks";
import type { Disk, ServerRecord } from "./model";
import { FIRST_SNAPSHOT } from "./records";

/** Adds a snapshot, called after the time it was asked for as the recorded ones are, such as "2015-06-18.09:19:36". */
export function takeSnapshot(server: ServerRecord, at: number): void {
  const number = Math.max(FIRST_SNAPSHOT - 1, ...server.snapshots.map((one) => one.number)) + 1;
  const name = new Date(at).toISOString().slice(0, 19).replace("T", ".");
  server.snapshots = [...server.snapshots, { number, name }];
}

/** A disk as a request names it. */
export interface DiskOrder {
  /** The id of one that the server has; `undefined` for a new one. */
  readonly id: string | undefined;
  readonly sizeGB: number;
  readonly path: string | undefined;
}

/**
 * The disks that a server has after a change: the request lists them all, and those it leaves out are gone [DOC].
 *
 * @returns `undefined` when one that it names is not there, or would shrink
 */
export function disksAfter(disks: readonly Disk[], orders: readonly DiskOrder[]): Disk[] | undefined {
  let next = Math.max(-1, ...disks.map(({ id }) => Number(id.split(":")[1])));
  const after = orders.map(({ id, sizeGB, path }) => {
    if (id === undefined) {
      next += 1;
      return disk(next, sizeGB, path);
    }
    const there = disks.find((one) => one.id === id);
    return there && there.sizeGB <= sizeGB ? { ...there, sizeGB } : undefined;
  });
  return after.length > 0 && after.every((one) => one !== undefined) ? after : undefined;
}
