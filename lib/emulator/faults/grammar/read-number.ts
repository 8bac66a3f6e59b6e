import { EmulatorError } from "../../emulator-error";
import { quote } from "./quote";

/** A number of a certain shape, or a sentence that says what it should have been. */
export function readNumber(written: string, part: string, shape: RegExp, what: string): number {
  if (!shape.test(written)) throw new EmulatorError(`${quote(part)} is not ${what}`);
  return Number(written);
}
