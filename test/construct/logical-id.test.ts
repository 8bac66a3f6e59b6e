import { Aspects, TerraformResource, TerraformStack, Testing } from "cdktf";
import { survey } from "../../lib";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { declare, OTHER_GROUP, synth, temporaryFolder } from "./stacks";

const CARRIERS = ["null_resource", "terraform_data"] as const;
const saved = { ...process.env };
let emulator: CtlEmulator;
beforeEach(async () => {
  emulator = await CtlEmulator.start();
  const { url, username, password } = emulator;
  const ARCHIVED_GROUP_STATE_DIR = temporaryFolder();
  Object.assign(process.env, { CLC_BASE_URL: url, CLC_USERNAME: username, CLC_PASSWORD: password });
  Object.assign(process.env, { ARCHIVED_GROUP_STATE_DIR });
});
afterEach(async () => {
  process.env = { ...saved };
  await emulator.stop();
});

const newStack = (): TerraformStack => new TerraformStack(Testing.app(), "retirement");

describe.each(CARRIERS)("the id of a %s", (carrier) => {
  /** Everything in the stack that names the resource. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
  const namesIn = ({ check, locals, resource, variable }: any) => ({
    resource: Object.keys(resource[carrier]),
    check: Object.keys(check ?? {}),
    local: Object.values(locals ?? {}).map(
      (text) => /(?:null_resource|terraform_data)\.(\w+)/.exec(String(text))?.[1],
    ),
    taint: / taint \w+[."'\\]+(\w+)/.exec(JSON.stringify(check ?? {}))?.[1],
    impact: Object.keys(JSON.parse(variable.archived_group_impact.default).impacts),
  });

  test.each<[string, (resource: TerraformResource, stack: TerraformStack) => void]>([
    ["overrideLogicalId", (resource) => resource.overrideLogicalId("shop")],
    [
      "overrideLogicalId in an Aspect",
      (_, stack) =>
        Aspects.of(stack).add({
          visit: (node) => {
            if (TerraformResource.isTerraformResource(node)) node.overrideLogicalId("shop");
          },
        }),
    ],
  ])("is changed by %s, wherever it stands", async (_, change) => {
    const stack = newStack();
    const { resource } = declare(stack, { carrier, groupId: WEB_APPLICATIONS });
    await survey(stack);
    change(resource, stack);
    expect(namesIn(synth(stack))).toEqual({
      resource: ["shop"],
      check: ["archived_group_shop"],
      local: ["shop"],
      taint: "shop",
      impact: [`${carrier}.shop`],
    });
  });

  test("is what it was after resetOverrideLogicalId", async () => {
    const stack = newStack();
    const { resource } = declare(stack, { carrier, groupId: WEB_APPLICATIONS });
    resource.overrideLogicalId("shop");
    await survey(stack);
    resource.resetOverrideLogicalId();
    expect(namesIn(synth(stack))).toMatchObject({ resource: ["web"], check: ["archived_group_web"] });
  });

  test("may be another one after a move: the declaration that was moved away leaves nothing behind", async () => {
    const stack = newStack();
    const before = declare(stack, { carrier, groupId: WEB_APPLICATIONS }, "old");
    const after = declare(stack, { carrier, groupId: WEB_APPLICATIONS }, "web");
    after.resource.addMoveTarget("web");
    before.resource.moveTo("web");
    await survey(stack);
    const rendered = synth(stack);
    expect(namesIn(rendered)).toMatchObject({
      resource: ["web"],
      check: ["archived_group_web"],
      impact: [`${carrier}.web`],
    });
    expect(rendered.moved).toEqual([{ from: `${carrier}.old`, to: `${carrier}.web` }]);
  });

  test("and a group that was moved to another id is still declared once at most", () => {
    const stack = newStack();
    const groupId = OTHER_GROUP;
    const [before] = ["old", "web", "again"].map((id) => declare(stack, { carrier, groupId }, id));
    before?.resource.moveToId(`${carrier}.web`);
    expect(() => synth(stack)).toThrow(
      `[retirement/again] group ${OTHER_GROUP} of account ALTD is declared twice, here and at "retirement/web"`,
    );
  });
});

test.each(CARRIERS)("a %s with instances is checked instance by instance", async (carrier) => {
  const stack = newStack();
  const { resource } = declare(stack, { carrier, groupId: WEB_APPLICATIONS });
  resource.count = 2;
  await survey(stack);
  const { check, locals } = synth(stack);
  expect(locals.archived_group_web).toMatch(
    new RegExp(`^\\$\\{\\[for one in ${carrier}\\.web : try\\(split\\("\\\\n", (?:try\\()?one\\.`),
  );
  const [{ condition, error_message }] = check.archived_group_web.assert;
  expect(condition).toMatch(/^\$\{alltrue\(\[for title in local\.archived_group_web : title == "Web /);
  expect(error_message).toContain("for each instance:\n    archived-group drift");
});
