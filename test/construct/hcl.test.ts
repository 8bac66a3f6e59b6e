import { App, TerraformOutput, TerraformStack, TerraformVariable, Testing } from "cdktf";
import fc from "fast-check";
import { ArchivedGroup, survey } from "../../lib";
import { templateToHcl } from "../../lib/construct/hcl";
import { escapeTemplate } from "../../lib/construct/template";
import { CtlEmulator, sampleAccount, WEB_APPLICATIONS } from "../../lib/emulator";
import { declare, GROUP, newStack, OTHER_GROUP, TerraformFolder, temporaryFolder } from "./stacks";

/** What HCL and cdktf's way to write it take for something else. */
const HOSTILE = [
  'a "quoted" name',
  "a \\ backslash, and one at the end \\",
  '\\" and \\\\"',
  "an ${expression} and a %{directive}",
  'an "${expression}" in quotes \\${x}',
  "$${escaped} and %%{escaped}",
  "[in brackets]",
  "{in braces}",
  '"in quotes"',
  "12",
  "true",
  "EOF",
  "<<EOF",
  "ü 👩‍💻 ünïcode",
  "tab\tand 'quote'",
  "$",
  "%{",
  "${",
  "/* no comment */ # none // none",
];

const saved = { ...process.env };
let emulator: CtlEmulator;
beforeAll(async () => {
  const text = JSON.stringify(sampleAccount).replaceAll('"Storefront"', () =>
    JSON.stringify(HOSTILE.join(" ").slice(0, 200)),
  );
  emulator = await CtlEmulator.start({ account: JSON.parse(text) });
  const { url, username, password } = emulator;
  const ARCHIVED_GROUP_STATE_DIR = temporaryFolder();
  Object.assign(process.env, { CLC_BASE_URL: url, CLC_USERNAME: username, CLC_PASSWORD: password });
  Object.assign(process.env, { ARCHIVED_GROUP_STATE_DIR });
});
afterAll(async () => {
  process.env = saved;
  await emulator.stop();
});

/** What the real Terraform makes of a stack: the plan and the configuration as it has read it. */
function planOf(name: "cdk.tf" | "cdk.tf.json", text: string) {
  const folder = new TerraformFolder({ [name]: text });
  const said = folder.run("plan", "-out=plan");
  const { planned_values, configuration, variables } = JSON.parse(folder.run("show", "-json", "plan"));
  return { planned_values, configuration, variables, said };
}

/** What each resource refers to, in its provisioners and everywhere else; constants are not evaluated in JSON. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
function referencesIn({ root_module }: any) {
  return root_module.resources.map(({ address, ...resource }: { address: string }) => {
    const found = JSON.stringify(resource).match(/"references":\[[^\]]*\]/g) ?? [];
    return [address, [...new Set(found.flatMap((list) => list.match(/"[^"]+"/g) ?? []))].sort()];
  });
}

/** The stack as it is written in each of the two formats. */
async function inBoth(build: (stack: TerraformStack) => void | Promise<void>) {
  const stack = newStack();
  await build(stack);
  const json = JSON.parse(Testing.synth(stack, true));
  // HCL has no place for them.
  for (const block of ["check", "locals"]) delete json[block];
  return {
    json: planOf("cdk.tf.json", JSON.stringify(json)),
    hcl: planOf("cdk.tf", Testing.synthHcl(stack, true)),
  };
}

