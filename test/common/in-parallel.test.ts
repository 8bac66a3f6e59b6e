import { inParallel } from "../../lib/common/in-parallel";

test("many are done five at a time, and the results keep their order", async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel(
    Array.from({ length: 40 }, (_, index) => index),
    async (index) => {
      running += 1;
      most = Math.max(most, running);
      for (let turns = 0; turns < 40 - index; turns += 1) await Promise.resolve();
      running -= 1;
      return index * 2;
    },
  );
  expect(most).toBe(5);
  expect(results).toEqual(Array.from({ length: 40 }, (_, index) => index * 2));
});

test("nothing to do is done at once, and a failure is passed on", async () => {
  expect(await inParallel([], () => Promise.reject(new Error("never asked")))).toEqual([]);
  await expect(inParallel([1], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
