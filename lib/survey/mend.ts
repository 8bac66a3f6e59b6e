/**
 * The command that makes the next deploy run the hook of a resource again. Unlike `-replace`, tainting runs no destroy-time
 * provisioner (measured), and the plan of the deploy shows a fresh card.
 */
export function retaint(stackFolder: string, address: string): string {
  const terraform = process.env.TERRAFORM_BINARY_NAME || "terraform";
  return `${terraform} -chdir=${stackFolder} taint ${quoteForShell(address)}`;
}

/** Addresses of resources with an index hold brackets and quotes. */
function quoteForShell(text: string): string {
  return /^[\w.@/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
