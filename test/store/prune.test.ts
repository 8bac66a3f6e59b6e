import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { prune } from "../../lib/store/prune";
import { Stage } from "../hook/stage";

const DAY = 86_400_000;
const CLAIM = "0b9ef1e4-52f4-4b0a-9d0e-0a4d5a3f6c11";
let state: string;

/** A file below the state directory that was written so many days ago. */
function plant(path: string, days: number, folder = state): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), "{}");
  const then = new Date(Date.now() - days * DAY);
  utimesSync(join(folder, path), then, then);
}

function files(): string[] {
  const entries = readdirSync(state, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ path, name }) => join(path, name).slice(state.length + 1))
    .sort();
}

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "prune-"));
});
afterEach(() => rmSync(state, { recursive: true }));

test("what was left behind more than 30 days ago goes; what is open, has ended or is younger stays", async () => {
  const stays = [
    ["journals/a.json", 400],
    ["journals/b.json.unusable", 29],
    [`locks/a/${CLAIM}`, 29],
    ["receipts/a.json", 4_000],
    ["tokens/a.json", 29],
  ] as const;
  const goes = [
    ["journals/a.json.unusable", 31],
    ["journals/a.json.3141592653", 31],
    [`locks/a/${CLAIM.replace("0", "1")}`, 31],
    [`locks/b/${CLAIM}.draft`, 31],
    [`locks/login-b/${CLAIM}`, 31],
    ["receipts/a.json.3141592653", 31],
    ["tokens/b.json", 31],
    ["tokens/b.json.3141592653", 31],
  ] as const;
  for (const [path, days] of [...stays, ...goes]) plant(path, days);
  await prune(state);
  expect(files()).toEqual(stays.map(([path]) => path));
  expect(readdirSync(join(state, "locks"))).toEqual(["a"]);
});

test("no clock counts but that of the file system, as the last lock left it", async () => {
  plant(`locks/a/${CLAIM}`, 31);
  plant("tokens/a.json", 31);
  const then = new Date(Date.now() - 31 * DAY);
  utimesSync(join(state, "locks"), then, then);
  await prune(state);
  expect(files()).toEqual([`locks/a/${CLAIM}`, "tokens/a.json"]);
});

test("what cannot be read or removed is no matter", async () => {
  await prune(join(state, "nowhere"));
  mkdirSync(join(state, "locks"));
  plant("tokens", 31);
  plant("journals/a.json.unusable/inside", 31);
  const then = new Date(Date.now() - 31 * DAY);
  utimesSync(join(state, "journals/a.json.unusable"), then, then);
  await prune(state);
  expect(files()).toEqual(["journals/a.json.unusable/inside", "tokens"]);
});

test("what a link leads to is not removed", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  plant("old", 400, elsewhere);
  plant("locks/a", 400);
  symlinkSync(elsewhere, join(state, "locks", "b"));
  await prune(state);
  expect(readdirSync(elsewhere)).toEqual(["old"]);
  rmSync(elsewhere, { recursive: true });
});

test("every archive does it at its end", async () => {
  const stage = await Stage.set();
  plant("journals/of-another-group.json.unusable", 31, stage.stateDirectory);
  expect(await stage.archive()).toMatchObject({ code: 0 });
  expect(existsSync(join(stage.stateDirectory, "journals/of-another-group.json.unusable"))).toBe(false);
  expect(readdirSync(join(stage.stateDirectory, "receipts"))).toHaveLength(1);
  await stage.strike();
});

test("a folder that another run removes while it is looked at is no failure", async () => {
  plant("locks/of-another/claim", 0);
  const lstat = fs.lstat;
  const spy = jest.spyOn(fs, "lstat").mockImplementation((async (path: string) => {
    const about = await lstat(path);
    if (path.endsWith("of-another")) rmSync(path, { recursive: true });
    return about;
  }) as never);
  await expect(prune(state)).resolves.toBeUndefined();
  spy.mockRestore();
  expect(existsSync(join(state, "locks", "of-another"))).toBe(false);
});
