import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "../archival/ports";
import { CtlUnauthorized } from "../ctl/errors";
import { loginRefused } from "../ctl/login";
import type { TokenCache, TokenRequest } from "../ctl/token";
import { claimsOf } from "../ctl/token";
import { FileLock } from "./lock/file-lock";
import { TokenFile } from "./token-file";

/** As long as a request may take: who is at it for longer does not answer any more. */
const LONGEST_WAIT_MS = 30_000;
const SHORTEST_LIFE_MS = 60_000;
/** Whoever asks within this time would be refused as well, and many refusals lock an account. */
const REFUSAL_COUNTS_MS = 5_000;

/** A token cache in the state directory: of all processes that need a token at once, one logs in. */
export class FileTokenCache implements TokenCache {
  /**
   * @param random uniform in [0, 1), for jitter
   * @param startedAt when this process was started, in ms since the epoch: it may have a better password than one
   *   that was refused before
   */
  constructor(
    private readonly stateDirectory: string,
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly startedAt: number = performance.timeOrigin,
  ) {}

  /** A lock or a file that cannot be used only means a login of one's own. */
  async tokenFor(request: TokenRequest, logIn: () => Promise<string>): Promise<string> {
    const name = nameFor(request);
    const { endpoint, userName } = request;
    const file = new TokenFile(join(this.stateDirectory, "tokens", `${name}.json`), { endpoint, userName });
    const lock = new FileLock(join(this.stateDirectory, "locks", `login-${name}`));
    const began = this.clock.now();
    for (;;) {
      const shared = await this.sharedToken(file, request, began);
      if (shared !== undefined) {
        return shared;
      }
      const isLate = this.clock.now() - began >= LONGEST_WAIT_MS;
      const holder = isLate ? undefined : await lock.take().catch(() => undefined);
      if (!holder) {
        try {
          return (await this.sharedToken(file, request, began)) ?? (await this.newToken(file, logIn));
        } finally {
          await lock.release();
        }
      }
      await this.clock.sleep(50 + 100 * this.random());
    }
  }

  /** @throws CtlUnauthorized when the login was refused to somebody else just now */
  private async sharedToken(
    file: TokenFile,
    { userName, refused }: TokenRequest,
    began: number,
  ): Promise<string | undefined> {
    const content = await file.read();
    const now = this.clock.now();
    if (!content) {
      return undefined;
    }
    if ("token" in content) {
      const isGood = content.expiresAt - now > SHORTEST_LIFE_MS && content.token !== refused;
      return isGood ? content.token : undefined;
    }
    if (Math.max(this.startedAt, began - REFUSAL_COUNTS_MS) < content.at && content.at <= now) {
      const when = " a moment ago, and is not retried yet";
      throw loginRefused(userName, content.refused.status, undefined, when);
    }
    return undefined;
  }

  private async newToken(file: TokenFile, logIn: () => Promise<string>): Promise<string> {
    try {
      const token = await logIn();
      const { expiresAt } = claimsOf(token);
      if (expiresAt !== undefined) {
        await file.write({ token, expiresAt });
      }
      return token;
    } catch (error) {
      if (error instanceof CtlUnauthorized) {
        // Not the server's words, which may repeat what they were an answer to.
        await file.write({ refused: { status: error.status }, at: this.clock.now() });
      }
      throw error;
    }
  }
}

function nameFor({ endpoint, userName }: TokenRequest): string {
  const host = endpoint.replace(/^https:\/\//, "").replace(/[^A-Za-z0-9.-]+/g, "-");
  return `${host}-${createHash("sha256").update(userName).digest("hex").slice(0, 16)}`;
}
