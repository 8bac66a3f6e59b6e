import { alarm } from "../../lib/hook/alarm";

const DAY = 86_400_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test("it rings after its time, and not before", async () => {
  const rung = jest.fn();
  alarm(4 * 3_600_000).then(rung);
  await jest.advanceTimersByTimeAsync(4 * 3_600_000 - 1);
  expect(rung).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(rung).toHaveBeenCalled();
});

test("for longer than a timer of Node can be set, it does not ring at once", async () => {
  const rung = jest.fn();
  alarm(30 * DAY).then(rung);
  await jest.advanceTimersByTimeAsync(DAY);
  expect(rung).not.toHaveBeenCalled();
});
