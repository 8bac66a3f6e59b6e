import { constants } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { UsageError } from "../common/usage-error";

/** The longest text that JavaScript can hold. */
export const MOST_BYTES = constants.MAX_STRING_LENGTH;

/** How much of a file shows in which encoding it is. */
const BEGINNING = 1_000;

/**
 * The text of a file, however it came to be: UTF-8, UTF-16 as PowerShell writes it, with a byte order mark or without, and
 * any of them compressed by gzip. Colours of a terminal are left out.
 *
 * @throws UsageError when it is too long, or a damaged gzip file
 */
export function decode(file: Buffer): string {
  const bytes = isGzip(file) ? unzip(file) : file;
  checkSize(bytes.length);
  return withoutColours(textOf(bytes)).replace(/^\ufeff/, "");
}

/** @throws UsageError when so many bytes are too many */
export function checkSize(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const [size, most] = [bytes, MOST_BYTES].map((one) => `${Math.floor(one / 1024 ** 2)} MB`);
  throw new UsageError(
    `the plan has ${size}, and at most ${most} can be read; leave out what the review does not need: \`jq -c 'del(.planned_values)'\``,
  );
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") checkSize(MOST_BYTES + 1);
    throw new UsageError(
      "the plan is a gzip file that is damaged or cut off; compress it again, or give it as it is",
    );
  }
}

function textOf(bytes: Buffer): string {
  switch (encodingOf(bytes)) {
    case "utf16le":
      return bytes.toString("utf16le");
    case "utf16be": {
      const whole = bytes.length - (bytes.length % 2);
      return Buffer.from(bytes.subarray(0, whole)).swap16().toString("utf16le");
    }
    case "utf8":
      return bytes.toString("utf8");
  }
}

/** In UTF-16, each second byte of what Terraform writes is zero. */
function encodingOf(bytes: Buffer): "utf8" | "utf16le" | "utf16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf16be";
  // A saved plan is a zip file, and named as such later.
  if (bytes.subarray(0, 2).toString("latin1") === "PK") return "utf8";
  const beginning = bytes.subarray(0, BEGINNING);
  const zerosAt = (parity: number): number =>
    beginning.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  if (even + odd < beginning.length / 4) return "utf8";
  return odd > even ? "utf16le" : "utf16be";
}

/** JSON holds no such character, so nothing of a plan is lost. */
function withoutColours(text: string): string {
  return text.replace(/\u001b(?:\[[0-9:;<=>?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g, "");
}
