import { TerraformLocal, TerraformResource, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import type { ArchivedGroup, ArchivedGroupProps } from "../../lib";
import { declare, OTHER_GROUP, synth, TerraformFolder } from "./stacks";

/** Any resource of the user's that Terraform can plan without a provider. */
class Data extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    { input, ...config }: { input?: string } & Partial<ConstructorParameters<typeof TerraformResource>[2]>,
  ) {
    super(scope, id, { terraformResourceType: "terraform_data", ...config });
    if (input !== undefined) this.addOverride("input", input);
  }
}

const createBeforeDestroy = true;

/** How create_before_destroy comes to a declared group. */
const WAYS: Record<string, (group: ArchivedGroup, stack: TerraformStack) => void> = {
  dependsOn: ({ resource }, stack) => {
    new Data(stack, "dns", { dependsOn: [resource], lifecycle: { createBeforeDestroy } });
  },
  "a reference": ({ resource }, stack) => {
    new Data(stack, "dns", { input: `is \${${resource.fqn}.id}`, lifecycle: { createBeforeDestroy } });
  },
  "a local value": ({ resource }, stack) => {
    const local = new TerraformLocal(stack, "archived", `\${${resource.fqn}.id}`);
    new Data(stack, "dns", { input: local.asString, lifecycle: { createBeforeDestroy } });
  },
  "another resource between them": ({ resource }, stack) => {
    const between = new Data(stack, "between", { dependsOn: [resource] });
    new Data(stack, "dns", { dependsOn: [between], lifecycle: { createBeforeDestroy } });
  },
  "an override of the dependent": ({ resource }, stack) => {
    const dns = new Data(stack, "dns", { dependsOn: [resource] });
    dns.addOverride("lifecycle.create_before_destroy", true);
  },
  "an override of the stack": ({ resource }, stack) => {
    new Data(stack, "dns", { dependsOn: [resource] });
    stack.addOverride("resource.terraform_data.dns.lifecycle", { create_before_destroy: true });
  },
  "its own lifecycle": ({ resource }) => {
    resource.lifecycle = { createBeforeDestroy };
  },
};

/** What does not bring it. */
const NO_WAYS: typeof WAYS = {
  "a dependent without it": ({ resource }, stack) => {
    new Data(stack, "dns", { dependsOn: [resource] });
  },
  "one that it depends on": ({ resource }, stack) => {
    const dns = new Data(stack, "dns", { lifecycle: { createBeforeDestroy } });
    resource.dependsOn = [`terraform_data.${dns.friendlyUniqueId}`];
  },
  "one that only names it in a text": ({ resource }, stack) => {
    new Data(stack, "dns", {
      input: `see terraform_data.${resource.friendlyUniqueId}`,
      lifecycle: { createBeforeDestroy },
    });
  },
};

const newStack = (): TerraformStack => new TerraformStack(Testing.app(), "retirement");

function stackWith(way: (typeof WAYS)[string], props: Partial<ArchivedGroupProps>) {
  const stack = newStack();
  const group = declare(stack, { carrier: "terraform_data", ...props });
  way(group, stack);
  return { stack, group };
}

const warningsOf = ({ node }: ArchivedGroup): string[] =>
  node.metadata.filter(({ type }) => type === "@cdktf/warn").map(({ data }) => data);

describe.each(Object.entries(WAYS))("create_before_destroy by %s", (name, way) => {
  const cause =
    name === "its own lifecycle"
      ? "create_before_destroy is set in its lifecycle"
      : "create_before_destroy of terraform_data.dns reaches terraform_data.web, because one depends on the other";
  const effect = "Terraform then runs no destroy provisioner when this resource is replaced";

  test('stops the synth where onDestroy is "restore"', () => {
    const { stack } = stackWith(way, { onDestroy: "restore" });
    expect(() => synth(stack)).toThrow(
      `"retirement/web": ${cause}; ${effect}, and onDestroy "restore" would do nothing; remove create_before_destroy, or the dependency`,
    );
  });

  test("is a warning where nothing is lost by it, said once", () => {
    const { group, stack } = stackWith(way, {});
    for (const _ of [1, 2]) synth(stack);
    expect(warningsOf(group)).toEqual([
      `${cause}; ${effect}; as long as onDestroy is "retain", nothing is lost`,
    ]);
  });

  test("is what Terraform does: it creates first", () => {
    expect(actionsOfReplacement(way)).toEqual(["create", "delete"]);
  });
});

test.each(Object.entries(NO_WAYS))("it does not come by %s, and Terraform says the same", (_, way) => {
  synth(stackWith(way, { onDestroy: "restore" }).stack);
  const { group, stack } = stackWith(way, {});
  synth(stack);
  expect(warningsOf(group)).toEqual([]);
  expect(actionsOfReplacement(way)).toEqual(["delete", "create"]);
});

/** What the real Terraform plans when another group is declared; its hooks are left out. */
function actionsOfReplacement(way: (typeof WAYS)[string]): string[] {
  const textOf = (props: Partial<ArchivedGroupProps>): string => {
    const json = JSON.parse(Testing.synth(stackWith(way, props).stack));
    for (const one of Object.values<{ provisioner?: unknown }>(json.resource.terraform_data))
      delete one.provisioner;
    return JSON.stringify(json);
  };
  const folder = new TerraformFolder({ "cdk.tf.json": textOf({}) });
  folder.run("apply", "-auto-approve");
  folder.write("cdk.tf.json", textOf({ groupId: OTHER_GROUP }));
  folder.run("plan", "-out=plan");
  const { resource_changes } = JSON.parse(folder.run("show", "-json", "plan"));
  return resource_changes.find(({ address }: { address: string }) => address === "terraform_data.web").change
    .actions;
}

test("a module, a data source and a provider between them are followed as well", () => {
  const { group, stack } = stackWith((_, inStack) => {
    inStack.addOverride("data.terraform_remote_state.seen", { defaults: "${terraform_data.web.id}" });
    inStack.addOverride("module.team", { source: "./team", seen: "${data.terraform_remote_state.seen.id}" });
    inStack.addOverride("provider.dns", [{ alias: "late", server: "${module.team.server}" }]);
    inStack.addOverride("resource.dns_record.www", {
      provider: "dns.late",
      lifecycle: { create_before_destroy: true },
    });
  }, {});
  synth(stack);
  expect(warningsOf(group).join()).toMatch(
    /^create_before_destroy of dns_record\.www reaches terraform_data\.web/,
  );
});
