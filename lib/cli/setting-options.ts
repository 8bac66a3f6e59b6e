import { Option } from "commander";

interface Setting {
  readonly flag: string;
  /** @default - none: it is a flag only */
  readonly variable?: string;
  readonly about: string;
}

/** The flags of some settings, each with the variable that stands in for it, where there is one. */
export function settingOptions(settings: Readonly<Record<string, Setting>>): Option[] {
  return Object.values(settings).map(({ flag, variable, about }) => {
    const option = new Option(flag, about);
    return variable === undefined ? option : option.env(variable);
  });
}

/** A flag that is given once for each item of a list; its variable holds all of it. */
export function listOption({ flag, variable, about }: Setting): Option {
  const collect = (item: string, before: readonly string[] = []): readonly string[] => [...before, item];
  return new Option(flag, `${about} (env: ${variable})`).argParser(collect);
}
