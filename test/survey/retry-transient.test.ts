import type { Trouble } from "../../lib/archival/platform";
import { retryTransient } from "../../lib/survey/retry-transient";

const trouble = (of: Trouble, more: object = {}): Error =>
  Object.assign(new Error(`it is ${of}`), { trouble: of, ...more });

const waits: number[] = [];
const sleep = async (ms: number): Promise<void> => void waits.push(ms);
beforeEach(() => {
  waits.length = 0;
});

/** Fails with each of these, then answers. */
function failing(...errors: Error[]): () => Promise<string> {
  const left = [...errors];
  return () => {
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve("answer");
  };
}

test("an answer is passed on, and nobody waits", async () => {
  expect(await retryTransient(failing(), sleep)).toBe("answer");
  expect(waits).toEqual([]);
});

test("without a usable answer it asks twice more, each time after a longer pause", async () => {
  expect(await retryTransient(failing(trouble("transient"), trouble("transient")), sleep)).toBe("answer");
  expect(waits).toEqual([500, 1_000]);
  const never = failing(...Array.from({ length: 4 }, () => trouble("transient")));
  await expect(retryTransient(never, sleep)).rejects.toThrow("it is transient");
});

test("a platform that asks to be left alone is, for that long", async () => {
  await retryTransient(failing(trouble("transient", { retryAfterMs: 3_000 })), sleep);
  await retryTransient(failing(trouble("transient", { retryAfterMs: 10 })), sleep);
  expect(waits).toEqual([3_000, 500]);
});

test("however long it asks for, it is asked again after 5 min", async () => {
  await retryTransient(failing(trouble("throttled", { retryAfterMs: 30 * 86_400_000 })), sleep);
  expect(waits).toEqual([300_000]);
});

test.each([
  trouble("rejected"),
  trouble("credentials"),
  trouble("too-large"),
  new TypeError("a mistake of ours"),
])("%s is not asked again", async (error) => {
  await expect(retryTransient(failing(error), sleep)).rejects.toBe(error);
  expect(waits).toEqual([]);
});

test("when time is over, the last trouble is told, and not that time is over", async () => {
  const isOver = (): Promise<void> => Promise.reject(new Error("aborted"));
  await expect(retryTransient(failing(trouble("transient")), isOver)).rejects.toThrow("it is transient");
});
