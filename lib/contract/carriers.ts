/**
 * The Terraform resource that carries an intent.
 * - `null_resource`: of the hashicorp/null provider
 * - `terraform_data`: built into Terraform and OpenTofu, no provider to download
 */
export type CarrierType = "null_resource" | "terraform_data";

/** Where the attributes of a carrier hold what a later plan, review or drift check reads again. */
interface Places {
  /** The attribute whose keys are those of {@link IDENTITY}; a change of it replaces the resource. */
  readonly identityIn: string;
  /** The attribute that holds the card, and beside it what a restore has to know. */
  readonly cardIn: string;
  /** The key of the card in that attribute. */
  readonly cardKey: string;
}

export const CARRIERS = {
  null_resource: { identityIn: "triggers", cardIn: "triggers", cardKey: "impact" },
  terraform_data: { identityIn: "triggers_replace", cardIn: "input", cardKey: "card" },
} as const satisfies Record<CarrierType, Places>;

export const CARRIER_TYPES = Object.keys(CARRIERS) as CarrierType[];

/** The keys that say which group an intent is about; without `state` it is to be archived. */
export const IDENTITY = { account: "account_alias", group: "group_id", state: "state" } as const;
