import { readFile } from "node:fs/promises";
import type { ActionName } from "../../lib/archival/platform";
import type { ArchiveAcceptedEvent, EmulatorEvent } from "../../lib/emulator";
import { GROUP_ID, PASSWORD, type Ran, type ScratchWorld } from "./scratch-world";
import type { Trial } from "./trial";

/** What a trial came to. */
export interface Played {
  /** What happened, for people. */
  readonly trace: readonly string[];
  /** What must not have happened; empty when all is well. */
  readonly violations: readonly string[];
  /** Whether the one thing happened that nobody can see. */
  readonly unseen: boolean;
}

/** How often a run may be needed once nothing goes wrong any more. */
const MOST_RERUNS = 6;
/** The exit codes that docs/cli.md promises for a run that was not killed, each with what its card says. */
const HEADLINES: ReadonlyMap<number, string> = new Map([
  [1, "FAILED"],
  [3, "NO ACCESS"],
  [4, "NOT KNOWN YET"],
  [5, "REFUSED"],
]);

/** What a group is after a run that said done. */
const DONE = { archive: "archived", restore: "active" };

/** Watches a trial, and notes what breaks a promise. */
export class Judge implements Played {
  readonly trace: string[] = [];
  readonly violations: string[] = [];
  unseen = false;
  /** Whether what is open stays so, because its end cannot be known. */
  private isLeftOpen = false;
  /** How many events there had been whenever the journal got lost. */
  private readonly losses: number[] = [];

  constructor(
    private readonly world: ScratchWorld,
    private readonly trial: Trial,
  ) {}

  lost(): void {
    this.losses.push(this.world.emulator.events.length);
  }

  note({ verb, code, text, status }: Ran): void {
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
      const isLeftAlone = text.includes("it is left alone\n");
      if (status !== DONE[verb] && !isLeftAlone)
        this.violations.push(`it said done, and the group is ${status}`);
      return;
    }
    const headline = HEADLINES.get(code);
    if (!headline) this.violations.push(`the exit code was ${code}`);
    const card = `^--- (archive|restore) of group ${GROUP_ID}: ${headline}\\n[\\s\\S]*^---$`;
    if (!new RegExp(card, "m").test(text)) this.violations.push(`exit code ${code} came without its card`);
    const isDefinite = code === 1 || code === 5;
    // Of another run at the same time it need not know.
    if (isDefinite && this.inFlight().some((id) => text.includes(id))) {
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
    await this.convergeOn(false);
    if ((await this.world.files(".", this.world.stateElsewhere)).length > 0) await this.convergeOn(true);
  }

  private async convergeOn(elsewhere: boolean): Promise<void> {
    const { last } = this.trial;
    const codes: (number | "killed")[] = [];
    let verb = last;
    for (let nth = 1; nth <= MOST_RERUNS; nth += 1) {
      this.trace.push(`all is well again; ${verb}${elsewhere ? " elsewhere" : ""}`);
      const ran = await this.world.run({ verb, targeted: true, elsewhere, killAt: 0 });
      this.note(ran);
      codes.push(ran.code);
      this.world.pass(600);
      if (this.isTooLarge(ran)) return;
      if (this.cannotBeKnown(ran)) {
        this.isLeftOpen = true;
        return;
      }
      if (verb === last && (ran.code === 0 || this.isGoneForGood(ran))) return;
      verb = this.nextVerb(ran);
    }
    this.violations.push(`it did not converge: ${codes.join(", ")}`);
  }

  /** A guardrail holds for as long as the group is as it is. */
  private isTooLarge({ code, text }: Ran): boolean {
    return code === 5 && text.includes(`maxServers allows ${this.trial.maxServers}`);
  }

  /** What was left half done by a failed job is finished first. */
  private nextVerb(ran: Ran): ActionName {
    if (this.isHalfRestored(ran)) return "restore";
    if (this.isHalfArchived(ran)) return "archive";
    return ran.code === 0 ? this.trial.last : ran.verb;
  }

  /** A restore has failed: what is archived in part cannot be archived before the rest was restored. */
  private isHalfRestored({ code, text }: Ran): boolean {
    const isRefused = code === 5 && text.includes("does not offer archiveGroupAction");
    const isHidden = code === 1 && text.includes("restore the rest before it is archived again");
    return this.world.isArchived && (isRefused || isHidden);
  }

  /** An archive has failed: the platform restores whole archived groups only. */
  private isHalfArchived({ code, text }: Ran): boolean {
    return (
      code === 1 &&
      text.includes("restore those servers one by one, or archive the rest and then restore the group")
    );
  }

