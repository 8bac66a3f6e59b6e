import { readFile } from "node:fs/promises";
import type { ArchiveAcceptedEvent, EmulatorEvent } from "../../lib/emulator";
import type { Played } from "./play";
import { GROUP_ID, PASSWORD, type Ran, type ScratchWorld } from "./scratch-world";
import type { Trial } from "./trial";

/** How often a run may be needed once nothing goes wrong any more. */
const MOST_RERUNS = 6;
/** The exit codes that the README promises for a run that was not killed, each with what its card says. */
const HEADLINES: ReadonlyMap<number, string> = new Map([
  [1, "FAILED"],
  [3, "NO ACCESS"],
  [4, "NOT KNOWN YET"],
  [5, "REFUSED"],
]);

/** Watches a trial, and notes what breaks a promise. */
export class Judge implements Played {
  readonly trace: string[] = [];
  readonly violations: string[] = [];
  unseen = false;
  /** How many events there had been whenever the journal got lost. */
  private readonly losses: number[] = [];

  constructor(
    private readonly world: ScratchWorld,
    private readonly trial: Trial,
  ) {}

  lost(): void {
    this.losses.push(this.world.emulator.events.length);
  }

  note({ code, text }: Ran, alone?: "alone"): void {
    this.trace.push(
      `  ended with ${code}`,
      ...text
        .trimEnd()
        .split("\n")
        .map((line) => `    ${line}`),
    );
    if (text.includes(PASSWORD) || /eyJ[\w-]+\.[\w-]+/.test(text))
      this.violations.push("a secret was printed");
    if (/^\s+at .*:\d+:\d+\)?$/m.test(text)) this.violations.push("a stack trace was printed");
    if (code === "killed") return;
    if (code === 0) {
      if (!this.world.isArchived) this.violations.push("it said done, and the group is not archived");
      return;
    }
    const headline = HEADLINES.get(code);
    if (!headline) this.violations.push(`the exit code was ${code}`);
    if (!new RegExp(`^--- archive of group ${GROUP_ID}: ${headline}\\n[\\s\\S]*^---$`, "m").test(text)) {
      this.violations.push(`exit code ${code} came without its card`);
    }
    const isDefinite = (code === 1 || code === 5) && alone;
    if (isDefinite && this.losses.length === 0 && this.inFlight().some((id) => this.wasTold(id))) {
      this.violations.push(`exit code ${code} came while what it had sent was in flight`);
    }
  }

  /** The archives that were accepted and have not ended. */
  private inFlight(): string[] {
    const { emulator } = this.world;
    emulator.group(GROUP_ID); // which lets the queue catch up
    return emulator
      .acceptedArchives()
      .map(({ operationId }) => operationId)
      .filter((id) => !emulator.events.some((event) => isEndOf(id, event)));
  }

  /** Once nothing goes wrong any more, running again must end it. */
  async converge(): Promise<void> {
    const codes: (number | "killed")[] = [];
    for (let nth = 1; nth <= MOST_RERUNS; nth += 1) {
      this.trace.push("all is well again; run");
      const ran = await this.world.run({ killAt: 0 });
      this.note(ran, "alone");
      codes.push(ran.code);
      this.world.pass(600);
      if (ran.code === 0 || this.isGoneForGood(ran)) return;
    }
    this.violations.push(`it did not converge: ${codes.join(", ")}`);
  }

  /**
   * The platform hides what is archived, and our memory of it was lost, or its answer, so that nothing showed it: nobody
   * can tell it from a wrong id.
   */
  private isGoneForGood({ code, text }: Ran): boolean {
    const accepted = this.world.emulator.acceptedArchives();
    return (
      code === 1 &&
      this.trial.hidden &&
      (this.losses.length > 0 || accepted.some(({ operationId }) => !this.wasTold(operationId))) &&
      this.world.isArchived &&
      text.includes(`has no group ${GROUP_ID}`)
    );
  }

  /** Never two accepted archives while one is in flight. */
  async checkAcceptances(): Promise<void> {
    const open = new Map<string, number>();
    for (const [index, event] of this.world.emulator.events.entries()) {
      for (const id of open.keys()) if (isEndOf(id, event)) open.delete(id);
      if (event.kind === "group" && event.id === GROUP_ID && event.status === "active") open.clear();
      if (event.kind !== "archive-accepted") continue;
      for (const [id, since] of open) this.judgeSecond(id, since, index, event);
      open.set(event.operationId, index);
    }
  }

  /**
   * Once every server of a group is archived, or where there never was one, nothing shows that its archive goes on: only
   * who knows the operation can tell.
   */
  private judgeSecond(first: string, since: number, at: number, second: ArchiveAcceptedEvent): void {
    const wasLost = this.losses.some((loss) => loss > since && loss <= at);
    if (second.serverIds.length === 0 && (wasLost || !this.wasTold(first))) {
      this.unseen = true;
    } else {
      this.violations.push(`${second.operationId} was accepted while ${first} was in flight`);
    }
  }

  /** Whether a run got the answer to its request: it tells of the operation at once, or the next run does. */
  private wasTold(operationId: string): boolean {
    return this.trace.some((line) => line.includes(operationId));
  }

  /** What is kept holds no secret, is nobody else's to read, and nothing is left open or locked. */
  async checkFiles(): Promise<void> {
    for (const folder of ["journals", "receipts"]) {
      for (const path of await this.world.files(folder)) {
        const text = await readFile(path, "utf8");
        if (text.includes(PASSWORD) || text.includes("eyJ")) this.violations.push(`${path} holds a secret`);
      }
    }
    const open = (await this.world.files("journals")).filter((path) => path.endsWith(".json"));
    if (open.length > 0) this.violations.push(`${open.join(", ")} is still open`);
    const locks = await this.world.files("locks/group");
    if (locks.length > 0) this.violations.push(`${locks.length} lock claims are left`);
  }
}

function isEndOf(operationId: string, event: EmulatorEvent): boolean {
  return event.kind === "operation" && event.id === operationId && /^(succeeded|failed)$/.test(event.status);
}
