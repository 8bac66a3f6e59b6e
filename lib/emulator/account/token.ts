import { createHmac, randomBytes } from "node:crypto";

/** [REC] exp − nbf is 14.0 days exactly. */
export const DEFAULT_TOKEN_TTL_MS = 14 * 24 * 60 * 60 * 1000;

/** Who a token is for. */
export interface TokenSubject {
  readonly userName: string;
  readonly accountAlias: string;
  readonly locationAlias: string;
  readonly roles: readonly string[];
}

/**
 * Issues HS256 JWTs with the recorded claims [REC], and knows which ones are valid. Every issuer has its own
 * secret, so another emulator rejects its tokens.
 */
export class TokenIssuer {
  private secret = randomBytes(32);
  private readonly expiry = new Map<string, number>();

  /**
   * @param clock epoch milliseconds
   * @param ttlMs how long a token is valid, in milliseconds of that clock
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
    // The claim has whole seconds, but tests want shorter lifetimes: keep the exact end as well.
    this.expiry.set(token, now + this.ttlMs);
    return token;
  }

  /** Whether an Authorization header has a valid token. */
  accepts(authorization: string | undefined): boolean {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    const expiresAt = token === undefined ? undefined : this.expiry.get(token);
    return expiresAt !== undefined && this.clock() < expiresAt;
  }

  /** Revokes all tokens. The next ones differ even within the same second. */
  revokeAll(): void {
    this.secret = randomBytes(32);
    this.expiry.clear();
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
