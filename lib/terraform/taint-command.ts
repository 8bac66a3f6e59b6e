import { quoteForShell } from "../common/text";
import { terraformBinary } from "./terraform-binary";

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
