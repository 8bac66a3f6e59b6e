/** What cdktf runs as Terraform (cdktf CLI: `TERRAFORM_BINARY_NAME`). */
export function terraformBinary(): string {
  return process.env.TERRAFORM_BINARY_NAME || "terraform";
}
