import { App, PgBackend, TerraformStack } from "cdktf";
import { ArchivedGroup, survey } from "../../../lib";

/** As `examples/shared-state.ts`, surveyed, and restored when it is destroyed. */
async function main(): Promise<void> {
  const app = new App();
  const stack = new TerraformStack(app, "retirement");
  new PgBackend(stack, { connStr: "postgres://" });
  new ArchivedGroup(stack, "web", {
    accountAlias: "ALTD",
    groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
    onDestroy: "restore",
  });
  await survey(app);
  app.synth();
}

void main();
