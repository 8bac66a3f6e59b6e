import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { ArchivedGroup } from "cdktf-archived-group";

const WEB = "2a5c0b9662cf4fc8bf6180f139facdc0";

/** The stack under test; archived-group.scope.json beside cdktf.json has a pin of the group. */
function retirement(): TerraformStack {
  const app = Testing.stubVersion(new App({ context: { cdktfJsonPath: join(__dirname, "cdktf.json") } }));
  const stack = new TerraformStack(app, "retirement");
  new ArchivedGroup(stack, "web", {
    accountAlias: "ALTD",
    groupId: WEB,
    maxServers: 2,
    requirePin: true,
  });
  return stack;
}

const resources = () => JSON.parse(Testing.synth(retirement())).resource;

beforeAll(() => {
  // The card of a pinned group says when the plan was made: with a given time, snapshots stay as they are.
  process.env.SOURCE_DATE_EPOCH = "1750000000";
});

test("it archives the web group, and nothing else", () => {
  const { null_resource } = resources();
  expect(Object.keys(null_resource)).toEqual(["web"]);
  expect(null_resource.web.triggers).toMatchObject({
    account_alias: "ALTD",
    group_id: WEB,
  });
});

test("the plan shows what was pinned", () => {
  expect(resources().null_resource.web.triggers).toMatchInlineSnapshot(`
    {
      "account_alias": "ALTD",
      "group_id": "2a5c0b9662cf4fc8bf6180f139facdc0",
      "impact": "Web Applications (2a5c0b9662cf4fc8bf6180f139facdc0), as pinned, planned 2025-06-15T15:06:40Z
    ! not surveyed: survey(app) was not awaited
    path        DE1 Hardware / Web Applications
    parent      DE1 Hardware (213d687f8cb71f54dca084cc6629815c)
    account     ALTD, DE1, on https://api.ctl.io
    archives    2 servers in 2 groups: 4 CPU
    costs then  archival storage only, which the API does not price in advance
    guardrail   maxServers: passes (2 servers would be archived, maxServers allows 2)
    contains
      Web Applications
        de1altdweb01
        Storefront
          de1altdshop01  4 CPU",
      "parent_id": "213d687f8cb71f54dca084cc6629815c",
      "servers": "de1altdweb01 de1altdshop01",
      "was_active": "true",
    }
  `);
});

test("no more than two servers may be archived, and only those that were pinned", () => {
  const [{ "local-exec": hook }] = resources().null_resource.web.provisioner;
  expect(hook).toMatchObject({
    command: "archive",
    environment: {
      ARCHIVED_GROUP_MAX_SERVERS: "2",
      ARCHIVED_GROUP_SCOPE: expect.stringMatching(/^v1\./),
    },
  });
});
