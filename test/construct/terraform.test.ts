import { readFileSync } from "node:fs";
import { type App, TerraformResource, TerraformStack, TerraformVariable, Testing } from "cdktf";
import fc from "fast-check";
import { declare, environmentOf, GROUP, newStack, OTHER_GROUP, synth, TerraformFolder } from "./stacks";

/** What real Terraform makes of a stack on the built-in carrier, which needs no provider. */
const carrier = "terraform_data";
const asJson = (stack: TerraformStack): TerraformFolder =>
  new TerraformFolder({ "cdk.tf.json": Testing.synth(stack, true) });

/** A resource whose attributes are known only when it is there. */
function anotherResource(stack: TerraformStack): TerraformResource {
  return new TerraformResource(stack, "source", { terraformResourceType: "terraform_data" });
}

describe("values that only Terraform knows", () => {
  test("a group id and an account of a variable are normalised and checked by Terraform", () => {
    const stack = newStack();
    const id = new TerraformVariable(stack, "id", { type: "string" });
    const account = new TerraformVariable(stack, "account", { type: "string" });
    declare(stack, { carrier, groupId: id.stringValue, accountAlias: account.stringValue });
    const folder = asJson(stack);
    folder.run("validate");
    const plan = (given: string, alias: string): string =>
      folder.run("plan", "-input=false", `-var=id=${given}`, `-var=account=${alias}`);
    expect(plan(GROUP.toUpperCase(), "altd")).toContain(`"${GROUP}"`);
    expect(plan(GROUP, "altd")).toContain('"ALTD"');
    expect(() => plan("12", "ALTD")).toThrow("groupId must be 32 hex digits.");
    expect(() => plan(`${GROUP}\n`, "ALTD")).toThrow("groupId must be 32 hex digits.");
    expect(() => plan(GROUP, "AL TD")).toThrow("accountAlias must be 1 to 16 letters and digits.");
    expect(() => plan(GROUP, "")).toThrow("accountAlias must be 1 to 16 letters and digits.");
  });

  test("a group id of another resource is known after apply", () => {
    const stack = newStack();
    declare(stack, { carrier, groupId: anotherResource(stack).getStringAttribute("id") });
    const folder = asJson(stack);
    expect(folder.run("plan", "-input=false")).toContain("(known after apply)");
  });

  test("on null_resource they are written alike", () => {
    const stack = newStack();
    declare(stack, { groupId: anotherResource(stack).getStringAttribute("id") });
    const { triggers, lifecycle, provisioner } = synth(stack).resource.null_resource.web;
    expect(triggers.group_id).toBe("${lower(terraform_data.source.id)}");
    expect(provisioner[0]["local-exec"].environment.ARCHIVED_GROUP_ID).toBe(triggers.group_id);
    expect(lifecycle.precondition).toEqual([
      {
        condition: expect.stringContaining("terraform_data.source.id"),
        error_message: "groupId must be 32 hex digits.",
      },
    ]);
  });

  test("conditions and knobs", () => {
    const stack = newStack();
    const number = new TerraformVariable(stack, "most", { type: "number", default: 5 });
    const text = new TerraformVariable(stack, "text", { type: "string", default: "x" });
    declare(stack, {
      carrier,
      maxServers: number.numberValue,
      expectedName: text.stringValue,
      timeout: text.stringValue,
      endpoint: `https://${text.stringValue}.example.com`,
    });
    expect(environmentOf(stack)).toMatchObject({
      ARCHIVED_GROUP_MAX_SERVERS: "${var.most}",
      ARCHIVED_GROUP_EXPECTED_NAME: "${var.text}",
      ARCHIVED_GROUP_TIMEOUT: "${var.text}",
      ARCHIVED_GROUP_ENDPOINT: "https://${var.text}.example.com",
    });
    asJson(stack).run("validate");
  });

  test("their shape is checked by Terraform", () => {
    const stack = newStack();
    const given = (name: string): TerraformVariable =>
      new TerraformVariable(stack, name, { type: "string", default: "" });
    const [endpoint, timeout, most] = [given("endpoint"), given("timeout"), given("most")];
    declare(stack, {
      carrier,
      endpoint: endpoint.stringValue,
      timeout: timeout.stringValue,
      maxServers: most.numberValue,
    });
    declare(
      stack,
      { carrier, groupId: OTHER_GROUP, state: "restored", restoreTo: given("to").stringValue },
      "other",
    );
    const folder = asJson(stack);
    const good = { endpoint: "http://127.0.0.1:4000/v2", timeout: "1h30m", most: "5", to: GROUP };
    const plan = (values: Partial<typeof good>): string =>
      folder.run(
        "plan",
        "-input=false",
        ...Object.entries({ ...good, ...values }).map(([name, value]) => `-var=${name}=${value}`),
      );
    expect(plan({})).toContain("2 to add");
    expect(() => plan({ endpoint: "ctl" })).toThrow(
      "endpoint must be an origin, with or without /v2 behind it.",
    );
    expect(() => plan({ timeout: "soon" })).toThrow(
      'timeout must be a duration such as "90s", "1h30m" or "4h".',
    );
    expect(() => plan({ most: "-1" })).toThrow("maxServers must be a whole number of zero or more.");
    expect(() => plan({ to: "" })).toThrow("restoreTo must be 32 hex digits.");
  });

  test("they may be the same: only Terraform could tell", () => {
    const stack = newStack();
    const id = new TerraformVariable(stack, "id", { type: "string" });
    declare(stack, { carrier, groupId: id.stringValue });
    declare(stack, { carrier, groupId: id.stringValue }, "same");
    expect(() => synth(stack)).not.toThrow();
  });

  test("a group id from another stack", () => {
    const app = Testing.app({ stackTraces: false });
    const [one, other] = [new TerraformStack(app, "one"), new TerraformStack(app, "other")];
    declare(other, { carrier, groupId: anotherResource(one).getStringAttribute("id") });
    app.synth();
    const text = readFileSync(`${(app as App).outdir}/stacks/other/cdk.tf.json`, "utf8");
    expect(text).toContain("lower(data.terraform_remote_state");
  });
});