test("a stack with everything in it means to Terraform in HCL what it means in JSON, without a warning", async () => {
  const { hcl, json } = await inBoth(async (stack) => {
    const id = new TerraformVariable(stack, "id", { default: GROUP.replace("2", "3") }).stringValue;
    const alias = new TerraformVariable(stack, "alias", { default: "altd" }).stringValue;
    const name = new TerraformVariable(stack, "name", { default: "Web" }).stringValue;
    const web = declare(stack, {
      carrier: "terraform_data",
      groupId: WEB_APPLICATIONS,
      expectedName: HOSTILE.join(" "),
      protectedNames: ["*prod*", "a, b", 'a "b"'],
      maxServers: 5,
      onDestroy: "restore",
      restoreTo: OTHER_GROUP,
      timeout: "2h",
    });
    web.resource.lifecycle = { preventDestroy: true };
    const props = { carrier: "terraform_data", accountAlias: alias, groupId: id } as const;
    const later = declare(
      stack,
      { ...props, expectedName: `"${name}" \\ {`, dependsOn: [web.resource] },
      "later",
    );
    later.resource.lifecycle = {
      postcondition: [{ condition: '${self.input != "x"}', errorMessage: '[a "message"]' }],
    };
    declare(stack, { ...props, groupId: OTHER_GROUP, state: "restored", onDestroy: "restore" }, "restored");
    await survey(stack);
  });
  expect(hcl.planned_values).toEqual(json.planned_values);
  expect(hcl.variables).toEqual(json.variables);
  expect(referencesIn(hcl.configuration)).toEqual(referencesIn(json.configuration));
  expect(hcl.said).not.toMatch(/Warning/);
  expect(JSON.stringify(hcl.planned_values)).toContain("Web Applications (2a5c");
});

test("texts mean in HCL what they mean in JSON, whatever is in them", async () => {
  const texts = fc.sample(
    fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1 }),
      fc
        .array(fc.constantFrom("${", "%{", "}", '"', "\\", "$", "%", "[", "{", " ", "x", "~"), {
          minLength: 1,
        })
        .map((parts) => parts.join("")),
    ),
    { numRuns: 200, seed: 16 },
  );
  const { hcl } = await inBoth((stack) => {
    for (const [index, expectedName] of [...HOSTILE, ...texts].entries()) {
      const groupId = index.toString(16).padStart(32, "0");
      declare(stack, { carrier: "terraform_data", groupId, expectedName }, `group-${index}`);
    }
  });
  const { resources } = hcl.configuration.root_module;
  const names = resources.map(
    // biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
    ({ provisioners }: any) =>
      provisioners[0].expressions.environment.constant_value.ARCHIVED_GROUP_EXPECTED_NAME,
  );
  expect(new Set(names)).toEqual(new Set([...HOSTILE, ...texts].map((text) => text.normalize("NFC"))));
});

test("expressions are left as they are, with the texts and braces in them", () => {
  for (const expression of [
    '${regex("\\n\\"}", self.input)}',
    '${jsonencode({ a = "}", b = { c = "${var.x}" } })}',
    '%{ if var.x == "}" }',
    '${"${"${"deep"}"}"}',
    '${"$${no}"}',
  ]) {
    expect(templateToHcl(`"${expression}"\n`)).toBe(`\\"${expression}\\"\\n`);
  }
  expect(templateToHcl(escapeTemplate('${a} "b"'))).toBe('$${a} \\"b\\"');
});

describe("what HCL has no place for", () => {
  afterEach(() => {
    delete process.env.SYNTH_HCL_OUTPUT;
  });
  const sentence =
    'HCL output of cdktf has no check blocks: the plan will not warn when a group is not as the state says; synthesize JSON for that, or run "archived-group drift"';
  const warningsOf = async (): Promise<string[]> => {
    const stack = newStack();
    declare(stack, { groupId: WEB_APPLICATIONS });
    for (const _ of [1, 2]) await survey(stack);
    return stack.node.metadata.map(({ data }) => data);
  };

  test.each(["true", "1"])("is said once in a stack, when SYNTH_HCL_OUTPUT is %s", async (value) => {
    process.env.SYNTH_HCL_OUTPUT = value;
    expect(await warningsOf()).toEqual([sentence]);
  });

  test("is not said of JSON", async () => {
    expect(await warningsOf()).toEqual([]);
  });
});

test("an App that would write one format into the file of the other is refused: its option does not do it alone", () => {
  const app = new App({ outdir: temporaryFolder(), hclOutput: true });
  const stack = new TerraformStack(app, "retirement");
  new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: GROUP, carrier: "terraform_data" });
  new TerraformOutput(stack, "id", { value: "x" });
  expect(() => app.synth()).toThrow(
    'the framework would write JSON into cdk.tf, which Terraform cannot read; for HCL run "cdktf synth --hcl", or set SYNTH_HCL_OUTPUT=true, instead of `hclOutput` of the App',
  );
});