  /**
   * The platform hides what is archived, and our memory of it was lost, or its answer, or it was archived on another
   * machine, so that nothing showed it: nobody can tell it from a wrong id.
   */
  private isGoneForGood({ verb, elsewhere, code, text }: Ran): boolean {
    const accepted = this.world.emulator.acceptedArchives();
    return (
      verb === "archive" &&
      code === 1 &&
      this.trial.hidden &&
      (elsewhere ||
        this.isSharedOut ||
        this.losses.length > 0 ||
        accepted.some(({ operationId }) => !this.wasTold(operationId))) &&
      this.world.isArchived &&
      text.includes(`has no group ${GROUP_ID}`)
    );
  }

  /**
   * The platform hides what is archived, and its servers cannot show it, because there are none, or not all of them are left,
   * were listed, or were shown when the request was sent. And no answer told of the operation, or another machine got it. A
   * run must not call that done, nor failed: it says that it does not know, for good.
   */
  private cannotBeKnown({ code, text }: Ran): boolean {
    const accepted = this.world.emulator.acceptedArchives();
    return (
      code === 4 &&
      this.trial.hidden &&
      this.world.isArchived &&
      (!this.world.hasAllServers || this.isContradicted || this.isSentWithoutServers) &&
      (this.isSharedOut || accepted.some(({ operationId }) => !this.wasTold(operationId))) &&
      text.includes("it may be archived and hidden, or deleted")
    );
  }

  private get isContradicted(): boolean {
    return this.trial.acts.some((one) => one.act === "gateway" && one.trick.kind === "contradicts");
  }

  /** Whether a run sent a request for a group whose servers another machine had archived, and the platform hid. */
  private get isSentWithoutServers(): boolean {
    return this.trace.some((line) => / is active: 0 servers to archive/.test(line));
  }

  /** Whether the other machine has a part in it. */
  private get isSharedOut(): boolean {
    return this.trial.acts.some(
      (one) =>
        one.act === "two machines" ||
        (one.act === "run" && one.run.elsewhere) ||
        (one.act === "two runs" && one.runs[0].elsewhere),
    );
  }

  /** Never two accepted archives, or restores, while one is in flight. */
  async checkAcceptances(): Promise<void> {
    const open = new Map<string, number>();
    let openRestore: string | undefined;
    for (const [index, event] of this.world.emulator.events.entries()) {
      if (event.kind === "operation" && event.operation === "restoreGroup") {
        if (openRestore !== undefined && openRestore !== event.id)
          this.violations.push(`${event.id} was accepted while ${openRestore} was in flight`);
        openRestore = /^(succeeded|failed)$/.test(event.status) ? undefined : event.id;
      }
      for (const id of open.keys()) if (isEndOf(id, event)) open.delete(id);
      // Where somebody has restored it, nothing that was in flight goes on.
      if (event.kind === "group" && event.id === GROUP_ID && event.status === "active") {
        open.clear();
        openRestore = undefined;
      }
      if (event.kind !== "archive-accepted") continue;
      const { maxServers = Number.POSITIVE_INFINITY } = this.trial;
      if (event.serverIds.length > maxServers)
        this.violations.push(
          `${event.operationId} has ${event.serverIds.length} servers, maxServers is ${maxServers}`,
        );
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
    const mayBeUnseen = wasLost || this.isSharedOut || !this.wasTold(first);
    if (second.serverIds.length === 0 && mayBeUnseen) {
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
    for (const state of [this.world.state, this.world.stateElsewhere]) await this.checkFilesOf(state);
  }

  private async checkFilesOf(state: string): Promise<void> {
    for (const folder of ["journals", "receipts"]) {
      for (const path of await this.world.files(folder, state)) {
        const text = await readFile(path, "utf8");
        if (text.includes(PASSWORD) || text.includes("eyJ")) this.violations.push(`${path} holds a secret`);
      }
    }
    const open = (await this.world.files("journals", state)).filter((path) => path.endsWith(".json"));
    if (open.length > 0 && !this.isLeftOpen) this.violations.push(`${open.join(", ")} is still open`);
    const locks = await this.world.files("locks/group", state);
    if (locks.length > 0) this.violations.push(`${locks.length} lock claims are left`);
  }
}

function isEndOf(operationId: string, event: EmulatorEvent): boolean {
  return event.kind === "operation" && event.id === operationId && /^(succeeded|failed)$/.test(event.status);
}
