import type { Group, Operation, Platform } from "../../lib/archival/platform";
import type { Clock } from "../../lib/archival/ports";
import { type Progress, queueStateOf } from "../../lib/archival/states";
import { GROUP_ID } from "../archival/support/fake-platform";

const OPERATION: Operation = { id: "de1-81787", href: "/v2/operations/altd/status/de1-81787" };

/** A group without servers whose archive takes as long as it is told, and which remembers who asked when. */
export class JobPlatform implements Platform {
  readonly endpoint = "https://ctl.example";
  /** When the status was asked for, in ms since the archive was accepted. */
  readonly askedAt: number[] = [];
  private acceptedAt = Number.POSITIVE_INFINITY;

  /** @param admit called with every question for the status; throws when it is not answered. */
  constructor(
    private readonly clock: Clock,
    private readonly lengthMs: number,
    private readonly admit: () => void = () => {},
  ) {}

  async group(): Promise<Group> {
    const status = this.isDone() ? "archived" : "active";
    const type = "default";
    return {
      id: GROUP_ID,
      name: "Web Applications",
      status,
      state: status,
      type,
      archivable: true,
      servers: [],
      groups: [],
    };
  }

  async server(): Promise<undefined> {}

  async archivedServers(): Promise<[]> {
    return [];
  }

  async isAnswering(): Promise<boolean> {
    return true;
  }

  async archive(): Promise<Operation> {
    this.acceptedAt = this.clock.now();
    return OPERATION;
  }

  async restore(): Promise<never> {
    throw new Error("nobody restores here");
  }

  async progress(): Promise<Progress> {
    this.askedAt.push(this.clock.now() - this.acceptedAt);
    this.admit();
    const word = this.isDone() ? "succeeded" : "executing";
    return { state: queueStateOf(word), word };
  }

  private isDone(): boolean {
    return this.clock.now() - this.acceptedAt >= this.lengthMs;
  }
}
