import { join } from "node:path";
import { App, DataTerraformRemoteStateLocal, LocalBackend, TerraformResource, TerraformStack } from "cdktf";
import { ArchivedGroup, type CarrierType } from "../../../lib";

/** A group and its servers that are resources of the same stack, and an archived group of which only they know the id. */
const app = new App();
const stack = new TerraformStack(app, "retirement");
new LocalBackend(stack, { path: join(process.cwd(), "terraform.tfstate") });

const made = new TerraformResource(stack, "shop", { terraformResourceType: "terraform_data" });
const file = join(process.cwd(), "shop.tfstate");
const script = join(__dirname, "..", "stand-in.mjs");
const standIn = (verb: string) => ({ interpreter: [process.execPath, script, verb], command: file });
made.addOverride("provisioner", [
  { "local-exec": standIn("create") },
  { "local-exec": { ...standIn("destroy"), when: "destroy" } },
]);

const outputs = new DataTerraformRemoteStateLocal(stack, "outputs", { path: file });
outputs.addOverride("depends_on", ["terraform_data.shop"]);

new ArchivedGroup(stack, "archived", {
  accountAlias: "ALTD",
  groupId: outputs.getString("group_id"),
  expectedName: "Retired Shop",
  maxServers: 2,
  carrier: process.env.ARCHIVED_GROUP_CARRIER as CarrierType,
  ...(process.env.TEST_ON_DESTROY === "restore" && { onDestroy: "restore" }),
});
app.synth();
