import type { ServerWords } from "./errors";

const LONGEST = 500;
/** Anything longer is no sentence, and is not searched for secrets. */
const LONGEST_HEARD = 64 * 1_024;
const MOST = 10;

/**
 * Finds the server's own words in an error body. The recorded shapes: `{message, modelState}`, a bare string,
 * `{error, validationMessages}`, an array of `{message}`, and an array of `{server, errorMessage}`.
 *
 * @param body parsed JSON of any shape
 * @param hide takes out of a text what nobody may see
 */
export function serverWords(body: unknown, hide: (text: string) => string): ServerWords {
  const texts = (value: unknown): string[] => textsOf(value).map((text) => shorten(hide(text)));
  if (typeof body === "string") {
    return { message: texts(body).join() };
  }
  if (Array.isArray(body)) {
    const messages = body.slice(0, MOST).flatMap((item) => {
      const { message, errorMessage, server } = asRecord(item);
      const said = texts(message ?? errorMessage).join(" ");
      return said ? [[...texts(server), said].join(": ")] : [];
    });
    return messages.length > 0 ? { message: shorten(messages.join("; ")) } : {};
  }
  const { message, error, validationMessages, modelState } = asRecord(body);
  const said = [...texts(message ?? error), ...texts(validationMessages)];
  const fields = Object.entries(asRecord(modelState))
    .slice(0, MOST)
    .map(([field, value]) => [shorten(hide(field)), texts(value)] as const)
    .filter(([, problems]) => problems.length > 0);
  return {
    ...(said.length > 0 && { message: shorten(said.join("; ")) }),
    ...(fields.length > 0 && { modelState: Object.fromEntries(fields) }),
  };
}

/** The words as part of a sentence, or an empty string. */
export function quote({ message, modelState }: ServerWords): string {
  const fields = Object.entries(modelState ?? {}).map(
    ([field, texts]) => (field ? `${field}: ` : "") + texts.join(" "),
  );
  const said = [message, ...fields].filter((text) => text).join(" ");
  return said ? ` (${shorten(said)})` : "";
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** One text or a list of them. */
function textsOf(value: unknown): string[] {
  return [value]
    .flat()
    .filter((text) => typeof text === "string")
    .filter(({ length }) => length <= LONGEST_HEARD)
    .slice(0, MOST);
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
