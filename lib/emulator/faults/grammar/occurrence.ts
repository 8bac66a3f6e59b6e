import { EmulatorError } from "../../emulator-error";
import type { FaultRule } from "../rule";
import { quote } from "./quote";
import { readNumber } from "./read-number";

interface Sign {
  readonly name: "times" | "after" | "probability";
  readonly read: (written: string, part: string) => number;
}

const SIGNS: Record<"*" | "@" | "~", Sign> = {
  "*": {
    name: "times",
    read: (written, part) =>
      written.toLowerCase() === "all"
        ? Number.POSITIVE_INFINITY
        : readNumber(written, part, /^\d{1,15}$/, "how many requests are hit, such as *3, or *all"),
  },
  "@": {
    name: "after",
    read: (written, part) =>
      readNumber(written, part, /^\d{1,15}$/, "how many requests are let through first, such as @3"),
  },
  "~": {
    name: "probability",
    read: (written, part) =>
      readNumber(written, part, /^\d*\.?\d+(e-?\d+)?$/i, "a probability such as ~0.25"),
  },
};

/** Reads what follows the effect: how often, from when on, how probably. */
export function readOccurrence(suffixes: string): Pick<FaultRule, "times" | "after" | "probability"> {
  const found: { times?: number; after?: number; probability?: number } = {};
  for (let rest = suffixes.trim(); rest !== ""; ) {
    const [whole = rest, sign = "", written = ""] = /^([*@~])\s*([^*@~\s]*)\s*/.exec(rest) ?? [];
    const part = sign && (SIGNS[sign as keyof typeof SIGNS] as Sign);
    if (!part) {
      throw new EmulatorError(
        `${quote(whole)} cannot stand there: write *times, @how many to let through first, or ~probability`,
      );
    }
    if (part.name in found) throw new EmulatorError(`${sign} stands there twice`);
    found[part.name] = part.read(written, `${sign}${written}`);
    rest = rest.slice(whole.length);
  }
  return found;
}
