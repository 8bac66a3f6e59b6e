import { App, HttpBackend, TerraformStack } from "cdktf";
import { ArchivedGroup, survey } from "../../../lib";

/** One group, with its state in a remote backend. */
async function main(): Promise<void> {
  const app = new App();
  const stack = new TerraformStack(app, "retirement");
  const address = process.env.TEST_STATE_URL ?? "";
  new HttpBackend(stack, { address, lockAddress: address, unlockAddress: address });
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: process.env.TEST_GROUP_ID ?? "" });
  await survey(app);
  app.synth();
}

void main();
