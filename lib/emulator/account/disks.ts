import type { Disk, ServerRecord } from "./model";

/** The disks of a server with this much storage [REC]: 1 GB, 2 GB, and the rest. */
export function disksOf(storageGB: number): Disk[] {
  const sizes = storageGB > 3 ? [1, 2, storageGB - 3] : [storageGB];
  return sizes.map((sizeGB, index) => disk(index, sizeGB));
}

/** @param path where it is mounted; a raw disk has none */
export function disk(index: number, sizeGB: number, path?: string): Disk {
  return { id: `0:${index}`, sizeGB, partitionPaths: path === undefined ? [] : [path] };
}

/** The size of all disks, in GB. */
export function storageOf({ disks }: Pick<ServerRecord, "disks">): number {
  return disks.reduce((sum, { sizeGB }) => sum + sizeGB, 0);
}

export interface Partition {
  readonly sizeGB: number;
  readonly path: string;
}

/** The partitions of the system disk, like those of most recorded servers, and of added disks. */
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

/** A disk in a request. */
export interface DiskOrder {
  /** The id of an existing disk; `undefined` for a new one. */
  readonly id: string | undefined;
  readonly sizeGB: number;
  readonly path: string | undefined;
}

/**
 * The disks after a change. The request lists all of them; disks that it leaves out are removed [DOC].
 *
 * @returns `undefined` if a listed disk does not exist or would shrink
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
