import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a small file that only its owner may read. It is there whole, and survives a power cut, once this resolves. A
 * link in its place is replaced, never followed.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeNew(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(folder);
  for (let child = folder; made && child.length >= made.length; child = dirname(child)) {
    // What is above may well be somebody else's, and not to be opened.
    await syncFolder(dirname(child)).catch(() => {});
  }
}

/** A rename or a removal is durable only once its folder is written. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

/** `x`: it must not exist, and a link of that name does (open(2), O_EXCL). */
async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
