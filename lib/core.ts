/**
 * The only file that imports the framework and its provider bindings. The build for the successor framework has
 * `core.cdktn.ts` in its place, and differs in nothing else.
 */
export { NullProvider } from "@cdktf/provider-null/lib/provider";
export { Resource as NullResource } from "@cdktf/provider-null/lib/resource";
export {
  Annotations,
  AssetType,
  Fn,
  hashMapper,
  hashMapperHcl,
  type ITerraformDependable,
  Lazy,
  type LocalExecProvisioner,
  stringToHclTerraform,
  stringToTerraform,
  TerraformAsset,
  TerraformElement,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
