/** What an action answers, before it becomes bytes. */
export interface Answer {
  readonly status: number;
  /** Serialized as JSON; without it the answer has Content-Length 0 and no Content-Type [REC]. */
  readonly body?: unknown;
  /** Sent as it is instead of `body`, for answers that are not JSON; `headers` then name the type. */
  readonly text?: string;
  /** On top of, or instead of, the common headers; `undefined` takes a common one away. */
  readonly headers?: Readonly<Record<string, string | number | string[] | undefined>>;
}
