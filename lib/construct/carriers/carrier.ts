import type { Construct } from "constructs";
import { CARRIERS, type CarrierType, IDENTITY } from "../../contract/carriers";
import {
  hashMapper,
  hashMapperHcl,
  type ITerraformDependable,
  type LocalExecProvisioner,
  newNullResource,
  stringToHclTerraform,
  stringToTerraform,
  TerraformResource,
} from "../framework";
import { finishRendering } from "./carrier-rendering";
import { ensureNullProvider } from "./null-provider";

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
  /** One of what is recorded beside the card; an error of Terraform where the object has none. */
  readonly recorded: (key: keyof Recorded) => string;
}

/**
 * What a later restore has to know, as data beside the card: no word of a card is a contract. A change of it plans nothing, as
 * it is with the card. Lists and flags are texts, since triggers hold nothing else.
 */
export interface Recorded {
  /** Id of the group that it was in; empty where that is not known. */
  readonly parent_id: string;
  /** Ids of the servers in it, as `formatServers` writes them. */
  readonly servers: string;
  /** `"true"` when the plan was to archive an active group, so that the archive is this declaration's. */
  readonly was_active: "true" | "false";
}

const RECORDED_KEYS: readonly (keyof Recorded)[] = ["parent_id", "servers", "was_active"];

/** The one resource of an intent, and the card in it. */
export interface Carrier {
  readonly resource: TerraformResource;
  readonly identity: Readonly<Record<string, string>>;
  /** The attribute that holds the identity. */
  readonly identityIn: string;
  /** What is ignored when it changes: the card, and what is recorded beside it. */
  readonly ignored: readonly string[];
  /** The card of an object, as a Terraform expression; an error of Terraform where it has none. */
  cardOf(object: string): string;
  /** Puts both into the plan of a resource that is created or replaced; later changes of them are ignored. */
  show(card: string, recorded: Recorded): void;
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
  const { identityIn, cardIn, cardKey } = CARRIERS.null_resource;
  const ignored = [cardKey, ...RECORDED_KEYS].map((key) => `${cardIn}["${key}"]`);
  const cardOf = (object: string): string => `${object}.${cardIn}["${cardKey}"]`;
  const recorded = (key: string): string => `self.${cardIn}["${key}"]`;
  const resource = newNullResource(scope, "Default", {
    ...commonConfig(config, { ...selfIn(identityIn), card: cardOf("self"), recorded }, ignored),
    triggers: { ...config.identity },
  });
  finishRendering(resource, { ...config, ignored, texts: [identityIn] });
  return {
    resource,
    identity: config.identity,
    identityIn,
    ignored,
    cardOf,
    show: (card, data) => {
      resource.triggers = { ...resource.triggersInput, [cardKey]: card, ...data };
    },
  };
}

/** Ignoring one key of `triggers_replace` would hide all its changes: it is one value (measured, Terraform 1.11.4). */
function terraformDataCarrier(scope: Construct, config: CarrierConfig): Carrier {
  const { identityIn, cardIn, cardKey } = CARRIERS.terraform_data;
  const ignored = [cardIn];
  // Release 0.1 wrote the card alone into it; its states are read until 0.3.
  const cardOf = (object: string): string => `try(${object}.${cardIn}.${cardKey}, ${object}.${cardIn})`;
  const recorded = (key: string): string => `self.${cardIn}.${key}`;
  const resource = new TerraformData(scope, "Default", {
    ...commonConfig(config, { ...selfIn(identityIn), card: cardOf("self"), recorded }, ignored),
    terraformResourceType: "terraform_data",
    identity: config.identity,
  });
  finishRendering(resource, { ...config, ignored, texts: [identityIn, cardIn] });
  return {
    resource,
    identity: config.identity,
    identityIn,
    ignored,
    cardOf,
    show: (card, data) => {
      resource.input = { [cardKey]: card, ...data };
    },
  };
}

function selfIn(identityIn: string): Omit<Self, "card" | "recorded"> {
  return {
    accountAlias: `self.${identityIn}.${IDENTITY.account}`,
    groupId: `self.${identityIn}.${IDENTITY.group}`,
    state: `try(self.${identityIn}.${IDENTITY.state}, "archived")`,
  };
}

function commonConfig(config: CarrierConfig, self: Self, ignored: readonly string[]) {
  const { preconditions, dependsOn } = config;
  return {
    provisioners: config.provisioners(self),
    ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    lifecycle: {
      // Also where there is no card: without it, one that is no longer there would replace the resource.
      ignoreChanges: [...ignored],
      ...(preconditions.length > 0 && { precondition: preconditions }),
    },
  };
}

/** cdktf's own `DataResource` runs the Terraform binary at synth and fails without one. */
class TerraformData extends TerraformResource {
  input: Readonly<Record<string, string>> | undefined;
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
      ...(this.input !== undefined && { input: hashMapper(stringToTerraform)(this.input) }),
    };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const value: unknown = hashMapperHcl(stringToHclTerraform)(this.identity);
    return {
      triggers_replace: { value, isBlock: false, type: "map", storageClassType: "stringMap" },
      ...(this.input !== undefined && {
        input: {
          value: hashMapperHcl(stringToHclTerraform)(this.input),
          isBlock: false,
          type: "map",
          storageClassType: "stringMap",
        },
      }),
    };
  }
}
