import { App, HttpBackend, TerraformResource, TerraformStack } from "cdktf";
import { ArchivedGroup, survey } from "../../../lib";

/** One group, with its state in a remote backend; restored to where `TEST_RESTORE_TO` says, if it does. */
async function main(): Promise<void> {
  const { TEST_GROUP_ID: groupId = "", TEST_RESTORE_TO: restoreTo } = process.env;
  const app = new App();
  const stack = new TerraformStack(app, "retirement");
  if (process.env.TEST_DEPENDS) {
    const base = new TerraformStack(app, "base");
    new TerraformResource(base, "base", { terraformResourceType: "terraform_data" });
    stack.addDependency(base);
  }
  const address = process.env.TEST_STATE_URL ?? "";
  new HttpBackend(stack, { address, lockAddress: address, unlockAddress: address });
  new ArchivedGroup(stack, "web", {
    accountAlias: "ALTD",
    groupId,
    ...(restoreTo !== undefined && { state: "restored", restoreTo }),
  });
  await survey(app);
  app.synth();
}

void main();
