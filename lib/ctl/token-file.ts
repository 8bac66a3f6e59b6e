import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { LoginRefusal } from "./login";

/** What is known of the last login: its token, or that it was refused. Times are in ms since the epoch. */
export type TokenFileContent =
  | { readonly token: string; readonly expiresAt: number }
  | { readonly refused: LoginRefusal; readonly at: number };

/** Whose token a file holds. */
interface Owner {
  readonly endpoint: string;
  readonly userName: string;
}

/** What replaces somebody else's file is not to be theirs again. Windows knows neither owners nor modes. */
const OWN =
  process.getuid && process.getgid ? { chown: { uid: process.getuid(), gid: process.getgid() } } : {};

/** A file for the last login of one user, which only its owner can read: any other counts as none. */
export class TokenFile {
  constructor(
    private readonly path: string,
    private readonly owner: Owner,
  ) {}

  /** @returns `undefined` for a file that is missing, not private, not of this user, or not to be understood */
  async read(): Promise<TokenFileContent | undefined> {
    try {
      const { endpoint, userName, ...content } = Object(JSON.parse(await readPrivate(this.path)));
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
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      await writeFileAtomic(this.path, text, { mode: 0o600, ...OWN });
    } catch {
      // A disk that is full, or a folder that may not be written, is no reason to fail.
    }
  }
}

async function readPrivate(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { uid, mode } = await file.stat();
    if (process.getuid && (uid !== process.getuid() || (mode & 0o077) !== 0)) {
      throw new Error("others may have written or read it");
    }
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function isContent(value: object): value is TokenFileContent {
  const { token, expiresAt, refused, at } = value as Record<string, unknown>;
  if (typeof refused === "object" && refused !== null) {
    const { status, message } = refused as Record<string, unknown>;
    return Number.isFinite(at) && isAbsentOr("number", status) && isAbsentOr("string", message);
  }
  return typeof token === "string" && /^[\x21-\x7e]+$/.test(token) && Number.isFinite(expiresAt);
}

function isAbsentOr(type: "number" | "string", value: unknown): boolean {
  return value === undefined || typeof value === type;
}
