import { App, LocalBackend, TerraformStack } from "cdktf";
import { ArchivedGroup, type CarrierType } from "../../../lib";

/** A stack whose state stays in its own folder, wherever that is copied to. */
const app = new App();
const stack = new TerraformStack(app, "retirement");
new LocalBackend(stack, { path: "terraform.tfstate" });
new ArchivedGroup(stack, "web", {
  accountAlias: "altd",
  groupId: process.env.TEST_GROUP_ID ?? "2A5C0B9662CF4FC8BF6180F139FACDC0",
  carrier: process.env.ARCHIVED_GROUP_CARRIER as CarrierType,
  ...(process.env.TEST_ON_DESTROY === "restore" && { onDestroy: "restore" }),
  ...(process.env.TEST_TIMEOUT && { timeout: process.env.TEST_TIMEOUT }),
});
app.synth();
