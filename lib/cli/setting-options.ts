import { Option } from "commander";
import { SETTINGS } from "../settings";

type SettingName = keyof typeof SETTINGS;

/** The flags of some settings, each with the variable that stands in for it. */
export function settingOptions(
  names: readonly SettingName[] = Object.keys(SETTINGS) as SettingName[],
): Option[] {
  return names.map((name) => {
    const { flag, variable, about } = SETTINGS[name];
    return new Option(flag, about).env(variable);
  });
}
