import { oneLine } from "../common/clean";
import { UsageError } from "../common/usage-error";

/**
 * A value of JSON that somebody else wrote, with its place in the file. What is read from it has been checked, and
 * what is absent stays absent all the way down.
 *
 * @example
 * parseJson(text, "the plan").at("resource_changes").items().map((change) => change.at("address").text());
 */
export class Json {
  constructor(
    private readonly value: unknown,
    private readonly place: string,
  ) {}

  /** Whether there is something; `null` is nothing. */
  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get isText(): boolean {
    return typeof this.value === "string";
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  get isObject(): boolean {
    return typeof this.value === "object" && this.value !== null && !Array.isArray(this.value);
  }

  /** What the key holds; only keys of the file count. */
  at(key: string): Json {
    return new Json(this.own(key), `${this.place}.${oneLine(key)}`);
  }

  /** @throws UsageError when there is something and it is no object */
  entries(): [string, Json][] {
    return Object.keys(this.object()).map((key) => [key, this.at(key)]);
  }

  /** @throws UsageError when there is something and it is no list */
  items(): Json[] {
    if (!this.exists) return [];
    if (!Array.isArray(this.value)) throw this.mustBe("a list");
    return this.value.map((item, index) => new Json(item, `${this.place}[${index}]`));
  }

  /** One line that is fit to show. @throws UsageError when it is no text */
  text(): string {
    return oneLine(this.raw());
  }

  /** @throws UsageError when it is no text */
  raw(): string {
    if (typeof this.value !== "string") throw this.mustBe("text");
    return this.value;
  }

  /** @throws UsageError when it is no number */
  number(): number {
    if (typeof this.value !== "number" || !Number.isFinite(this.value)) throw this.mustBe("a number");
    return this.value;
  }

  /** @throws UsageError when it is neither true nor false */
  flag(): boolean {
    if (typeof this.value !== "boolean") throw this.mustBe("true or false");
    return this.value;
  }

  /** @throws UsageError when it is none of them */
  oneOf<Word extends string>(...words: readonly Word[]): Word {
    const word = words.find((one) => one === this.value);
    if (word === undefined) throw this.mustBe(words.map((one) => `"${one}"`).join(" or "));
    return word;
  }

  /** What the file holds here, of any kind. */
  is(value: unknown): boolean {
    return this.value === value;
  }

  /** Under this key, when there is something. */
  optional<Key extends string, T>(key: Key, read: (json: Json) => T): { [K in Key]?: T } {
    const json = this.at(key);
    return (json.exists ? { [key]: read(json) } : {}) as { [K in Key]?: T };
  }

  mustBe(what: string): UsageError {
    return new UsageError(`${this.place} must be ${what}, and is ${kindOf(this.value)}`);
  }

  private own(key: string): unknown {
    const object = this.object();
    return Object.hasOwn(object, key) ? object[key] : undefined;
  }

  private object(): Readonly<Record<string, unknown>> {
    if (!this.exists) return {};
    if (!this.isObject) throw this.mustBe("an object");
    return this.value as Readonly<Record<string, unknown>>;
  }
}

/** @throws UsageError when it is invalid JSON */
export function parseJson(text: string, place: string): Json {
  try {
    return new Json(JSON.parse(text), place);
  } catch {
    throw new UsageError(`${place} is invalid JSON`);
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "not there";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `"${oneLine(value)}"` : String(value);
}
