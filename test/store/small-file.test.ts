import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSmallFile } from "../../lib/store/small-file";

let root: string;
let path: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "small-"));
  path = join(root, "a.json");
});
afterEach(() => rmSync(root, { recursive: true }));

test("a file is read whole, up to the last byte that is allowed", async () => {
  writeFileSync(path, "ünï");
  expect(await readSmallFile(path, 5)).toBe("ünï");
  writeFileSync(path, "");
  expect(await readSmallFile(path, 0)).toBe("");
});

test("one that is missing says so by its code", async () => {
  await expect(readSmallFile(path, 1)).rejects.toMatchObject({ code: "ENOENT" });
});

test.each<[string, () => unknown, string]>([
  ["a link to a file", () => symlinkSync("/etc/hosts", path), "it is a symbolic link"],
  ["a link to nothing", () => symlinkSync("nowhere", path), "it is a symbolic link"],
  ["a link to what never ends", () => symlinkSync("/dev/zero", path), "it is a symbolic link"],
  ["a pipe that nobody writes to", () => execFileSync("mkfifo", [path]), "it is not a regular file"],
  ["a folder", () => mkdirSync(path), "it is a folder"],
  ["a file of a gigabyte", () => sparse(1024 ** 3), "it is larger than 64 KiB"],
  ["a file of one byte too many", () => sparse(64 * 1024 + 1), "it is larger than 64 KiB"],
])("%s is not read, and nothing is waited for", async (_, plant, message) => {
  plant();
  await expect(readSmallFile(path, 64 * 1024)).rejects.toThrow(new Error(message));
});

test("a file of /proc, which holds more than it says, is not read", async () => {
  await expect(readSmallFile("/proc/self/maps", 64 * 1024)).rejects.toThrow(
    "it holds more than its size says",
  );
});

test("who asks may refuse it by what it is", async () => {
  writeFileSync(path, "1", { mode: 0o640 });
  const check = ({ mode }: { mode: number }) => {
    if (mode & 0o077) throw new Error("others may read it");
  };
  await expect(readSmallFile(path, 1, check)).rejects.toThrow("others may read it");
});

function sparse(bytes: number): void {
  writeFileSync(path, "");
  truncateSync(path, bytes);
}
