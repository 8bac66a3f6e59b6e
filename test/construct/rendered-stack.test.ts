import {
  Aspects,
  type IAspect,
  TerraformCount,
  TerraformResource,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import type { IConstruct } from "constructs";
import type { ArchivedGroup, ArchivedGroupProps } from "../../lib";
import { declare, GROUP, newStack, OTHER_GROUP, synth } from "./stacks";

const CARRIERS = [
  {
    carrier: "null_resource",
    identityIn: "triggers",
    ignored: ["impact", "parent_id", "servers", "was_active"].map((key) => `triggers["${key}"]`),
  },
  { carrier: "terraform_data", identityIn: "triggers_replace", ignored: ["input"] },
] as const;

class Visit implements IAspect {
  constructor(private readonly visitResource: (resource: TerraformResource) => void) {}

  visit(node: IConstruct): void {
    if (TerraformResource.isTerraformResource(node)) this.visitResource(node);
  }
}

type Hatch = (group: ArchivedGroup, stack: TerraformStack) => void;

describe.each(CARRIERS)("what escape hatches do to a $carrier", ({ carrier, identityIn, ignored }) => {
  const hatched = (hatch: Hatch, props: Partial<ArchivedGroupProps> = {}): TerraformStack => {
    const stack = newStack();
    hatch(declare(stack, { carrier, ...props }), stack);
    return stack;
  };
  // biome-ignore lint/suspicious/noExplicitAny: JSON of Terraform
  const lifecycleAfter = (hatch: Hatch, props: Partial<ArchivedGroupProps> = {}): any =>
    synth(hatched(hatch, props)).resource[carrier].web.lifecycle;
  const refusalOf = (hatch: Hatch, props: Partial<ArchivedGroupProps> = {}): string => {
    try {
      synth(hatched(hatch, props));
    } catch (error) {
      return (error as Error).message;
    }
    return "accepted";
  };

  test.each<[string, Hatch, object]>([
    [
      "an assignment",
      ({ resource }) => {
        resource.lifecycle = { preventDestroy: true };
      },
      { prevent_destroy: true, ignore_changes: ignored },
    ],
    [
      "an assignment with changes to ignore of its own",
      ({ resource }) => {
        resource.lifecycle = { ignoreChanges: ["tags"] };
      },
      { ignore_changes: ["tags", ...ignored] },
    ],
    [
      "one that keeps what was there",
      ({ resource }) => {
        resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
      },
      { prevent_destroy: true, ignore_changes: ignored },
    ],
    [
      "one that takes it away",
      ({ resource }) => {
        delete (resource as Partial<TerraformResource>).lifecycle;
      },
      { ignore_changes: ignored },
    ],
    [
      "an Aspect",
      (_, stack) =>
        Aspects.of(stack).add(
          new Visit((resource) => {
            resource.lifecycle = { preventDestroy: true };
          }),
        ),
      { prevent_destroy: true, ignore_changes: ignored },
    ],
    [
      "an override of the block",
      ({ resource }) => resource.addOverride("lifecycle", { prevent_destroy: true, ignore_changes: [] }),
      { prevent_destroy: true, ignore_changes: ignored },
    ],
    [
      "an override that takes the block away",
      ({ resource }) => resource.addOverride("lifecycle", undefined),
      {
        ignore_changes: ignored,
      },
    ],
    [
      "an override with null",
      ({ resource }) => resource.addOverride("lifecycle", null),
      {
        ignore_changes: ignored,
      },
    ],
    [
      "an override of the stack",
      (_, stack) => stack.addOverride(`resource.${carrier}.web.lifecycle`, { prevent_destroy: true }),
      { prevent_destroy: true, ignore_changes: ignored },
    ],
  ])("the card stays ignored after %s", (_, hatch, lifecycle) => {
    expect(lifecycleAfter(hatch)).toEqual(lifecycle);
  });

  test("preconditions stay as well, beside those of the user", () => {
    const stack = newStack();
    const groupId = new TerraformVariable(stack, "id", {}).stringValue;
    const { resource } = declare(stack, { carrier, groupId });
    const before = synth(stack).resource[carrier].web.lifecycle.precondition;
    expect(before).toHaveLength(1);
    const own = { condition: "${var.id != null}", errorMessage: "an id is needed" };
    resource.lifecycle = { precondition: [own] };
    expect(synth(stack).resource[carrier].web.lifecycle.precondition).toEqual([
      { condition: own.condition, error_message: own.errorMessage },
      ...before,
    ]);
  });

  test.each<[string, Hatch, string]>([
    [
      "the stack takes the block away",
      (_, stack) => stack.addOverride(`resource.${carrier}.web.lifecycle`, undefined),
      `"retirement/web": its lifecycle no longer ignores changes of its card (${ignored[0]}), so that every deploy would replace it, and what is replaced may be restored; leave ignore_changes as it is`,
    ],
    [
      "everything is ignored",
      ({ resource }) => {
        resource.lifecycle = { ignoreChanges: "all" };
      },
      '"retirement/web": its lifecycle ignores changes of all, so that another group in its place would not be archived; ignore other attributes',
    ],
    [
      "the identity is ignored",
      ({ resource }) => {
        resource.lifecycle = { ignoreChanges: [identityIn] };
      },
      `its lifecycle ignores changes of ${identityIn}, so that another group`,
    ],
    [
      "the id is ignored",
      ({ resource }) => {
        resource.lifecycle = { ignoreChanges: [`${identityIn}["group_id"]`] };
      },
      `its lifecycle ignores changes of ${identityIn}["group_id"], so that another group`,
    ],
    [
      "the identity is replaced",
      ({ resource }) => resource.addOverride(identityIn, { group_id: OTHER_GROUP }),
      `"retirement/web": ${identityIn} no longer hold what was declared (account_alias, group_id); add keys to them instead of replacing them`,
    ],
    [
      "the provisioners are replaced",
      ({ resource }) => {
        resource.provisioners = [{ type: "local-exec", command: "true" }];
      },
      '"retirement/web": its provisioners no longer run the hook; add yours after them',
    ],
    [
      "failures are waved through",
      ({ resource }) => {
        const [hook] = resource.provisioners ?? [];
        resource.provisioners = [{ ...hook, onFailure: "continue" } as unknown as NonNullable<typeof hook>];
      },
      "on_failure of its provisioner is continue, so that a failed archive would count as done; remove it",
    ],
  ])("the synth fails when %s", (_, hatch, sentence) => {
    expect(refusalOf(hatch)).toContain(sentence);
  });

  test("the provisioner of a destroy may not go either", () => {
    const hatch: Hatch = ({ resource }) => {
      resource.provisioners = resource.provisioners?.slice(0, 1) ?? [];
    };
    expect(refusalOf(hatch, { onDestroy: "restore" })).toContain("its provisioners no longer run the hook");
    expect(refusalOf(hatch)).toBe("accepted");
  });

  test("keys, provisioners and preconditions that are added are the user's own affair", () => {
    const { triggers, triggers_replace, provisioner } = synth(
      hatched((group) => {
        group.resource.addOverride(`${identityIn}.again`, "1");
        group.resource.provisioners = [
          ...(group.resource.provisioners ?? []),
          { type: "local-exec", command: "true" },
        ];
      }),
    ).resource[carrier].web;
    expect(triggers ?? triggers_replace).toEqual({ account_alias: "ALTD", group_id: GROUP, again: "1" });
    expect(provisioner).toHaveLength(2);
  });

  test("ids that only Terraform knows are no fault", () => {
    const stack = newStack();
    declare(stack, { carrier, groupId: new TerraformVariable(stack, "id", {}).stringValue });
    expect(Object.keys(synth(stack).resource[carrier])).toEqual(["web"]);
  });

  test("a count is the user's own affair", () => {
    const stack = hatched(({ resource }, inStack) => {
      const variable = new TerraformVariable(inStack, "many", { type: "number" });
      resource.count = TerraformCount.of(variable.numberValue);
    });
    expect(synth(stack).resource[carrier].web.count).toBe("${var.many}");
  });
});

test("a resource that runs the hook and is not declared here comes from a copy that keeps to itself", () => {
  const [old, stack] = [newStack(), newStack()];
  declare(old, {}, "old");
  const { old: rendered } = synth(old).resource.null_resource;
  declare(stack, { groupId: OTHER_GROUP });
  stack.addOverride("resource.null_resource.old", rendered);
  expect(() => synth(stack)).toThrow(
    "null_resource.old runs the hook of cdktf-archived-group, but an older copy of it declared this, and the two copies do not work together; install one version for all of the app",
  );
});
