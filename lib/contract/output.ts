/** Where lines go. */
export interface Output {
  write(text: string): void;
  /** Whether a person watches, so that a line may be overwritten by the next. */
  readonly isTerminal: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;
