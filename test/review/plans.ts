import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Impact, ImpactServer } from "../../lib/contract/impact";
import { GROUP, TerraformFolder } from "../construct/stacks";

/** A server as a survey sees it. */
export function aServer(name: string, more: Partial<ImpactServer> = {}): ImpactServer {
  const cost = { monthlyEstimate: 24.11, monthToDate: 8.2, archiveCost: 0 };
  return {
    id: name,
    name,
    status: "active",
    power: "started",
    cpu: 2,
    memoryMB: 4096,
    storageGB: 17,
    cost,
    ...more,
  };
}

/** Two servers in a group, and one in its sub-group. */
export function anImpact(more: Partial<Impact> = {}): Impact {
  return {
    accountAlias: "ALTD",
    groupId: GROUP,
    endpoint: "https://api.example.com",
    seenAt: "2026-07-26T10:00:00.000Z",
    source: "survey",
    wants: "archived",
    group: {
      id: GROUP,
      name: "Web Applications",
      status: "active",
      servers: [aServer("de1altdweb01"), aServer("de1altdweb02", { power: "stopped", memoryMB: 1536 })],
      groups: [
        {
          id: "a".repeat(32),
          name: "Shop",
          status: "active",
          servers: [aServer("de1altdshop01", { cpu: 4, storageGB: 1042.5 })],
          groups: [],
        },
      ],
    },
    path: ["DE1 Hardware", "Production"],
    locationId: "DE1",
    archived: false,
    asWanted: false,
    changed: { at: "2026-06-01T08:30:00Z", by: "j.doe" },
    cost: { monthlyEstimate: 1072.33, monthToDate: 24.6, archiveCost: 0 },
    guardrails: [
      {
        name: "expectedName",
        passes: true,
        sentence: 'its name is "Web Applications", expectedName is "Web Applications"',
      },
      { name: "maxServers", passes: true, sentence: "3 servers would be archived, maxServers allows 5" },
    ],
    warnings: [],
    notKnown: [],
    ...more,
  };
}

export type Impacts = Readonly<Record<string, Impact>>;

/** What a resource of the carrier that is built into Terraform declares. */
export interface Declared {
  readonly group?: string;
  readonly state?: "restored";
  readonly card?: string;
  /** Whether it says what is done when it goes. */
  readonly undo?: boolean;
  /** Whether Terraform creates before it destroys. */
  readonly createFirst?: boolean;
  /** Has Terraform believe that the hook failed. */
  readonly fails?: boolean;
}

/** A configuration as this package emits it, with a hook that does nothing. */
export function configuration(
  declared: Readonly<Record<string, Declared>>,
  impacts?: Impacts,
  unseen?: Readonly<Record<string, string>>,
): { resource?: { terraform_data: Record<string, Record<string, unknown>> }; variable?: object } {
  const resources = Object.entries(declared).map(([name, one]) => [name, resource(one)]);
  const survey = JSON.stringify({ version: 1, impacts, unseen });
  return {
    ...(resources.length > 0 && { resource: { terraform_data: Object.fromEntries(resources) } }),
    ...((impacts || unseen) && { variable: { archived_group_impact: { type: "string", default: survey } } }),
  };
}

function resource({ group = GROUP, state, card, undo, createFirst, fails }: Declared): object {
  const own = state === "restored" ? "restore" : "archive";
  const hook = (command: string): object => ({
    interpreter: ["node", "-e", `process.exit(${fails ? 1 : 0})`],
    command,
    environment: { ARCHIVED_GROUP_ACCOUNT: "ALTD", ARCHIVED_GROUP_ID: group },
  });
  return {
    triggers_replace: { account_alias: "ALTD", group_id: group, ...(state && { state }) },
    ...(card !== undefined && { input: card }),
    lifecycle: {
      ...(card !== undefined && { ignore_changes: ["input"] }),
      ...(createFirst && { create_before_destroy: true }),
    },
    provisioner: [
      { "local-exec": hook(own) },
      ...(undo ? [{ "local-exec": { ...hook("restore"), when: "destroy" } }] : []),
    ],
  };
}

/** Real Terraform with a configuration in a folder of its own. */
export class Stack {
  private readonly folder: TerraformFolder;

  constructor(config: object) {
    this.folder = new TerraformFolder({ "main.tf.json": JSON.stringify(config) });
  }

  change(config: object): void {
    writeFileSync(join(this.folder.path, "main.tf.json"), JSON.stringify(config));
  }

  /** @throws Error with what Terraform printed, when a hook fails */
  apply(...args: string[]): void {
    this.folder.run("apply", "-auto-approve", "-input=false", ...args);
  }

  /** @returns the JSON of a plan that Terraform could not finish */
  failedPlan(): string {
    expect(() => this.folder.run("plan", "-out=plan", "-input=false")).toThrow("Error: ");
    return this.folder.run("show", "-json", "plan");
  }

  /** What Terraform prints, for people or as a log. */
  run(...args: string[]): string {
    return this.folder.run(...args);
  }

  get path(): string {
    return this.folder.path;
  }

  /** @returns the JSON of a plan of what there is now */
  plan(...args: string[]): string {
    this.folder.run("plan", "-out=plan", "-input=false", ...args);
    return this.folder.run("show", "-json", "plan");
  }
}

/** The JSON of a plan, written here: for what no Terraform has to be asked about. */
export function planOf(
  declared: Readonly<Record<string, Declared>>,
  impacts?: Impacts,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const config = configuration(declared, impacts);
  const resources = Object.entries(config.resource?.terraform_data ?? {});
  const base = (name: string): object => ({
    address: `terraform_data.${name}`,
    type: "terraform_data",
    name,
  });
  return JSON.stringify({
    format_version: "1.2",
    resource_changes: resources.map(([name, { triggers_replace, input }]) => ({
      ...base(name),
      change: {
        actions: ["create"],
        before: null,
        after: { triggers_replace, ...(input !== undefined && { input }) },
      },
    })),
    configuration: {
      root_module: {
        resources: resources.map(([name]) => ({ ...base(name), provisioners: [archiveProvisioner] })),
        ...(config.variable && { variables: config.variable }),
      },
    },
    timestamp: "2026-07-26T10:05:00Z",
    ...more,
  });
}

const archiveProvisioner = {
  type: "local-exec",
  expressions: {
    command: { constant_value: "archive" },
    environment: { constant_value: { ARCHIVED_GROUP_ID: GROUP } },
  },
};
