import { App, PgBackend, TerraformStack } from "cdktf";
import { ArchivedGroup } from "cdktf-archived-group";

const app = new App();
const stack = new TerraformStack(app, "retirement");
// Where it is, and who may write to it, say PGHOST, PGDATABASE, PGUSER and PGPASSWORD: no secret enters a plan.
new PgBackend(stack, { connStr: "postgres://" });
new ArchivedGroup(stack, "web", {
  accountAlias: "ALTD",
  groupId: "2a5c0b9662cf4fc8bf6180f139facdc0",
  expectedName: "Web Applications",
});
app.synth();
