import type { Operation } from "./operation";
import { endOf, workStartsAt } from "./timeline";

/** Something that happens at `atMs` of an operation's timeline. */
export type Moment =
  /** The work reaches this server. */
  | { readonly kind: "turn"; readonly atMs: number; readonly serverId: string }
  /** The operation ends, as `succeeded` or `failed`. */
  | { readonly kind: "end"; readonly atMs: number; readonly status: string }
  /** The status changes. */
  | { readonly kind: "status"; readonly atMs: number; readonly status: string };

/** Carries out a moment. `at` is in epoch milliseconds. */
export type HappenAt = (operation: Operation, moment: Moment, at: number) => void;

/**
 * What operations have not done yet, in order of time. It has no timers: every request lets it catch up
 * first. So a job of four hours takes a millisecond if a test moves the clock.
 */
export class Schedule {
  private due: { readonly operation: Operation; readonly moment: Moment }[] = [];

  /**
   * @param clock epoch milliseconds
   * @param speed how many timeline milliseconds pass in one of the clock
   */
  constructor(
    private readonly clock: () => number,
    private readonly speed: number,
    private readonly happen: HappenAt,
  ) {}

  add(operation: Operation): void {
    this.due.push(...momentsOf(operation).map((moment) => ({ operation, moment })));
    this.due.sort((a, b) => this.timeOf(a.operation, a.moment) - this.timeOf(b.operation, b.moment));
  }

  /** Forgets everything that this operation has not done yet. */
  drop(operation: Operation): void {
    this.due = this.due.filter((one) => one.operation !== operation);
  }

  /** Lets everything happen that is due, in order. */
  catchUp(): void {
    for (let next = this.due[0]; next && this.isDue(next.operation, next.moment); next = this.due[0]) {
      this.due.shift();
      this.happen(next.operation, next.moment, this.timeOf(next.operation, next.moment));
    }
  }

  /** How far an operation has come, in milliseconds of its timeline. */
  elapsed({ acceptedAt }: Operation): number {
    return (this.clock() - acceptedAt) * this.speed;
  }

  private isDue(operation: Operation, { atMs }: Moment): boolean {
    return this.elapsed(operation) >= atMs;
  }

  private timeOf({ acceptedAt }: Operation, { atMs }: Moment): number {
    return acceptedAt + atMs / this.speed;
  }
}

/**
 * At the same time, the work comes before the status, so that `succeeded` is never too early. An operation
 * that fails reaches half of its servers [INF].
 */
function momentsOf({ timeline, serverIds }: Operation): Moment[] {
  const end = endOf(timeline);
  const moments: Moment[] = [];
  if (end) {
    const start = workStartsAt(timeline) ?? end.atMs;
    const done = end.status === "failed" ? serverIds.slice(0, Math.floor(serverIds.length / 2)) : serverIds;
    done.forEach((serverId, index) => {
      const atMs = start + ((end.atMs - start) * (index + 1)) / (done.length + 1);
      moments.push({ kind: "turn", atMs, serverId });
    });
    moments.push({ kind: "end", atMs: end.atMs, status: end.status });
  }
  return [...moments, ...timeline.map(({ status, atMs }) => ({ kind: "status", atMs, status }) as const)];
}
