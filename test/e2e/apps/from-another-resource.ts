import { App, LocalBackend, TerraformResource, TerraformStack } from "cdktf";
import { ArchivedGroup, type CarrierType } from "../../../lib";

/** The id of a group that only Terraform knows, and only at apply: it is the output of another resource. */
class Value extends TerraformResource {
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: process.env.TEST_GROUP_ID };
  }
}

const app = new App();
const stack = new TerraformStack(app, "retirement");
new LocalBackend(stack, { path: "terraform.tfstate" });
const found = new Value(stack, "found", { terraformResourceType: "terraform_data" });
const web = new ArchivedGroup(stack, "web", {
  accountAlias: "ALTD",
  groupId: found.getStringAttribute("output"),
  expectedName: 'Web "${not.an.expression}" Applications',
  carrier: process.env.ARCHIVED_GROUP_CARRIER as CarrierType,
});
new Value(stack, "after", { terraformResourceType: "terraform_data", dependsOn: [web.resource] });
app.synth();
