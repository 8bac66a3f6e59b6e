import type { Outcome } from "../archival/outcome";
import type { ArchivalEvent } from "../archival/ports";
import type { Target } from "../archival/target";
import { shorten } from "../common/text";
import type { Environment } from "../contract/settings";
import { eventLine, heartbeatLine } from "./event-line";
import { failureCard, type Whereabouts } from "./failure-card";
import { type Printable, printableWith, toJsonLine } from "./printable";

const HEARTBEAT_MS = 30_000;
/** One row of the narrowest usual terminal: only the last row of a longer line could be cleared. */
const PROGRESS_BYTES = 79;
const CLEAR_ROW = "\r\u001b[K";

/** Where lines go. */
export interface Output {
  write(text: string): void;
  /** Whether a person watches, so that a line may be overwritten by the next. */
  readonly isTerminal: boolean;
}

/** How a run tells what it does: lines for people, or the same as NDJSON for programs. */
export interface Reporter {
  event(event: ArchivalEvent): void;
  note(sentence: string): void;
  /** The run ends with this. */
  error(sentence: string): void;
  outcome(target: Target, outcome: Outcome, card: Whereabouts): void;
}

/** The reporter for a format. No secret of the environment passes it. */
export function reporterFor(
  logFormat: "text" | "json",
  output: Output,
  now: () => number,
  env: Environment,
): Reporter {
  const Format = logFormat === "json" ? JsonReporter : TextReporter;
  return new Format(output, now, printableWith(env));
}

/** Plain lines. Words of the queue are shown when they come up first; a heartbeat shows that time goes on. */
class TextReporter implements Reporter {
  private lastLineAt: number;
  private readonly shownWords = new Set<string>();

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
    private readonly printable: Printable,
  ) {
    this.lastLineAt = now();
  }

  event(event: ArchivalEvent): void {
    if (event.kind === "waiting") {
      this.heartbeat(event);
    } else if (event.kind !== "status" || !this.shownWords.has(event.status)) {
      if (event.kind === "status") {
        this.shownWords.add(event.status);
      }
      this.note(eventLine(event));
    }
  }

  note(sentence: string): void {
    this.lines([this.printable(sentence)]);
  }

  error(sentence: string): void {
    this.note(`error: ${sentence}`);
  }

  outcome(target: Target, outcome: Outcome, card: Whereabouts): void {
    if (outcome.platformNow === undefined) {
      this.note(outcome.summary);
    } else {
      this.lines(failureCard(target, outcome, card, this.printable));
    }
  }

  private heartbeat(event: ArchivalEvent & { kind: "waiting" }): void {
    if (this.output.isTerminal) {
      const on = shorten(this.printable(event.on), PROGRESS_BYTES / 2);
      this.output.write(`${CLEAR_ROW}${heartbeatLine({ ...event, on })}`);
    } else if (this.now() - this.lastLineAt >= HEARTBEAT_MS) {
      this.note(heartbeatLine(event));
    }
  }

  private lines(lines: readonly string[]): void {
    this.output.write(`${this.output.isTerminal ? CLEAR_ROW : ""}${lines.join("\n")}\n`);
    this.lastLineAt = this.now();
  }
}

/** One JSON object a line: `{"at", "kind", …}`. */
class JsonReporter implements Reporter {
  constructor(
    private readonly output: Output,
    private readonly now: () => number,
    private readonly printable: Printable,
  ) {}

  event(event: ArchivalEvent): void {
    const { kind, ...facts } = event;
    this.line(
      kind,
      "group" in facts ? { ...facts, group: { id: facts.group.id, name: facts.group.name } } : facts,
    );
  }

  note(sentence: string): void {
    this.line("note", { message: sentence });
  }

  error(sentence: string): void {
    this.line("error", { message: sentence });
  }

  outcome(target: Target, outcome: Outcome, { action, journal, receipt }: Whereabouts): void {
    this.line("outcome", {
      action,
      ...target,
      ...outcome,
      ...(journal && { journal }),
      ...(receipt && { receipt }),
    });
  }

  private line(kind: string, facts: object): void {
    const at = new Date(this.now()).toISOString();
    this.output.write(`${toJsonLine({ at, kind, ...facts }, this.printable)}\n`);
  }
}
