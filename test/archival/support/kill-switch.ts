/** Counts the steps of a run and stops it dead at one of them, as SIGKILL does: nothing of it goes on afterwards. */
export class KillSwitch {
  steps = 0;
  readonly killed: Promise<"killed">;
  private pull: () => void = () => {};

  /** @param at the step that is not survived, counted from 1. @default - none */
  constructor(private readonly at = Number.POSITIVE_INFINITY) {
    this.killed = new Promise((resolve) => {
      this.pull = () => resolve("killed");
    });
  }

  /** A step is reached. It never returns when it is the last one. */
  async step(): Promise<void> {
    this.steps += 1;
    if (this.steps >= this.at) {
      this.pull();
      await new Promise(() => {});
    }
  }

  /** What a run came to, or that it was killed. */
  survive<T>(run: Promise<T>): Promise<T | "killed"> {
    return Promise.race([run, this.killed]);
  }
}
