import { App, TerraformStack } from "cdktf";
import { ArchivedGroup, survey } from "cdktf-archived-group";

async function main(): Promise<void> {
  const app = new App();
  const stack = new TerraformStack(app, "retirement");
  const web = new ArchivedGroup(stack, "web", {
    accountAlias: "ALTD",
    groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
    expectedName: "Web Applications", // refuse if the id turns out to be something else
    maxServers: 5, // refuse if more servers than this would be archived
    timeout: "2h", // wait no longer than this; the next apply continues
  });
  new ArchivedGroup(stack, "old-builds", {
    accountAlias: "ALTD",
    groupId: "5c0b9662cf4fc8bf6180f139facdc02a",
    dependsOn: [web.resource], // archive it only after the other one
    carrier: "terraform_data", // no provider to download
  });
  await survey(app); // look at both groups once, so that the plan shows what is in them
  app.synth();
}

void main();
