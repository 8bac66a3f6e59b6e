import { CARRIERS } from "../../contract/carriers";
import { SETTINGS } from "../../contract/settings";
import type { Declaration } from "../declarations";
import { fitsVariable, LARGEST_VARIABLE_BYTES, variableBytes } from "../variable-size";

/** One block, as Terraform reads it. */
export type Attributes = Readonly<Record<string, unknown>>;

/** What was taken from a carrier that it cannot do without, a sentence each. */
export function faultsOf(declaration: Declaration, attributes: Attributes): string[] {
  return [
    ...identityFaults(declaration, attributes),
    ...ignoredFaults(declaration, attributes),
    ...hookFaults(declaration, attributes),
    ...sizeFaults(attributes),
  ];
}

/** Whether a resource runs a hook of this package, of whatever version. */
export function runsOurHook(attributes: Attributes): boolean {
  return localExecs(attributes).some(({ interpreter }) =>
    toList(interpreter).some((part) => /\/archived-group-hook[^/]*\/.*\/hook\.cjs$/.test(String(part))),
  );
}

function identityFaults({ carrier }: Declaration, attributes: Attributes): string[] {
  const { identity, identityIn } = carrier;
  const found = toBlock(attributes[identityIn]);
  // A token has been resolved, and is no longer the text that it was.
  const isWhole = Object.entries(identity).every(([key, value]) =>
    isLiteral(value) ? found[key] === value : found[key] !== undefined,
  );
  return isWhole
    ? []
    : [
        `${identityIn} no longer hold what was declared (${Object.keys(identity).join(", ")}); add keys to them instead of replacing them`,
      ];
}

function ignoredFaults({ carrier }: Declaration, { lifecycle }: Attributes): string[] {
  const { identity, identityIn } = carrier;
  const ignored = toBlock(lifecycle).ignore_changes;
  const hidden = [ignored].flat().find((one) => {
    const [, attribute, key] = /^(\w+)(?:\.|\["|$)(\w*)/.exec(String(one)) ?? [];
    // One key of triggers_replace stands for all of them (measured: Terraform 1.11.4).
    const isAnyKey =
      key === "" || identityIn === CARRIERS.terraform_data.identityIn || Object.hasOwn(identity, key ?? "");
    return one === "all" || (attribute === identityIn && isAnyKey);
  });
  if (hidden !== undefined) {
    return [
      `its lifecycle ignores changes of ${hidden}, so that another group in its place would not be archived; ignore other attributes`,
    ];
  }
  const missing = carrier.ignored.find((one) => !toList(ignored).includes(one));
  return missing === undefined
    ? []
    : [
        `its lifecycle no longer ignores changes of its card (${missing}), so that every deploy would replace it, and what is replaced may be restored; leave ignore_changes as it is`,
      ];
}

function hookFaults({ onDestroy, wants }: Declaration, attributes: Attributes): string[] {
  const hooks = hooksOf(attributes);
  const verb = wants === "archived" ? "archive" : "restore";
  const runs = (command: string, isAtDestroy: boolean): boolean =>
    hooks.some((hook) => hook.command === command && (hook.when === "destroy") === isAtDestroy);
  return [
    ...(runs(verb, false) && (onDestroy === "retain" || runs("restore", true))
      ? []
      : [`its provisioners no longer run the hook; add yours after them`]),
    ...(hooks.some(({ on_failure }) => on_failure === "continue")
      ? ["on_failure of its provisioner is continue, so that a failed archive would count as done; remove it"]
      : []),
  ];
}

/** Too large a variable ends the apply with "argument list too long", before the hook can say anything. */
function sizeFaults(attributes: Attributes): string[] {
  const variables = hooksOf(attributes).flatMap(({ environment }) => Object.entries(toBlock(environment)));
  const tooLarge = new Map(
    variables.flatMap(([name, value]) => {
      // What an expression becomes is known only to Terraform; the lists that are put into some are measured where they are made.
      const isKnown = typeof value === "string" && !/(^|[^$])\$\{/.test(value);
      return isKnown && !fitsVariable(name, value) ? [[name, variableBytes(name, value)] as const] : [];
    }),
  );
  return [...tooLarge].map(
    ([name, bytes]) =>
      `${optionOf(name)} takes ${Math.ceil(bytes / 1024)} KiB of the hook's environment, and one variable holds at most ${LARGEST_VARIABLE_BYTES / 1024} KiB; shorten it, for example with globs instead of names`,
  );
}

/** As the user wrote it. */
function optionOf(variable: string): string {
  const [option] = Object.entries(SETTINGS).find(([, setting]) => setting.variable === variable) ?? [];
  return option ?? variable;
}

function hooksOf(attributes: Attributes): Attributes[] {
  return localExecs(attributes).filter(({ environment }) => SETTINGS.group.variable in toBlock(environment));
}

function localExecs({ provisioner }: Attributes): Attributes[] {
  return toList(provisioner).map((one) => toBlock(toBlock(one)["local-exec"]));
}

function isLiteral(value: string): boolean {
  return !value.includes("${");
}

function toBlock(value: unknown): Attributes {
  return Object(value) as Attributes;
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
