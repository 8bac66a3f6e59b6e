/**
 * Faults in one line of text, as the command line takes them:
 *
 *     route ":" effect [ "(" argument { "," argument } ")" ] [ "*" times ] [ "@" let through first ] [ "~" probability ]
 *
 * `getStatus:429(retry-after=5)*2@3` answers 429 to two polls after the first three.
 */
import { type FaultWord, STATUS, WORDS } from "./words";

export { formatFault } from "./format-fault";
export { parseFault } from "./parse-fault";
export type { FaultWord } from "./words";

/** What may follow the colon of a fault, for help texts. */
export const FAULT_WORDS: readonly FaultWord[] = [STATUS, ...WORDS];
