/** What an action answers, before it becomes bytes. */
export interface Answer {
  readonly status: number;
  /** Serialized as JSON; without it the answer has no Content-Type, and Content-Length 0 unless it is a 204 [REC]. */
  readonly body?: unknown;
  /** Sent as it is instead of `body`: JSON that is written already, or something else whose type `headers` name. */
  readonly text?: string;
  /** On top of, or instead of, the common headers; `undefined` takes a common one away. */
  readonly headers?: Readonly<Record<string, string | number | string[] | undefined>>;
}

/** [REC] The headers of what may be cached for five minutes: the list of data centers (71) and bills (10). */
export const CACHEABLE: NonNullable<Answer["headers"]> = {
  "Cache-Control": "max-age=300, private",
  Pragma: undefined,
  Expires: undefined,
};
