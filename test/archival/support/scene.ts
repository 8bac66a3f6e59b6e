import { archive } from "../../../lib/archival/archive";
import type { ArchivalEvent } from "../../../lib/archival/events";
import type { ArchiveOrder } from "../../../lib/archival/order";
import type { Outcome } from "../../../lib/archival/outcome";
import type { Ports } from "../../../lib/archival/ports";
import { FakePlatform, GROUP_ID } from "./fake-platform";
import { MemoryJournal } from "./memory-journal";
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
  readonly platform: FakePlatform;
  /** What was reported, by all runs. */
  readonly events: ArchivalEvent[] = [];

  constructor(servers?: Readonly<Record<string, string>>) {
    this.platform = new FakePlatform(this.clock, servers);
  }

  get ports(): Ports {
    const { clock, journal, platform } = this;
    return { clock, journal, platform, random: () => 0.5, report: (event) => void this.events.push(event) };
  }

  run(order: Partial<ArchiveOrder> = {}): Promise<Outcome> {
    return archive({ ...ORDER, ...order }, this.ports);
  }

  reported<K extends ArchivalEvent["kind"]>(kind: K): Extract<ArchivalEvent, { kind: K }>[] {
    return this.events.filter((event): event is Extract<ArchivalEvent, { kind: K }> => event.kind === kind);
  }
}
