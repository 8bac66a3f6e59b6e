import type { ServerWords } from "./errors";

const LONGEST = 500;

/**
 * Finds the server's own words in an error body. The recorded shapes: `{message, modelState}`, a bare string,
 * `{error, validationMessages}`, an array of `{message}`, and an array of `{server, errorMessage}`.
 *
 * @param body parsed JSON of any shape
 */
export function serverWords(body: unknown): ServerWords {
  if (typeof body === "string") {
    return { message: shorten(body) };
  }
  if (Array.isArray(body)) {
    const messages = body.flatMap((item) => {
      const { message, errorMessage, server } = asRecord(item);
      const text = message ?? errorMessage;
      return typeof text === "string" ? [typeof server === "string" ? `${server}: ${text}` : text] : [];
    });
    return messages.length > 0 ? { message: shorten(messages.join("; ")) } : {};
  }
  const { message, error, validationMessages, modelState } = asRecord(body);
  const said = [message ?? error, ...asList(validationMessages)].filter((text) => typeof text === "string");
  const fields = Object.entries(asRecord(modelState)).map(
    ([field, texts]) =>
      [
        field,
        asList(texts)
          .filter((text) => typeof text === "string")
          .map(shorten),
      ] as const,
  );
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
  return said ? ` (${said})` : "";
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
