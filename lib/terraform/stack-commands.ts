import { quoteForShell } from "../common/text";
import type { Cdk } from "./cdk";

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

/** What cdktf runs as Terraform (cdktf CLI: `TERRAFORM_BINARY_NAME`). */
export function terraformBinary(): string {
  return process.env.TERRAFORM_BINARY_NAME || "terraform";
}

/** Where Terraform is run, and by which command. */
interface Where {
  /** @default - where people are */
  readonly folder?: string;
  /** @default - what cdktf runs */
  readonly binary?: string;
}

/**
 * The command that makes the next deploy run the hook of a resource again. Unlike `-replace`, tainting runs no destroy-time
 * provisioner (measured), and the plan of that deploy shows a fresh card.
 *
 * @param address as Terraform writes it, with its modules and the keys of `count` and `for_each`
 *
 * @example
 * taintCommand('module.x["a b"].null_resource.web[0]'); // terraform taint 'module.x["a b"].null_resource.web[0]'
 */
export function taintCommand(address: string, { folder, binary = terraformBinary() }: Where): string {
  const there = folder === undefined ? "" : ` -chdir=${quoteForShell(folder)}`;
  return `${quoteForShell(binary)}${there} taint ${quoteAddress(address)}`;
}

/**
 * The name is quoted because cdktf 0.21 writes the path of the construct behind every address that it prints
 * (packages/@cdktf/cli-core/src/lib/output.ts), also into a command.
 */
function quoteAddress(address: string): string {
  const [, type, name] = /^(\w+)\.([\w-]+)$/.exec(address) ?? [];
  return name === undefined ? quoteForShell(address) : `${type}."${name}"`;
}
