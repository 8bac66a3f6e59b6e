import { App, LocalBackend, TerraformResource, TerraformStack } from "cdktf";
import { ArchivedGroup, type CarrierType } from "../../../lib";

/** A group, and a resource beside it that is complete when a test makes a file, or at once where there is none to make. */
const app = new App();
const stack = new TerraformStack(app, "retirement");
new LocalBackend(stack, { path: "terraform.tfstate" });
const command =
  'until [ -z "$TEST_COMPLETE_SIBLING" ] || [ -e "$TEST_COMPLETE_SIBLING" ]; do sleep 0.05; done';
new TerraformResource(stack, "sibling", {
  terraformResourceType: "terraform_data",
  provisioners: [{ type: "local-exec", command }],
});
new ArchivedGroup(stack, "web", {
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  carrier: process.env.ARCHIVED_GROUP_CARRIER as CarrierType,
});
app.synth();
