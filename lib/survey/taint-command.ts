import { quoteForShell } from "../hook/quote-for-shell";
import { terraformBinary } from "../terraform-binary";

/**
 * The command that makes the next deploy run the hook of a resource again. Unlike `-replace`, tainting runs no destroy-time
 * provisioner (measured), and the plan of that deploy shows a fresh card.
 *
 * The name is quoted because cdktf 0.21 writes the path of the construct behind every address that it prints
 * (packages/@cdktf/cli-core/src/lib/output.ts), also into a command.
 *
 * @param address such as `null_resource.web`
 */
export function taintCommand(stackFolder: string, address: string): string {
  const [type, name] = address.split(".");
  return `${quoteForShell(terraformBinary())} -chdir=${quoteForShell(stackFolder)} taint ${type}."${name}"`;
}
