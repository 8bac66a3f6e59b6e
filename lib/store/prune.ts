import { lstat, readdir, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";

/** No token lives for longer than 14 days (recorded), and no process renews its claim that late. */
const OLD_MS = 30 * 86_400_000;

/**
 * Takes away what killed runs leave in the state directory: drafts of files, journals that were moved aside, tokens that
 * nobody uses any more, claims of the dead. What is open and what has ended stays, however old it is. It never rejects.
 */
export async function prune(stateDirectory: string): Promise<void> {
  const locks = join(stateDirectory, "locks");
  // Whoever took a lock has just changed this folder; the time of the file system is the only one that counts.
  const changedAt = await timeOf(locks);
  const before = (changedAt ?? 0) - OLD_MS;
  for (const folder of ["journals", "receipts"]) {
    await removeOld(join(stateDirectory, folder), before, (name) => !name.endsWith(".json"));
  }
  await removeOld(join(stateDirectory, "tokens"), before);
  for (const name of await namesIn(locks)) {
    const left = await removeOld(join(locks, name), before);
    // Whoever wants the lock right now makes the folder again.
    if (left === 0) await rmdir(join(locks, name)).catch(() => {});
  }
}

/** @returns how many files are left */
async function removeOld(
  folder: string,
  before: number,
  isLeftover: (name: string) => boolean = () => true,
): Promise<number> {
  const names = await namesIn(folder);
  let left = names.length;
  for (const name of names.filter(isLeftover)) {
    const path = join(folder, name);
    const changedAt = await timeOf(path);
    if (changedAt !== undefined && changedAt < before) {
      left -= await unlink(path).then(
        () => 1,
        () => 0,
      );
    }
  }
  return left;
}

/** A link to a folder leads to files that are not ours to remove. Another run may remove a folder while it is looked at. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await lstat(folder)).isDirectory() ? await readdir(folder) : [];
  } catch {
    return [];
  }
}

async function timeOf(path: string): Promise<number | undefined> {
  return lstat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
