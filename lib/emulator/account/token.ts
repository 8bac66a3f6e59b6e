import { createHmac, randomBytes } from "node:crypto";

/** [REC] exp − nbf is 14.0 days exactly. */
export const DEFAULT_TOKEN_TTL_MS = 14 * 24 * 60 * 60 * 1000;

/** What a token says about its bearer. */
export interface TokenSubject {
  readonly userName: string;
  readonly accountAlias: string;
  readonly locationAlias: string;
  readonly roles: readonly string[];
}

/**
 * Issues HS256 JWTs with the recorded claims [REC] and knows which of them are still good.
 * Every issuer has a secret of its own, so a token of one emulator is worth nothing on another.
 */
export class TokenIssuer {
  private secret = randomBytes(32);
  private readonly expiry = new Map<string, number>();

  /**
   * @param clock epoch milliseconds
   * @param ttlMs how long a token is good, in milliseconds of that clock
   */
  constructor(
    private readonly clock: () => number,
    private readonly ttlMs: number = DEFAULT_TOKEN_TTL_MS,
  ) {}

  issue(subject: TokenSubject): string {
    const now = this.clock();
    const notBefore = Math.floor(now / 1000);
    const claims = {
      iss: "urn:api-tier3",
      aud: "urn:tier3-users",
      nbf: notBefore,
      exp: notBefore + Math.ceil(this.ttlMs / 1000),
      unique_name: subject.userName,
      "urn:tier3:account-alias": subject.accountAlias,
      "urn:tier3:location-alias": subject.locationAlias,
      role: subject.roles,
    };
    const unsigned = `${encode({ typ: "JWT", alg: "HS256" })}.${encode(claims)}`;
    const token = `${unsigned}.${createHmac("sha256", this.secret).update(unsigned).digest("base64url")}`;
    // The claim has whole seconds; tests want shorter lives, so the exact end is kept beside it.
    this.expiry.set(token, now + this.ttlMs);
    return token;
  }

  /** Whether an Authorization header carries a token that is still good. */
  accepts(authorization: string | undefined): boolean {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    const expiresAt = token === undefined ? undefined : this.expiry.get(token);
    return expiresAt !== undefined && this.clock() < expiresAt;
  }

  /** Makes every token issued so far worthless, and the next ones different even within the same second. */
  revokeAll(): void {
    this.secret = randomBytes(32);
    this.expiry.clear();
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
