import type { IConstruct } from "constructs";

/** One kind of thing that is kept on constructs. */
export interface TreeSlot<T> {
  get(construct: IConstruct): T | undefined;
  set(construct: IConstruct, value: T): void;
}

/**
 * Keeps things on the constructs themselves, where every copy of this package finds them. An app may hold two copies (a
 * workspace, a library that brings its own), and a WeakMap of a module is one for each copy.
 *
 * A change of what a slot holds is a change of the protocol between copies: raise `PROTOCOL` in `copies.ts`.
 */
export function treeSlot<T>(name: string): TreeSlot<T> {
  const key = Symbol.for(`cdktf-archived-group/${name}`);
  return {
    get: (construct) => (construct as unknown as Record<symbol, T | undefined>)[key],
    // Not enumerable: a construct shows in `toEqual` and in logs what it showed before.
    set: (construct, value) => {
      Object.defineProperty(construct, key, { value, configurable: true });
    },
  };
}
