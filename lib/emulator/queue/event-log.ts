import { EmulatorError } from "../common/emulator-error";
import type { EmulatorEvent, NewEvent } from "./events";

/** How many events are kept. Beyond that, the oldest tenth is dropped. */
const MOST_EVENTS = 200_000;
/** How often `waitFor` calls `catchUp`, in real milliseconds. */
const WATCH_EVERY_MS = 20;

/** The latest events, in order. Listeners hear of each at once. */
export class EventLog {
  readonly events: EmulatorEvent[] = [];
  private readonly listeners = new Set<(event: EmulatorEvent) => void>();

  /** @param at epoch milliseconds */
  add(event: NewEvent, at: number): void {
    const dated = { at: new Date(at).toISOString(), ...event } as EmulatorEvent;
    this.events.push(dated);
    if (this.events.length > MOST_EVENTS) this.events.splice(0, MOST_EVENTS / 10);
    for (const listener of this.listeners) listener(dated);
  }

  /**
   * Resolves with the first event that matches, past or future.
   *
   * @param catchUp lets everything happen that is due; called while waiting
   * @throws EmulatorError if none came in time
   */
  waitFor(
    matches: (event: EmulatorEvent) => boolean,
    timeoutMs: number,
    catchUp: () => void,
  ): Promise<EmulatorEvent> {
    const past = this.events.find(matches);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const watch = setInterval(catchUp, WATCH_EVERY_MS);
      const deadline = setTimeout(() => {
        end();
        reject(new EmulatorError(`no such event came within ${timeoutMs} ms`));
      }, timeoutMs);
      const stopListening = this.listen((event) => {
        if (!matches(event)) return;
        end();
        resolve(event);
      });
      const end = () => {
        clearInterval(watch);
        clearTimeout(deadline);
        stopListening();
      };
    });
  }

  /** @returns a function that stops listening */
  listen(listener: (event: EmulatorEvent) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}
