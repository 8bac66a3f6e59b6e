import type { RouteName } from "../common/route-names";
import { checkRule } from "./check-rule";
import { type FaultEffect, type FaultRule, timesOf } from "./rule";

/** With it, a probability hits the same requests at every start. */
export const DEFAULT_FAULT_SEED = 1;

/** A rule that was added. */
export interface FaultHandle {
  /** How many requests it has hit so far. */
  readonly hits: number;
  /** Takes the rule away: it hits no request any more. */
  remove(): void;
}

interface Entry {
  readonly rule: FaultRule;
  readonly random: () => number;
  seen: number;
  hits: number;
}

/** The rules, tried in the order they were added; a request that one rule hits is not seen by the next ones. */
export class FaultPlan {
  private entries: Entry[] = [];
  private added = 0;

  /** @param seed of the dice that rules with a probability throw */
  constructor(private readonly seed: number = DEFAULT_FAULT_SEED) {}

  /** @throws EmulatorError if the rule can never match */
  add(wanted: FaultRule): FaultHandle {
    const rule = checkRule(wanted);
    // Each rule has dice of its own, so that one more rule does not change what another one hits.
    const random = randomFrom(this.seed + this.added++);
    const entry: Entry = { rule, random, seen: 0, hits: 0 };
    this.entries.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => {
        this.entries = this.entries.filter((other) => other !== entry);
      },
    };
  }

  /** What goes wrong with this request, if anything. */
  next(route: RouteName | undefined): FaultEffect | undefined {
    for (const entry of this.entries) {
      const { on, after = 0, probability = 1, effect } = entry.rule;
      if ((on !== "*" && on !== route) || entry.hits >= timesOf(entry.rule)) continue;
      entry.seen += 1;
      if (entry.seen <= after || entry.random() >= probability) continue;
      entry.hits += 1;
      return effect;
    }
    return undefined;
  }
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
