import { randomUUID } from "node:crypto";
import { rmdirSync, unlinkSync } from "node:fs";
import { lstat, open, readdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../folder";
import { readSmallFile } from "../small-file";
import { type Claim, parseClaim } from "./claim";

/** A claim under construction: nobody minds it. */
const DRAFT = ".draft";
const MOST_TRIES = 100;
/** A claim takes a few hundred. */
const LARGEST_CLAIM_BYTES = 16 * 1024;

/** A claim as it lies in its folder. */
export interface ClaimFile {
  readonly path: string;
  readonly isDraft: boolean;
  /** When it was last renewed, by the clock of the file system; in ms. */
  readonly renewedAt: number;
  /** `undefined` when it cannot be read. */
  readonly claim: Claim | undefined;
}

/** The claims of all who want one lock: a file each, under a name that is never used again. */
export class ClaimFolder {
  constructor(private readonly path: string) {}

  /**
   * Puts a claim down; it is complete as soon as it is visible.
   *
   * @returns its path
   * @throws Error when the folder cannot be written
   */
  async put(claim: Claim): Promise<string> {
    const path = join(this.path, randomUUID());
    for (let tries = 1; ; tries += 1) {
      try {
        await makeFolder(this.path);
        await writeFile(path + DRAFT, toText(claim), { mode: 0o600, flag: "wx" });
        await rename(path + DRAFT, path);
        return path;
      } catch (error) {
        // Whoever releases the lock removes the folder, which may be right now.
        if (!isMissing(error) || tries === MOST_TRIES) {
          this.remove(path + DRAFT);
          throw new Error(`the lock folder ${this.path} cannot be written (${(error as Error).message})`);
        }
      }
    }
  }

  async list(): Promise<ClaimFile[]> {
    const names = await unlessMissing(readdir(this.path));
    const files = await Promise.all((names ?? []).map((name) => read(join(this.path, name))));
    return files.filter((file) => file !== undefined);
  }

  /**
   * Writes a claim over itself, which moves its time.
   *
   * @returns ms since it was last renewed; infinite when it is gone
   */
  async renew(path: string, claim: Claim): Promise<number> {
    const file = await unlessMissing(open(path, "r+"));
    if (!file) {
      return Number.POSITIVE_INFINITY;
    }
    try {
      const { mtimeMs } = await file.stat();
      await file.write(toText(claim), 0);
      const renewed = await unlessMissing(stat(path));
      return renewed ? renewed.mtimeMs - mtimeMs : Number.POSITIVE_INFINITY;
    } finally {
      await file.close();
    }
  }

  /** Takes a claim away, and the folder after the last one. What cannot be removed dies with its process. */
  remove(path: string): void {
    try {
      unlinkSync(path);
      rmdirSync(this.path);
    } catch {
      // Somebody else was faster, or has a claim there.
    }
  }
}

async function read(path: string): Promise<ClaimFile | undefined> {
  // On a network, only opening a file asks the server for its time again (close-to-open consistency, nfs(5)).
  const text = await unlessMissing(readSmallFile(path, LARGEST_CLAIM_BYTES).catch(unlessUnreadable));
  const about = text === undefined ? undefined : await unlessMissing(lstat(path));
  return (
    about && {
      path,
      isDraft: path.endsWith(DRAFT),
      renewedAt: about.mtimeMs,
      claim: parseClaim(text ?? ""),
    }
  );
}

/** Another user's claim counts, too, and so does whatever else is in the folder, for as long as a lease. */
function unlessUnreadable(error: unknown): string {
  if (isMissing(error)) {
    throw error;
  }
  return "";
}

async function unlessMissing<T>(result: Promise<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function toText(claim: Claim): string {
  return `${JSON.stringify(claim, null, 2)}\n`;
}
