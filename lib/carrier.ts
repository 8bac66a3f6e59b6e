import type { Construct } from "constructs";
import {
  hashMapper,
  hashMapperHcl,
  type ITerraformDependable,
  type LocalExecProvisioner,
  newNullResource,
  stringToHclTerraform,
  stringToTerraform,
  TerraformResource,
} from "./core";
import { keepLifecycle } from "./kept-lifecycle";
import { ensureNullProvider } from "./null-provider";

/**
 * The Terraform resource that carries an intent.
 * - `null_resource`: of the hashicorp/null provider
 * - `terraform_data`: built into Terraform and OpenTofu, no provider to download
 */
export type CarrierType = "null_resource" | "terraform_data";

/** What the resource holds. */
export interface CarrierConfig {
  /** What the intent is about, with snake_case keys. A change of it is another intent: it replaces the resource. */
  readonly identity: Readonly<Record<string, string>>;
  /** What runs the hook, at create and perhaps at destroy. */
  provisioners(self: Self): LocalExecProvisioner[];
  /** Checked by Terraform at plan, or at apply where their values are known only then. */
  readonly preconditions: { condition: string; errorMessage: string }[];
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What a destroy-time provisioner sees of the object that goes, as Terraform expressions without their braces. */
export interface Self {
  readonly accountAlias: string;
  readonly groupId: string;
  /** What it was for, `"archived"` or `"restored"`. */
  readonly state: string;
  readonly card: string;
}

/** The one resource of an intent, and the card in it. */
export interface Carrier {
  readonly resource: TerraformResource;
  readonly identity: Readonly<Record<string, string>>;
  /** The attribute that holds the identity. */
  readonly identityIn: string;
  /** The attribute that holds the card, and is ignored when it changes. */
  readonly cardIn: string;
  /** Puts the card into the plan of a resource that is created or replaced; later changes of it are ignored. */
  show(card: string): void;
}

/**
 * What Terraform calls the resource, such as `null_resource.web`. Only when the stack is synthesized: the framework keeps the
 * first answer, and `overrideLogicalId` would come too late after it.
 */
export function addressOf({ resource }: Carrier): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** Whether the resource was moved to another one (`moveTo`, `moveToId`), and so is no longer there. */
export function isMovedAway({ resource }: Carrier): boolean {
  return (resource as unknown as { readonly _hasMoved?: boolean })._hasMoved === true;
}

/** Adds the one resource of an intent, as the default child of its construct. */
export function addCarrier(scope: Construct, type: CarrierType, config: CarrierConfig): Carrier {
  return type === "terraform_data" ? terraformDataCarrier(scope, config) : nullCarrier(scope, config);
}

/** `triggers` is a map, of which single keys can be ignored (measured: Terraform 1.11.4, OpenTofu 1.10.6). */
function nullCarrier(scope: Construct, config: CarrierConfig): Carrier {
  ensureNullProvider(scope);
  const [identityIn, cardIn] = ["triggers", 'triggers["impact"]'];
  const resource = newNullResource(scope, "Default", {
    ...commonConfig(config, selfIn(identityIn, cardIn), cardIn),
    triggers: { ...config.identity },
  });
  keepLifecycle(resource, { ignored: cardIn, preconditions: config.preconditions });
  return {
    resource,
    identity: config.identity,
    identityIn,
    cardIn,
    show: (card) => {
      resource.triggers = { ...resource.triggersInput, impact: card };
    },
  };
}

/** Ignoring one key of `triggers_replace` would hide all its changes: it is one value (measured, Terraform 1.11.4). */
function terraformDataCarrier(scope: Construct, config: CarrierConfig): Carrier {
  const [identityIn, cardIn] = ["triggers_replace", "input"];
  const resource = new TerraformData(scope, "Default", {
    ...commonConfig(config, selfIn(identityIn, cardIn), cardIn),
    terraformResourceType: "terraform_data",
    identity: config.identity,
  });
  keepLifecycle(resource, { ignored: cardIn, preconditions: config.preconditions });
  return {
    resource,
    identity: config.identity,
    identityIn,
    cardIn,
    show: (card) => {
      resource.input = card;
    },
  };
}

function selfIn(identity: string, card: string): Self {
  return {
    accountAlias: `self.${identity}.account_alias`,
    groupId: `self.${identity}.group_id`,
    state: `try(self.${identity}.state, "archived")`,
    card: `self.${card}`,
  };
}

function commonConfig(config: CarrierConfig, self: Self, ignored: string) {
  const { preconditions, dependsOn } = config;
  return {
    provisioners: config.provisioners(self),
    ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    lifecycle: {
      // Also where there is no card: without it, one that is no longer there would replace the resource.
      ignoreChanges: [ignored],
      ...(preconditions.length > 0 && { precondition: preconditions }),
    },
  };
}

/** cdktf's own `DataResource` runs the Terraform binary at synth and fails without one. */
class TerraformData extends TerraformResource {
  input: string | undefined;
  private readonly identity: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    {
      identity,
      ...config
    }: ConstructorParameters<typeof TerraformResource>[2] & Pick<CarrierConfig, "identity">,
  ) {
    super(scope, id, config);
    this.identity = { ...identity };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return {
      triggers_replace: hashMapper(stringToTerraform)(this.identity),
      ...(this.input !== undefined && { input: stringToTerraform(this.input) }),
    };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const value: unknown = hashMapperHcl(stringToHclTerraform)(this.identity);
    return {
      triggers_replace: { value, isBlock: false, type: "map", storageClassType: "stringMap" },
      ...(this.input !== undefined && {
        input: {
          value: stringToHclTerraform(this.input),
          isBlock: false,
          type: "simple",
          storageClassType: "string",
        },
      }),
    };
  }
}
