import type { EventLog } from "./event-log";
import type { FaultPlan } from "./fault-plan";
import type { Operations } from "./operations";
import type { ResolvedOptions } from "./options";
import type { Store } from "./store";
import type { TokenIssuer } from "./token";

/** Everything one emulator consists of; each has its own. */
export interface World {
  readonly options: ResolvedOptions;
  readonly store: Store;
  readonly operations: Operations;
  readonly tokens: TokenIssuer;
  readonly faults: FaultPlan;
  readonly log: EventLog;
}
