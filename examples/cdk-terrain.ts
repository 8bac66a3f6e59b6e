import { ArchivedGroup } from "cdktf-archived-group/cdktn";
import { App, LocalBackend, TerraformStack } from "cdktn";

const app = new App();
const stack = new TerraformStack(app, "retirement");
new LocalBackend(stack, { path: "terraform.tfstate" }); // beside the synthesized stack, wherever that is applied
const web = new ArchivedGroup(stack, "web", {
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  expectedName: "Web Applications",
});
new ArchivedGroup(stack, "old-builds", {
  accountAlias: "ALTD",
  groupId: "5c0b9662cf4fc8bf6180f139facdc02a",
  dependsOn: [web.resource],
  carrier: "terraform_data",
});
app.synth();
