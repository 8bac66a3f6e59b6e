import { clean } from "../common/clean";

/** Something is wrong with how the emulator was started or used; the message says what and what to do. */
export class EmulatorError extends Error {
  override readonly name: string = "EmulatorError";

  /** @internal */
  constructor(message: string) {
    super(clean(message));
  }
}

/** The port is taken; `host` and `port` say which. */
export class PortInUseError extends EmulatorError {
  override readonly name = "PortInUseError";

  constructor(
    readonly host: string,
    readonly port: number,
  ) {
    super(`port ${port} on ${host} is in use: choose another one, or 0 for any free one`);
  }
}
