import { unknown } from "valibot";
import { isDeeperThan, parse, parseJson } from "../../common/schema";
import { EmulatorError } from "../common/emulator-error";
import { type AccountSeed, account } from "./account";
import { checkCustomFields } from "./custom-fields";
import { DEEPEST, placeAll } from "./place";

/**
 * Reads the text of a seed file.
 *
 * @param name of the file, for errors
 * @throws EmulatorError with one sentence that names the place, as a JSON pointer, and what is wrong there
 */
export function parseSeed(text: string, name: string): AccountSeed {
  return checkSeed(parseJson(unknown(), text, name, EmulatorError), name);
}

/**
 * Makes sure that an account can be built.
 *
 * @param name what the account is called in errors
 * @returns the same account with every group and server inside its group, and with ids
 * @throws EmulatorError with one sentence that names the place, as a JSON pointer, and what is wrong there
 */
export function checkSeed(value: unknown, name: string): AccountSeed {
  // Every group has two levels of JSON: its own and that of the list it is in.
  if (isDeeperThan(2 * DEEPEST + 8, value)) {
    throw new EmulatorError(`${name}: it is nested deeper than ${DEEPEST} groups`);
  }
  const seed = parse(account, value, name, EmulatorError);
  try {
    checkCustomFields(seed);
    return placeAll(seed);
  } catch (error) {
    if (error instanceof EmulatorError) throw new EmulatorError(`${name}: ${error.message}`);
    throw error;
  }
}
