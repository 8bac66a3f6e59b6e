import { checkTimeline, type OperationKind, type Timeline } from "./timeline";

/** Timelines that were given for operations to come, each for the next one of its kind. */
export class NextTimelines {
  private readonly waiting: { readonly operation: OperationKind; readonly timeline: Timeline }[] = [];

  /** @throws EmulatorError if its steps are none, out of order or at impossible times */
  add(operation: OperationKind, timeline: Timeline): void {
    this.waiting.push({ operation, timeline: checkTimeline(timeline) });
  }

  /** Gives the first one out, once; `undefined` if there is none for this kind. */
  take(operation: OperationKind | undefined): Timeline | undefined {
    const index = this.waiting.findIndex((next) => next.operation === operation);
    return index < 0 ? undefined : this.waiting.splice(index, 1)[0]?.timeline;
  }
}
