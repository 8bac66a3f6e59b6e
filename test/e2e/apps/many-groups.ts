import { App, TerraformStack } from "cdktf";
import { ArchivedGroup } from "../../../lib";

// The groups of test/e2e/big-apply.test.ts, as many as MANY_GROUPS says.
const app = new App();
const stack = new TerraformStack(app, "retirement");
for (let nth = 1; nth <= Number(process.env.MANY_GROUPS); nth += 1) {
  new ArchivedGroup(stack, `project-${nth}`, {
    accountAlias: "ALTD",
    groupId: nth.toString(16).padStart(32, "b0"),
    carrier: "terraform_data",
  });
}
app.synth();
