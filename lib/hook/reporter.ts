import type { ArchivalEvent } from "../archival/events";
import type { Outcome } from "../archival/outcome";
import type { Target } from "../archival/target";
import { clean } from "./clean";
import { eventLine, heartbeatLine } from "./event-line";
import { failureCard } from "./failure-card";
import type { Output } from "./output";

const HEARTBEAT_MS = 30_000;

/** How a run tells what it does: lines for people, or the same as NDJSON for programs. */
export interface Reporter {
  event(event: ArchivalEvent): void;
  note(sentence: string): void;
  outcome(target: Target, outcome: Outcome, card: { journal?: string; byTerraform: boolean }): void;
}

/** Plain lines. Words of the queue are shown when they come up first; a heartbeat shows that time goes on. */
export class TextReporter implements Reporter {
  private lastLineAt: number;
  private readonly shownWords = new Set<string>();
  private progressShown = false;

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
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
      this.note(eventLine(event) ?? "");
    }
  }

  note(sentence: string): void {
    this.clearProgress();
    this.output.write(`${clean(sentence)}\n`);
    this.lastLineAt = this.now();
  }

  outcome(target: Target, outcome: Outcome, card: { journal?: string; byTerraform: boolean }): void {
    if (outcome.platformNow === undefined) {
      this.note(outcome.summary);
    } else {
      this.clearProgress();
      this.output.write(`${failureCard(target, outcome, card).join("\n")}\n`);
    }
  }

  private heartbeat(event: ArchivalEvent & { kind: "waiting" }): void {
    if (this.output.isTerminal) {
      this.clearProgress();
      this.output.write(clean(heartbeatLine(event)));
      this.progressShown = true;
    } else if (this.now() - this.lastLineAt >= HEARTBEAT_MS) {
      this.note(heartbeatLine(event));
    }
  }

  private clearProgress(): void {
    if (this.progressShown) {
      this.output.write("\r\u001b[K");
      this.progressShown = false;
    }
  }
}

/** One JSON object a line: `{"at", "kind", …}`. */
export class JsonReporter implements Reporter {
  constructor(
    private readonly output: Output,
    private readonly now: () => number,
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

  outcome(target: Target, outcome: Outcome, { journal }: { journal?: string }): void {
    this.line("outcome", { ...target, ...outcome, ...(journal && { journal }) });
  }

  private line(kind: string, facts: object): void {
    const text = JSON.stringify({ at: new Date(this.now()).toISOString(), kind, ...facts });
    this.output.write(`${clean(text)}\n`);
  }
}
