import "cdktf/lib/testing/adapters/jest";
import { Resource } from "@cdktf/provider-null/lib/resource";
import { TerraformStack, Testing } from "cdktf";
import { ArchivedGroup } from "cdktf-archived-group";

const WEB = "2a5c0b9662cf4fc8bf6180f139facdc0";

Testing.setupJest();

test("the framework's own matchers compare the identity, whatever the card says", () => {
  const stack = new TerraformStack(Testing.app(), "retirement");
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: WEB });
  expect(Testing.synth(stack)).toHaveResourceWithProperties(Resource, {
    triggers: expect.objectContaining({ account_alias: "ALTD", group_id: WEB }),
  });
});
