import { constants, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";

/** Windows has neither. Without the second one, opening a pipe waits for somebody who writes to it (fifo(7)). */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;

/**
 * Reads a small file. It reads regular files only, so that it never waits, does not follow a link, and never reads more
 * than that.
 *
 * @param mostBytes how large the file may be
 * @param check throws when the file must not be used
 * @throws Error whose message says why it cannot be used; with the `code` of the system where the file cannot be opened
 */
export async function readSmallFile(
  path: string,
  mostBytes: number,
  check: (about: Stats) => void = () => {},
): Promise<string> {
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error) => {
    throw error.code === "ELOOP" ? new Error("it is a symbolic link") : error;
  });
  try {
    const about = await file.stat();
    if (!about.isFile()) {
      throw new Error(about.isDirectory() ? "it is a folder" : "it is not a regular file");
    }
    if (about.size > mostBytes) {
      throw new Error(`it is larger than ${mostBytes / 1024} KiB`);
    }
    check(about);
    return await readUpTo(file, about.size);
  } finally {
    await file.close();
  }
}

/** Files of `/proc` hold more than their size of 0, and some of them do not end. */
async function readUpTo(file: FileHandle, size: number): Promise<string> {
  const buffer = Buffer.alloc(size + 1);
  let length = 0;
  for (let read = 1; read > 0 && length <= size; length += read) {
    read = (await file.read(buffer, length, buffer.length - length)).bytesRead;
  }
  if (length > size) {
    throw new Error("it holds more than its size says");
  }
  return buffer.toString("utf8", 0, length);
}
