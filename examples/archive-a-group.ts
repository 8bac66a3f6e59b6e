import { App, TerraformStack } from "cdktf";
import { ArchivedGroup, survey } from "cdktf-archived-group";

const app = new App();
const stack = new TerraformStack(app, "retirement");

new ArchivedGroup(stack, "web", {
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  expectedName: "Web Applications", // refuse if the id turns out to be something else
  maxServers: 5, // refuse if more servers than this would be archived
});

// Look at the group once, so that the plan shows what is in it.
survey(app).then(() => app.synth());
