import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** Writes a small file that only its owner may read. It is there whole, and survives a power cut, once this resolves. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomic(path, text, { mode: 0o600, fsync: true });
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
