import { App, TerraformStack } from "cdktf";
import { ArchivedGroup, guardArchives, survey } from "cdktf-archived-group";

async function main(): Promise<void> {
  const app = new App();
  guardArchives(app, { protectedNames: ["*database*"], requirePin: true });
  const stack = new TerraformStack(app, "retirement");
  new ArchivedGroup(stack, "web", {
    accountAlias: "ALTD",
    groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
    expectedName: "Web Applications",
  });
  await survey(app);
  app.synth();
}

void main();
