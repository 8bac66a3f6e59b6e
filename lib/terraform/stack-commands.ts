import { quoteForShell } from "../common/text";
import type { Cdk } from "./cdk";
import { taintCommand } from "./taint-command";

/** What people run to put a stack right, as a shell takes it. */
export interface StackCommands {
  /**
   * Applies the stack.
   *
   * @param tainted the address of a resource that is to be marked before, so that its hook runs again
   */
  apply(tainted?: string): string;
}

/**
 * @param at the folder of the project, from where people are; empty when they are there
 * @param folder where the stack was synthesized to, from the folder of the project
 */
export function cdkCommands(
  cdk: Cdk,
  at: string,
  {
    name,
    folder,
    isDependent,
  }: { readonly name: string; readonly folder: string; readonly isDependent: boolean },
): StackCommands {
  const go = at === "" ? [] : [`cd ${quoteForShell(at)}`];
  // Without it, cdktf deploys no stack that needs others (measured, cdktf 0.21; cdktn 0.24 has the same option).
  const alone = isDependent ? " --ignore-missing-stack-dependencies" : "";
  const deploy = `npx ${cdk} deploy ${quoteForShell(name)}${alone}`;
  return {
    apply: (tainted) =>
      [...go, ...(tainted === undefined ? [] : [taintCommand(tainted, { folder })]), deploy].join(" && "),
  };
}

/** For who is in the folder where Terraform runs. */
export function terraformCommands(binary: string): StackCommands {
  const apply = `${quoteForShell(binary)} apply`;
  return {
    apply: (tainted) => (tainted === undefined ? apply : `${taintCommand(tainted, { binary })} && ${apply}`),
  };
}
