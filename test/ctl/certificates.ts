import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/** A certificate and its key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

interface Choices {
  /** Names or addresses that it is for; an authority has none. */
  readonly hosts?: readonly string[];
  /** Who signs it; itself by default. */
  readonly issuer?: Certificate & { readonly name: string };
  /** When it has been valid from and until, in years from now. */
  readonly years?: readonly [number, number];
}

/** Makes a certificate (RFC 5280): Node can sign one, but has no function that writes it. */
export function certificate(
  name: string,
  { hosts = [], issuer, years = [-1, 1] }: Choices = {},
): Certificate & { readonly name: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer: KeyObject | string = issuer?.key ?? privateKey;
  const signed = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [1, ...randomBytes(8)]),
    ECDSA_WITH_SHA256,
    nameOf(issuer?.name ?? name),
    sequence(...years.map(timeIn)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(hosts.length > 0 ? alternativeNames(hosts) : AUTHORITY)),
  );
  const signature = der(0x03, [0], sign("sha256", signed, signer));
  const bytes = sequence(signed, ECDSA_WITH_SHA256, signature);
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    name,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

type Bytes = Uint8Array | readonly number[];

function der(tag: number, ...contents: Bytes[]): Buffer {
  const content = Buffer.concat(contents.map((bytes) => Buffer.from(bytes)));
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...contents: Bytes[]): Buffer {
  return der(0x30, ...contents);
}

const ECDSA_WITH_SHA256 = sequence(der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const AUTHORITY = sequence(
  der(0x06, [0x55, 0x1d, 0x13]),
  der(0x01, [0xff]),
  der(0x04, sequence(der(0x01, [0xff]))),
);

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(der(0x06, [0x55, 0x04, 0x03]), der(0x0c, Buffer.from(commonName)))));
}

function alternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIP(host) === 4 ? der(0x87, host.split(".").map(Number)) : der(0x82, Buffer.from(host)),
  );
  return sequence(der(0x06, [0x55, 0x1d, 0x11]), der(0x04, sequence(...names)));
}

function timeIn(years: number): Buffer {
  const time = new Date(Date.now() + years * 365 * 86_400_000).toISOString().replace(/\D/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${time}Z`));
}
