/** A server takes about 120 (recorded), so 5,000 servers take two thirds of it. */
const MOST_VALUES = 1_000_000;

/**
 * Parses the body of an answer. Values cost memory that their text does not show: 16 MiB of brackets would take
 * nearly a gigabyte, so a text that holds too many of them is not parsed at all.
 *
 * @returns `undefined` when it is no JSON, or holds more values than any answer of the API
 */
export function parseJson(text: string): unknown {
  if (holdsTooMuch(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every value but the first follows a comma or a bracket. Those inside of texts count, too; they are few. */
function holdsTooMuch(text: string): boolean {
  let values = 1;
  for (let at = 0; at < text.length && values <= MOST_VALUES; at += 1) {
    const character = text[at];
    if (character === "," || character === "[" || character === "{") {
      values += 1;
    }
  }
  return values > MOST_VALUES;
}
