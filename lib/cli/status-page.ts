import type { ArchivalEvent } from "../archival/ports";
import type { Target } from "../archival/target";
import { count } from "../common/text";
import { printableWith, toJsonLine } from "../hook/printable";
import { type Reporter, reporterFor } from "../hook/reporter";
import type { Surroundings } from "../hook/surroundings";
import { type Remembered, rememberedRows } from "./remembered";

/** What is known of a group from here, its next command, and what the API and its queue say as soon as they have. */
export interface Status extends Target, Remembered, Partial<Seen> {
  readonly endpoint: string;
  readonly name?: string;
  /** The command that finishes what was cut off or has failed. */
  readonly next?: string;
}

/** What the API says. */
interface Seen {
  /** In its own word; `not found` when it shows no such group, and `not known` where that says nothing. */
  readonly status: string;
  readonly archived: boolean;
  readonly liveServers: number;
  readonly groups: number;
  /** The word of the queue for the operation of the journal. */
  readonly queue: string;
}

/** How a status is shown. */
export interface StatusPage {
  warn(sentence: string): void;
  /**
   * Takes in what is known so far.
   *
   * @param nextDoes what the next command does, for people
   */
  know(status: Status, nextDoes: string | undefined): void;
  trouble(event: ArchivalEvent & { kind: "trouble" }): void;
  /** All is known. */
  end(): void;
  /** The API could not be asked for the rest. */
  fail(sentence: string): void;
}

export function statusPageFor({ clock, env, logFormat, output }: Surroundings): StatusPage {
  const now = (): number => clock.now();
  const printable = printableWith(env);
  const write = (line: string): void => output.write(`${line}\n`);
  return logFormat === "text"
    ? new TextPage(reporterFor("text", output, now, env), (row) => write(printable(row)), now)
    : new JsonPage((facts) => write(toJsonLine(facts, printable)), now);
}

/** What is known is shown before any trouble with the API, so that whoever cannot ask it learns that at least. */
class TextPage implements StatusPage {
  private rows: readonly (readonly [string, string])[] = [];
  private next: string | undefined;
  private shown = 0;

  constructor(
    private readonly reporter: Reporter,
    private readonly write: (row: string) => void,
    private readonly now: () => number,
  ) {}

  warn(sentence: string): void {
    this.reporter.note(`warning: ${sentence}`);
  }

  know(status: Status, nextDoes: string | undefined): void {
    const { accountAlias, endpoint, groupId, name, next, queue } = status;
    const named = name === undefined ? groupId : `"${name}" (${groupId})`;
    this.rows = [
      ["group", `${named} of ${accountAlias} on ${endpoint}`],
      ...rememberedRows(status, this.now()),
      ...(queue === undefined ? [] : [["queue", queue] as const]),
      ...(status.status === undefined ? [] : [["status", statusLine(status)] as const]),
    ];
    // A shell can run it as it is printed.
    this.next = next && `${next}   # ${nextDoes}`;
  }

  trouble(event: ArchivalEvent & { kind: "trouble" }): void {
    this.show();
    this.reporter.event(event);
  }

  end(): void {
    this.show();
    if (this.next) {
      this.row("next", this.next);
    }
  }

  fail(sentence: string): void {
    this.end();
    this.reporter.error(sentence);
  }

  private show(): void {
    for (const [label, text] of this.rows.slice(this.shown)) {
      this.row(label, text);
    }
    this.shown = this.rows.length;
  }

  private row(label: string, text: string): void {
    this.write(`${label.padEnd(9)}${text}`);
  }
}

/** One object and nothing else. */
class JsonPage implements StatusPage {
  private facts: Status | undefined;

  constructor(
    private readonly write: (facts: object) => void,
    private readonly now: () => number,
  ) {}

  warn(): void {}

  know(status: Status): void {
    this.facts = status;
  }

  trouble(): void {}

  end(): void {
    this.write({ ...this.facts });
  }

  fail(message: string): void {
    this.write({ at: new Date(this.now()).toISOString(), kind: "error", message, ...this.facts });
  }
}

function statusLine({ status = "", archived, liveServers = 0, groups = 0 }: Status): string {
  if (groups === 0 && !archived) {
    return status === "not known"
      ? "not known: the API does not show the group, which may be archived and hidden, deleted, or behind something that answers 404 to everything"
      : "not found, or this user may not see it; if it was archived elsewhere, it may be hidden";
  }
  if (groups === 0) {
    return "archived; the API does not show it any more";
  }
  const word = archived ? "archived" : status;
  return `${word}; ${count(liveServers, "server")} not archived, ${count(groups, "group")} in all`;
}
