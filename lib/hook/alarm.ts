/** A timer of Node that is set for longer rings at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Resolves after that time, however busy this process is with waiting; it does not keep the process alive. */
export function alarm(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms <= LONGEST_MS) {
      setTimeout(resolve, ms).unref();
    }
  });
}
