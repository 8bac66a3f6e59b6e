import type { Stats } from "node:fs";
import { writeDurably } from "./durable-file";
import { readSmallFile } from "./small-file";

/** What is known of the last login: its token, or that it was refused. Times are in ms since the epoch. */
export type TokenFileContent =
  | { readonly token: string; readonly expiresAt: number }
  | { readonly refused: { readonly status: number | undefined }; readonly at: number };

/** Whose token a file holds. */
interface Owner {
  readonly endpoint: string;
  readonly userName: string;
}

const LARGEST_BYTES = 64 * 1024;

/** A file for the last login of one user, which only its owner can read: any other counts as none. */
export class TokenFile {
  constructor(
    private readonly path: string,
    private readonly owner: Owner,
  ) {}

  /** @returns `undefined` for a file that is missing, not private, not of this user, or not to be understood */
  async read(): Promise<TokenFileContent | undefined> {
    try {
      const { endpoint, userName, ...content } = Object(
        JSON.parse(await readSmallFile(this.path, LARGEST_BYTES, checkIsPrivate)),
      );
      const isOurs = endpoint === this.owner.endpoint && userName === this.owner.userName;
      return isOurs && isContent(content) ? content : undefined;
    } catch {
      return undefined;
    }
  }

  /** Without a word when it fails: the next one logs in for itself. */
  async write(content: TokenFileContent): Promise<void> {
    const text = `${JSON.stringify({ ...this.owner, ...content }, null, 2)}\n`;
    try {
      await writeDurably(this.path, text);
    } catch {
      // A disk that is full, or a folder that may not be written, is no reason to fail.
    }
  }
}

/** Windows knows neither owners nor modes. */
function checkIsPrivate({ uid, mode }: Stats): void {
  if (process.getuid && (uid !== process.getuid() || (mode & 0o077) !== 0)) {
    throw new Error("others may have written or read it");
  }
}

function isContent(value: object): value is TokenFileContent {
  const { token, expiresAt, refused, at } = value as Record<string, unknown>;
  if (typeof refused === "object" && refused !== null) {
    const { status } = refused as Record<string, unknown>;
    return Number.isFinite(at) && (status === undefined || typeof status === "number");
  }
  return typeof token === "string" && /^[\x21-\x7e]+$/.test(token) && Number.isFinite(expiresAt);
}
