import type { Disk, ServerRecord } from "./model";

/** The disks of a server of this size [REC]: one of 1 GB, one of 2 GB, and one with the rest. */
export function disksOf(storageGB: number): Disk[] {
  const sizes = storageGB > 3 ? [1, 2, storageGB - 3] : [storageGB];
  return sizes.map((sizeGB, index) => disk(index, sizeGB));
}

/** @param path where it is mounted; a raw disk has none */
export function disk(index: number, sizeGB: number, path?: string): Disk {
  return { id: `0:${index}`, sizeGB, partitionPaths: path === undefined ? [] : [path] };
}

/** All disks together, in GB. */
export function storageOf({ disks }: Pick<ServerRecord, "disks">): number {
  return disks.reduce((sum, { sizeGB }) => sum + sizeGB, 0);
}

export interface Partition {
  readonly sizeGB: number;
  readonly path: string;
}

/** The partitions of a server: those of its system disk as most recorded ones, and those of the disks that were added. */
export function partitionsOf({ disks }: Pick<ServerRecord, "disks">): Partition[] {
  const system = disks.filter(({ partitionPaths }) => partitionPaths.length === 0).at(-1);
  const added = disks.flatMap(({ sizeGB, partitionPaths }) =>
    partitionPaths.map((path) => ({ sizeGB, path })),
  );
  return [
    { sizeGB: 0, path: "(swap)" },
    { sizeGB: (system?.sizeGB ?? 0) - 0.345, path: "/" },
    { sizeGB: 0.482, path: "/boot" },
    ...added,
  ];
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
