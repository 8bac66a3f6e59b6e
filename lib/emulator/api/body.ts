/**
 * The content of a request body. The Content-Type is ignored: clients send JSON without one or with that of
 * forms, and forms without one [RUN].
 */
export interface Body {
  /** `false` for invalid JSON. */
  readonly valid: boolean;
  /** The parsed JSON; `undefined` if there is none. */
  readonly json?: unknown;
  /** The fields of an object or form. Names are in lower case, because the service ignores their case [RUN]. */
  readonly fields: ReadonlyMap<string, unknown>;
}

const NO_FIELDS: ReadonlyMap<string, unknown> = new Map();

/** For calls that take JSON. An empty body is valid. */
export function readJson(text: string): Body {
  if (text.trim() === "") return { valid: true, fields: NO_FIELDS };
  const json = parse(text);
  return json === INVALID
    ? { valid: false, fields: NO_FIELDS }
    : { valid: true, json, fields: fieldsOf(json) };
}

/** For calls that also take a form: the PowerShell sample [DOC] and the Python SDK [RUN] send one. */
export function readJsonOrForm(text: string): Body {
  if (/^\s*[{["]/.test(text)) return readJson(text);
  return { valid: true, fields: lowerKeys([...new URLSearchParams(text)]) };
}

/** A string field; `undefined` if it is missing, empty or something else. */
export function textField({ fields }: Body, name: string): string | undefined {
  const value = fields.get(name.toLowerCase());
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number field, possibly written as a string [DOC]; `undefined` if it is not a number. */
export function numberField({ fields }: Body, name: string): number | undefined {
  return numberOf(fields.get(name.toLowerCase()));
}

/** A number, or a string that contains one; otherwise `undefined`. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The fields of an object, names in lower case. */
export function fieldsOf(json: unknown): ReadonlyMap<string, unknown> {
  // The Go SDK sends a JSON string that contains JSON [RUN].
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
