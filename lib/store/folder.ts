import { lstatSync, type Stats, statSync } from "node:fs";
import { access, constants, lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";

/** What the state directory holds. */
const SUB_FOLDERS = ["journals", "receipts", "locks", "tokens"];
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Why a state directory must not be used: who else may write it decides what is archived, and could have this process
 * write elsewhere. The directory itself may be a link, one of ours or of root; its sub-folders may not.
 *
 * @returns one sentence; `undefined` when it may be used, or is not there yet
 */
export function whyNotOurs(directory: string): string | undefined {
  return (
    whyNotOurLink(directory) ??
    whyNotOurFolder(directory, about(statSync, directory)) ??
    SUB_FOLDERS.map((name) => join(directory, name))
      .map((path) => whyNotSubFolder(path))
      .find((why) => why !== undefined)
  );
}

/**
 * Makes a folder that only its owner may read, and everything above it that is missing.
 *
 * @throws Error when it cannot be made, or a link is in its place
 */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if ((await lstat(path)).isSymbolicLink()) {
    throw new Error(`${path} is a symbolic link`);
  }
}

/**
 * Finds out before anything is sent whether what comes of it can be kept.
 *
 * @throws Error naming the folder that cannot be made or written
 */
export async function prepareFolders(directory: string): Promise<void> {
  for (const name of ["journals", "receipts", "locks"]) {
    const path = join(directory, name);
    try {
      await makeFolder(path);
      await access(path, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new Error(`${path} cannot be written (${(error as Error).message})`);
    }
  }
}

function whyNotOurLink(path: string): string | undefined {
  const link = about(lstatSync, path);
  const ours = process.getuid?.();
  return link?.isSymbolicLink() && ours !== undefined && ![0, ours].includes(link.uid)
    ? `the link ${path} belongs to another user (uid ${link.uid}); ${ELSEWHERE}`
    : undefined;
}

function whyNotSubFolder(path: string): string | undefined {
  const found = about(lstatSync, path);
  return found?.isSymbolicLink()
    ? `${path} is a symbolic link, which is not followed; put a folder in its place, or ${ELSEWHERE}`
    : whyNotOurFolder(path, found);
}

/** Windows knows neither owners nor modes. What is not a folder cannot be written, and that is said then. */
function whyNotOurFolder(path: string, found: Stats | undefined): string | undefined {
  const ours = process.getuid?.();
  if (!found?.isDirectory() || ours === undefined) {
    return undefined;
  }
  if (found.uid !== ours) {
    return `${path} belongs to another user (uid ${found.uid}, and this process runs as uid ${ours}); change its owner with chown, or ${ELSEWHERE}`;
  }
  const mode = found.mode & 0o777;
  return mode & WRITABLE_BY_OTHERS
    ? `other users may write ${path} (mode ${mode.toString(8)}); run chmod go-w on it, or ${ELSEWHERE}`
    : undefined;
}

const ELSEWHERE = "set ARCHIVED_GROUP_STATE_DIR to a folder of your own";

function about(look: (path: string) => Stats, path: string): Stats | undefined {
  try {
    return look(path);
  } catch {
    return undefined;
  }
}
