import type { Lock, LockHolder } from "../../archival/ports";
import { type Claim, LEASE_MS, lifeOf } from "./claim";
import { type ClaimFile, ClaimFolder } from "./claim-folder";
import { type Processes, processesHere } from "./process-identity";

const RENEW_EVERY_MS = 15_000;

/** A claim of somebody else, since this process has seen it as it is. */
interface Watched {
  readonly renewedAt: number;
  /** By the clock that nobody sets. */
  readonly since: number;
}

/**
 * A lock between processes that no crash leaves behind. Who wants it puts a claim of its own into a folder, then looks
 * at all claims there: it has the lock when every other one is dead. So of two, the later one always sees the earlier,
 * and nobody ever takes away what may be alive. Two that see each other both get nothing, and try again.
 */
export class FileLock implements Lock {
  private readonly claims: ClaimFolder;
  private mine: { readonly path: string; readonly claim: Claim } | undefined;
  private renewals: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private watched: ReadonlyMap<string, Watched> = new Map();

  /**
   * @param folder one for each thing to be locked; made when it is missing, removed after the last claim
   * @param processes what can be told about processes from here
   * @param now milliseconds since the epoch, for people to read
   * @param elapsed milliseconds by a clock that nobody sets
   */
  constructor(
    folder: string,
    private readonly processes: Processes = processesHere(),
    private readonly now: () => number = Date.now,
    private readonly elapsed: () => number = () => performance.now(),
  ) {
    this.claims = new ClaimFolder(folder);
  }

  /** @throws Error when the folder cannot be written or read */
  async take(): Promise<LockHolder | undefined> {
    if (await this.isOurs()) {
      return undefined;
    }
    const claim = { by: this.processes.own, since: new Date(this.now()).toISOString() };
    const path = await this.claims.put(claim);
    try {
      const files = await this.claims.list();
      const mine = files.find((file) => file.path === path);
      if (!mine) {
        // This process was stopped for so long that another one took it for dead.
        return await this.take();
      }
      const holder = this.holderAmong(files, mine);
      if (holder) {
        this.claims.remove(path);
      } else {
        this.hold(path, claim);
      }
      return holder;
    } catch (error) {
      this.claims.remove(path);
      throw error;
    }
  }

  /**
   * Renews the lease and says whether it was in time; after a pause of more than 60 s the lock is lost, because
   * somebody elsewhere may have it.
   */
  isOurs(): Promise<boolean> {
    // One after the other: each has to see the time that the one before it left.
    const renewal = this.renewals.then(() => this.renew());
    this.renewals = renewal;
    return renewal;
  }

  async release(): Promise<void> {
    this.releaseNow();
  }

  releaseNow(): void {
    clearInterval(this.timer);
    if (this.mine) {
      this.claims.remove(this.mine.path);
      this.mine = undefined;
    }
  }

  /** Removes the dead; of the living, the one that was first is most likely the one that has it. */
  private holderAmong(files: readonly ClaimFile[], mine: ClaimFile): LockHolder | undefined {
    const living: LockHolder[] = [];
    const watched = new Map<string, Watched>();
    for (const file of files.filter((one) => one !== mine)) {
      const { path, isDraft, renewedAt, claim } = file;
      const seen = this.watch(file);
      watched.set(path, seen);
      // The time of our own claim is the file system's idea of now: no other clock counts. Where that was set back, or a
      // claim was given a time to come, what counts is for how long this process has seen it stand still.
      const ageMs = Math.max(mine.renewedAt - renewedAt, this.elapsed() - seen.since);
      const life = lifeOf(claim, ageMs, this.processes);
      if (life === "dead") {
        this.claims.remove(path);
      } else if (!isDraft) {
        const { by = { pid: 0, host: "unknown" }, since = new Date(renewedAt).toISOString() } = claim ?? {};
        living.push({ pid: by.pid, host: by.host, since, elsewhere: life === "leased" });
      }
    }
    this.watched = watched;
    return living.sort((one, other) => Date.parse(one.since) - Date.parse(other.since))[0];
  }

  private watch({ path, renewedAt }: ClaimFile): Watched {
    const before = this.watched.get(path);
    return before?.renewedAt === renewedAt ? before : { renewedAt, since: this.elapsed() };
  }

  private hold(path: string, claim: Claim): void {
    this.mine = { path, claim };
    this.timer = setInterval(() => this.isOurs(), RENEW_EVERY_MS).unref();
  }

  private async renew(): Promise<boolean> {
    const { mine } = this;
    if (!mine) {
      return false;
    }
    try {
      if ((await this.claims.renew(mine.path, mine.claim)) <= LEASE_MS) {
        return this.mine === mine;
      }
    } catch {
      // A file system that does not answer now may later.
      return false;
    }
    if (this.mine === mine) {
      this.releaseNow();
    }
    return false;
  }
}
