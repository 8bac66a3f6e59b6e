import { clean } from "../../common/clean";

/** The emulator was started or used incorrectly. The message says what is wrong and how to fix it. */
export class EmulatorError extends Error {
  override readonly name: string = "EmulatorError";

  /** @internal */
  constructor(message: string) {
    super(clean(message));
  }
}

/** The port is already in use; see `host` and `port`. */
export class PortInUseError extends EmulatorError {
  override readonly name = "PortInUseError";

  constructor(
    readonly host: string,
    readonly port: number,
  ) {
    super(`port ${port} on ${host} is in use: choose another one, or 0 for any free one`);
  }
}
