import { archive } from "../../../lib/archival/archive";
import type { ArchiveOrder, RestoreOrder } from "../../../lib/archival/order";
import type { Outcome } from "../../../lib/archival/outcome";
import type { ArchivalEvent, Ports } from "../../../lib/archival/ports";
import { restore } from "../../../lib/archival/restore";
import { FakePlatform, GROUP_ID } from "./fake-platform";
import { MemoryJournal } from "./memory-journal";
import { MemoryLock } from "./memory-lock";
import { MemoryReceipts } from "./memory-receipts";
import { VirtualClock } from "./virtual-clock";

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

export const ORDER: ArchiveOrder = {
  accountAlias: "ALTD",
  groupId: GROUP_ID,
  timeoutMs: 4 * HOUR,
  settleMs: MINUTE,
};

/** A platform, a journal and a clock, and runs of the archival between them. */
export class Scene {
  readonly clock = new VirtualClock();
  readonly journal = new MemoryJournal();
  readonly receipts = new MemoryReceipts();
  readonly lock = new MemoryLock();
  /** Runs after an event was reported. */
  report: (event: ArchivalEvent) => void = () => {};
  /** Whether Terraform is gone. */
  abandoned = false;
  readonly platform: FakePlatform;
  /** Resolves when the time of a run is over. */
  overdue: Promise<unknown> | undefined;
  /** What was reported, by all runs. */
  readonly events: ArchivalEvent[] = [];

  constructor(servers?: Readonly<Record<string, string>>) {
    this.platform = new FakePlatform(this.clock, servers);
  }

  get ports(): Ports {
    const { clock, journal, lock, platform, receipts } = this;
    return {
      clock,
      journal,
      receipts,
      lock,
      platform,
      random: () => 0.5,
      isAbandoned: () => this.abandoned,
      ...(this.overdue && { overdue: this.overdue }),
      report: (event) => {
        this.events.push(event);
        this.report(event);
      },
    };
  }

  run(order: Partial<ArchiveOrder> = {}): Promise<Outcome> {
    return archive({ ...ORDER, ...order }, this.ports);
  }

  restore(order: Partial<RestoreOrder> = {}): Promise<Outcome> {
    return restore({ ...ORDER, onlyOurs: false, servers: [], ...order }, this.ports);
  }

  /** How every archive and restore so far has ended, in order. */
  get ends(): string[] {
    return this.receipts.written.map(({ ended }) => ended.as);
  }

  reported<K extends ArchivalEvent["kind"]>(kind: K): Extract<ArchivalEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<ArchivalEvent, { kind: K }> => event.kind === kind);
  }
}
