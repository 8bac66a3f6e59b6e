/**
 * What a request's body says. By its looks, not by its Content-Type: clients send JSON with none, with the
 * form's, and forms with none [RUN].
 */
export interface Body {
  /** `false` when it looks like JSON and is none. */
  readonly valid: boolean;
  /** The JSON; `undefined` when there is none. */
  readonly json?: unknown;
  /** The fields of an object or of a form, their names in lower case: the service does not mind the case [RUN]. */
  readonly fields: ReadonlyMap<string, unknown>;
}

const NO_FIELDS: ReadonlyMap<string, unknown> = new Map();

/** For calls that clients send JSON to; nothing at all is fine. */
export function readJson(text: string): Body {
  if (text.trim() === "") return { valid: true, fields: NO_FIELDS };
  const json = parse(text);
  return json === INVALID
    ? { valid: false, fields: NO_FIELDS }
    : { valid: true, json, fields: fieldsOf(json) };
}

/** For calls that clients send a form to as well: the documentation's PowerShell sample [DOC], the Python SDK [RUN]. */
export function readJsonOrForm(text: string): Body {
  if (/^\s*[{["]/.test(text)) return readJson(text);
  return { valid: true, fields: lowerKeys([...new URLSearchParams(text)]) };
}

/** A field that must be a text; `undefined` when it is missing, empty or something else. */
export function textField({ fields }: Body, name: string): string | undefined {
  const value = fields.get(name.toLowerCase());
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A field that must be a number, which may be written as a text [DOC]; `undefined` when it is none. */
export function numberField({ fields }: Body, name: string): number | undefined {
  return numberOf(fields.get(name.toLowerCase()));
}

/** A number, or a text that is one; else `undefined`. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Keys in lower case. */
export function fieldsOf(json: unknown): ReadonlyMap<string, unknown> {
  // The Go SDK sends a JSON text that holds JSON [RUN].
  const value = typeof json === "string" ? parse(json) : json;
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? lowerKeys(Object.entries(value)) : NO_FIELDS;
}

const INVALID = Symbol("no JSON");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return INVALID;
  }
}

function lowerKeys(entries: readonly (readonly [string, unknown])[]): Map<string, unknown> {
  return new Map(entries.map(([key, value]) => [key.toLowerCase(), value]));
}