describe("a literal name reaches the hook as it was written", () => {
  const pieces = fc.constantFrom(
    "$",
    "%",
    "{",
    "}",
    "${",
    "%{",
    "$${",
    '"',
    "\\",
    "\\n",
    "\n",
    "\t",
    "ü",
    "🚀",
    " ",
    "a",
    "'",
    "~",
    "#",
    "//",
  );
  const name = fc
    .array(pieces, { minLength: 1, maxLength: 8 })
    .map((all) => all.join(""))
    .filter((text) => text.trim() !== "");
  const names = [
    "${path.module}",
    "$${path.module}",
    "%{ if true }x%{ endif }",
    "100%{",
    "$$$${a}$",
    'a "quoted" \\ name\\',
    "two\nlines\n",
    "Größe 東京 🚀",
    ...fc.sample(name, { numRuns: 200, seed: 3 }),
  ];

  test("as Terraform reads the JSON", () => {
    const output = names.map((expectedName, index) => {
      const stack = newStack();
      declare(stack, { carrier, expectedName });
      return [`name${index}`, { value: environmentOf(stack).ARCHIVED_GROUP_EXPECTED_NAME }];
    });
    const folder = new TerraformFolder({
      "a.tf.json": JSON.stringify({ output: Object.fromEntries(output) }),
    });
    folder.run("apply", "-auto-approve", "-input=false");
    const read = JSON.parse(folder.run("output", "-json"));
    expect(names.map((_, index) => read[`name${index}`].value)).toEqual(names);
  });
});

// cdktf 0.21 writes preconditions in HCL as Terraform does not read them, so this is for literals.
describe("HCL instead of JSON", () => {
  test("terraform_data: Terraform reads it, with the same values", () => {
    const stack = newStack();
    const first = declare(stack, { carrier, expectedName: 'The "Web" in 東京', maxServers: 5 });
    declare(stack, { carrier, groupId: OTHER_GROUP, dependsOn: [first.resource] }, "other");
    const folder = new TerraformFolder({ "main.tf": Testing.synthHcl(stack) });
    const plan = folder.run("plan", "-input=false");
    expect(plan).toContain(`+ group_id      = "${GROUP}"`);
    expect(plan).toContain(`+ group_id      = "${OTHER_GROUP}"`);
    expect(plan).toContain("2 to add");
  });

  test("null_resource: the hook, its environment and the triggers", () => {
    const stack = newStack();
    declare(stack, { maxServers: 5 });
    const hcl = Testing.synthHcl(stack).replace(/\s+/g, " ");
    expect(hcl).toContain('resource "null_resource" "web" { triggers = {');
    expect(hcl).toMatch(
      /interpreter = \[ "node", "\$\{path\.module\}\/assets\/archived-group-hook\/\w+\/hook\.cjs", \] command = "archive"/,
    );
    expect(hcl).toContain(`ARCHIVED_GROUP_ID = "${GROUP}" ARCHIVED_GROUP_MAX_SERVERS = "5" }`);
  });
});
