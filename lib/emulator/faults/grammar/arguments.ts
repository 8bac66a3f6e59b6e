import { parseMs } from "../../duration";
import { EmulatorError } from "../../emulator-error";
import { quote } from "./quote";
import { readNumber } from "./read-number";

/** A value in brackets: text as it stands, or anything that JSON can hold. */
export type Value = { readonly bare: string } | { readonly json: unknown };

/** The arguments of one effect, by their names. */
export type Arguments = ReadonlyMap<string, Value>;

/** Arguments as they were written, some with a name. */
export type WrittenArguments = readonly (readonly [string | undefined, Value])[];

/** The arguments from the opening bracket on, and what follows the closing one. */
export function readArguments(from: string): { args: WrittenArguments; rest: string } {
  const args: [string | undefined, Value][] = [];
  let rest = from.slice(1).trimStart();
  if (rest.startsWith(")")) return { args, rest: rest.slice(1) };
  for (;;) {
    const [, name] = /^([a-z-]+)\s*=(?!=)/i.exec(rest) ?? [];
    if (name !== undefined) rest = rest.slice(rest.indexOf("=") + 1).trimStart();
    const { value, after } = /^["{[]/.test(rest) ? readJson(rest) : readBare(rest);
    args.push([name, value]);
    rest = after.slice(1).trimStart();
    if (after.startsWith(")")) return { args, rest };
    if (!after.startsWith(",")) throw new EmulatorError(`the bracket ${quote(from)} is not closed`);
  }
}

function readBare(rest: string): { value: Value; after: string } {
  const [bare = ""] = /^[^,()]*/.exec(rest) ?? [];
  return { value: { bare: bare.trim() }, after: rest.slice(bare.length) };
}

/** JSON ends where it parses; a shorter piece of it never does. */
function readJson(rest: string): { value: Value; after: string } {
  for (let end = 2; end <= rest.length; end++) {
    if (!/["}\]]/.test(rest[end - 1] as string)) continue;
    try {
      return { value: { json: JSON.parse(rest.slice(0, end)) }, after: rest.slice(end).trimStart() };
    } catch {
      // It goes on.
    }
  }
  throw new EmulatorError(`${quote(rest)} does not begin with JSON`);
}

/** Gives every argument its name; the first one of an effect may do without. */
export function nameArguments(takes: readonly string[], written: string, args: WrittenArguments): Arguments {
  const named = new Map<string, Value>();
  for (const [index, [given, value]] of args.entries()) {
    const name = given?.toLowerCase() ?? (index === 0 ? takes[0] : undefined);
    if (name === undefined || !takes.includes(name)) {
      const names = takes.length === 0 ? "nothing in brackets" : takes.join(", ");
      throw new EmulatorError(`${written} takes ${names}, not ${quote(given ?? valueText(value))}`);
    }
    if (named.has(name)) throw new EmulatorError(`${written} takes ${name} once`);
    named.set(name, value);
  }
  return named;
}

/** The text of an argument that has to be there. */
export function text(args: Arguments, name: string): string {
  const value = args.get(name);
  const found = value && ("bare" in value ? value.bare : value.json);
  if (typeof found !== "string" || found === "")
    throw new EmulatorError(`${name} is missing in the brackets`);
  return found;
}

export function optionalStatus(args: Arguments): { readonly status?: number } {
  if (!args.has("status")) return {};
  const written = text(args, "status");
  return { status: readNumber(written, written, /^\d{1,6}$/, "a status such as 503") };
}

/** Milliseconds. */
export function duration(args: Arguments, name: string): number {
  if (!args.has(name)) throw new EmulatorError("how long is missing in the brackets, as in delay(200ms)");
  const written = text(args, name);
  const ms = parseMs(written);
  if (ms === undefined) throw new EmulatorError(`${quote(written)} is not a time such as 200ms, 5s or 2m`);
  return ms;
}

function valueText(value: Value): string {
  return "bare" in value ? value.bare : JSON.stringify(value.json);
}
