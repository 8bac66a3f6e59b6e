/**
 * The largest answer is a group with its servers: so many of them can be read. A recorded server takes 2.1 kB and 120
 * values; a quarter of that is left for groups, and for servers that take more.
 */
export const MOST_SERVERS = 20_000;

/** As unpacked. */
export const LARGEST_ANSWER_BYTES = 1.25 * 2_100 * MOST_SERVERS;
export const MOST_VALUES = 1.25 * 120 * MOST_SERVERS;

/** An escape of JSON: a whole surrogate pair, half of one, or any other. */
const ESCAPES =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/gs;

/**
 * Parses the body of an answer. Values cost memory that their text does not show: 16 MiB of brackets would take
 * nearly a gigabyte, so a text that holds too many of them is not parsed at all. All its texts are well-formed: half a surrogate
 * pair, which only an escape can hold, is replaced.
 *
 * @returns `undefined` when it is invalid JSON, or holds more values than any answer of the API
 */
export function parseJson(text: string): unknown {
  if (holdsTooMuch(text)) {
    return undefined;
  }
  try {
    return JSON.parse(withoutHalves(text));
  } catch {
    return undefined;
  }
}

function withoutHalves(json: string): string {
  // Few answers hold such an escape at all, and none but an escape can hold half a pair: they came as UTF-8.
  return /\\u[dD][89a-fA-F]/.test(json)
    ? json.replace(ESCAPES, (whole, half) => (half === undefined ? whole : "\\ufffd"))
    : json;
}

/** Whether a text holds more values than any answer of the API. Every value but the first follows a comma or a bracket. Those inside of texts count, too; they are few. */
export function holdsTooMuch(text: string): boolean {
  let values = 1;
  for (let at = 0; at < text.length && values <= MOST_VALUES; at += 1) {
    const character = text[at];
    if (character === "," || character === "[" || character === "{") {
      values += 1;
    }
  }
  return values > MOST_VALUES;
}
