import { App, Fn, TerraformIterator, TerraformStack, TerraformVariable, Token } from "cdktf";
import { ArchivedGroup } from "../../../lib";
import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../../lib/emulator";

// Two groups of one declaration, by the escape hatch for what the construct has no property for.
const app = new App();
const stack = new TerraformStack(app, "retirement");
const groups = new TerraformVariable(stack, "groups", { type: "map(string)" });
// As a property, cdktf would turn the keys into snake_case.
groups.addOverride("default", { "it's web": WEB_APPLICATIONS, old: DECOMMISSIONED });
const { key } = TerraformIterator.fromMap(groups.value);
const { resource } = new ArchivedGroup(stack, "web", {
  accountAlias: "ALTD",
  groupId: Token.asString(Fn.lookup(groups.value, key)),
});
resource.addOverride("for_each", groups.value);
app.synth();
