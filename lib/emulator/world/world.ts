import { storeFromSeed } from "../account/from-seed";
import type { Store } from "../account/store";
import { TokenIssuer } from "../account/token";
import { FaultPlan } from "../faults/plan";
import { EventLog } from "../queue/event-log";
import type { NextTimelines } from "../queue/next-timelines";
import { Operations } from "../queue/operations";
import type { ResolvedOptions } from "./options";

/** The parts of one emulator. */
export interface World {
  readonly options: ResolvedOptions;
  readonly store: Store;
  readonly operations: Operations;
  readonly tokens: TokenIssuer;
  readonly faults: FaultPlan;
  readonly log: EventLog;
}

/** @param next timelines that override those of the options */
export function createWorld(options: ResolvedOptions, next: NextTimelines): World {
  const { account, clock, speed, tokenTtlMs, faultSeed } = options;
  const store = storeFromSeed(account);
  const log = new EventLog();
  const operations = new Operations(
    store,
    log,
    clock,
    speed,
    (context) => next.take(context.operation) ?? options.timeline(context),
  );
  return {
    options,
    store,
    operations,
    tokens: new TokenIssuer(clock, tokenTtlMs),
    faults: new FaultPlan(faultSeed),
    log,
  };
}
