import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, type CarrierType } from "../../lib";
import { type CtlEmulator, LEGACY_REPORTING } from "../../lib/emulator";
import type { Versions } from "./engine";
import { recipe } from "./lifecycle-recipes";
import type { PlanFolder } from "./plan-folder";
import { until } from "./processes";
import { CARRIERS } from "./project";
import type { Finished } from "./run";

/** One row of docs/lifecycle-table.md, as it really happens. */
export interface Scene {
  /** What was deployed before. @default - nothing */
  before?(stage: Stage): Promise<unknown>;
  /** The engines that can do it; older ones refuse the plan. @default - all */
  readonly since?: Versions;
  /** What older engines say. @default - that they know no `removed` block */
  readonly refusal?: string;
  /** @default - one of the carriers */
  readonly carriers?: readonly CarrierType[];
  /** @default "Web Applications" */
  readonly group?: string;
  /** @returns what the commands of Terraform printed; the last one ended well, unless the engine is too old */
  happen(stage: Stage): Promise<Finished | readonly Finished[]>;
  /** Where the group is then. @default - not compared */
  parent?(stage: Stage): string | undefined;
  /** What the hook prints when it runs the next time, where the row tells of that. */
  readonly nextRun?: string;
}

/** Where a scene takes place. */
export class Stage {
  private otherId: string | undefined;

  constructor(
    readonly folder: PlanFolder,
    readonly emulator: CtlEmulator,
    readonly carrier: CarrierType,
    readonly groupId: string,
  ) {}

  get props(): ArchivedGroupProps {
    return { accountAlias: "ALTD", groupId: this.groupId, carrier: this.carrier };
  }

  /** Deploys the declaration of one group, with whatever matters to the scene. */
  async deploy(props: Partial<ArchivedGroupProps> = {}): Promise<Finished> {
    await this.folder.synth({ ...this.props, ...props });
    return this.folder.apply();
  }

  /** Deploys a stack as a recipe of the document has it. */
  deployRecipe(name: string): Promise<Finished> {
    return this.deployStack(recipe(name, this.carrier, this.props));
  }

  async deployStack(declare: (stack: TerraformStack) => void): Promise<Finished> {
    await this.folder.synthApp({ retirement: declare });
    return this.folder.apply();
  }

  /** Makes the hook run again for the stack as it is, after somebody has restored the group. */
  async runAgain(): Promise<Finished> {
    this.emulator.restoreGroup(this.groupId);
    await this.folder.terraform("taint", `${this.carrier}.web`);
    return this.folder.apply();
  }

  /** Id of a second group, which is there once somebody asks for it. */
  other(): string {
    const parentId = this.emulator.rootGroup("DE1").id;
    this.otherId ??= this.emulator.addGroup({ parentId, name: "Other" }).id;
    return this.otherId;
  }
}

/** A group inside of the declared one. */
const CONTENT_DELIVERY = "ff2745033f07d6dfef3dae71cdcb24a5";
const EMPTY = (): void => {};
/** Three seconds. */
const SLOW = [
  { status: "executing", atMs: 0 },
  { status: "succeeded", atMs: 3_000_000 },
];

/** By the first cell of the row. */
export const SCENES: Readonly<Record<string, Scene>> = {
  "A group is declared": {
    carriers: CARRIERS,
    happen: (stage) => stage.deploy(),
  },

  "A group is declared that is already archived": {
    group: LEGACY_REPORTING,
    carriers: CARRIERS,
    happen: (stage) => stage.deploy(),
  },

  "It is deployed again": {
    before: deployed({}),
    happen: (stage) => stage.deploy(),
  },

  "Another group is declared in its place": {
    before: deployed({}),
    carriers: CARRIERS,
    happen: (stage) => stage.deploy({ groupId: stage.other() }),
  },

  'The same, with `onDestroy: "restore"`': {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: (stage) => stage.deploy({ groupId: stage.other(), onDestroy: "restore" }),
  },

  "The same, and the old one moves to another construct id at once, as in a loop by index": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen(stage) {
      const groupId = stage.other();
      return stage.deployStack((stack) => {
        const props = { ...stage.props, onDestroy: "restore" as const };
        new ArchivedGroup(stack, "web", { ...props, groupId });
        new ArchivedGroup(stack, "second", props);
      });
    },
  },

  "A guardrail, `timeout`, `endpoint` or `restoreTo` is changed": {
    before: deployed({}),
    happen: (stage) =>
      stage.deploy({
        expectedName: "Web Applications",
        maxServers: 4,
        protectedNames: ["db-*"],
        timeout: "2h",
        endpoint: stage.emulator.url,
        restoreTo: LEGACY_REPORTING,
      }),
    nextRun: "maxServers",
  },

  '`restoreTo` is changed, with `onDestroy: "restore"`; then `cdktf destroy`': {
    before: (stage) => stage.deploy({ onDestroy: "restore", restoreTo: stage.emulator.rootGroup("DE1").id }),
    carriers: CARRIERS,
    async happen(stage) {
      const deployed = await stage.deploy({ onDestroy: "restore", restoreTo: stage.other() });
      return [deployed, await stage.folder.destroy()];
    },
    parent: (stage) => stage.other(),
  },

  "`onDestroy` is changed, in either direction": {
    before: deployed({}),
    happen: async (stage) => [
      await stage.deploy({ onDestroy: "restore" }),
      await stage.deploy({ onDestroy: "retain" }),
    ],
  },

  '`state` is changed to `"restored"`': {
    before: deployed({}),
    carriers: CARRIERS,
    happen: (stage) => stage.deployRecipe("restored"),
  },

  '`state` is changed to `"restored"`, with `onDestroy: "restore"`': {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: (stage) => stage.deploy({ onDestroy: "restore", state: "restored" }),
  },

  "The same, not deployed, and `cdktf destroy`": {
    before: deployed({ onDestroy: "restore" }),
    async happen({ folder, props }) {
      await folder.synth({ ...props, onDestroy: "restore", state: "restored" });
      return folder.destroy();
    },
  },

  "`state` is changed after an archive that failed half-way": {
    before: failed({}),
    carriers: CARRIERS,
    async happen(stage) {
      const refused = await stage.deployRecipe("restored");
      return [refused, await stage.deploy(), await stage.deployRecipe("restored")];
    },
  },

  '`state` is changed back to `"archived"`': {
    before: deployed({ state: "restored" }),
    carriers: CARRIERS,
    happen: (stage) => stage.deploy({ state: "archived" }),
  },

  'The same, and `onDestroy: "restore"` comes with it': {
    before: deployed({ state: "restored" }),
    carriers: CARRIERS,
    happen: (stage) => stage.deploy({ state: "archived", onDestroy: "restore" }),
  },

  '`state: "restored"` is declared of an active group': {
    happen: (stage) => stage.deploy({ state: "restored" }),
  },

  "The construct is renamed, [with `moveFromId`](lifecycle.md#rename-it-or-move-it-in-its-stack)": {
    before: deployed({}),
    carriers: CARRIERS,
    happen: (stage) => stage.deployRecipe("rename"),
  },

  "It is moved into another construct, with `moveFromId`": {
    before: deployed({ onDestroy: "restore" }),
    happen: (stage) => stage.deployRecipe("move"),
  },

  "It is renamed or moved without that": {
    before: deployed({ onDestroy: "restore" }),
    happen: (stage) =>
      stage.deployStack(
        (stack) => new ArchivedGroup(stack, "shop", { ...stage.props, onDestroy: "restore" }),
      ),
  },

  "It is moved [to another stack](lifecycle.md#move-it-to-another-stack)": {
    before: deployed({ onDestroy: "restore" }),
    async happen({ folder, props }) {
      const another = (stack: TerraformStack): void =>
        void new ArchivedGroup(stack, "web", { ...props, onDestroy: "restore" });
      await folder.synthApp({ retirement: EMPTY, another });
      return [await folder.beside("another").apply(), await folder.apply()];
    },
  },

  "The carrier is switched": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: (stage) =>
      stage.deploy({
        carrier: stage.carrier === "null_resource" ? "terraform_data" : "null_resource",
        onDestroy: "restore",
      }),
  },

  "The same, with `moveFromId` of the old address; then once more": {
    before: deployed({ onDestroy: "restore" }),
    carriers: ["null_resource"],
    since: { Terraform: 9, OpenTofu: 10 },
    refusal: "Resource type mismatch",
    async happen(stage) {
      const movedAcross = (stack: TerraformStack) => {
        const props = { ...stage.props, carrier: "terraform_data", onDestroy: "restore" } as const;
        new ArchivedGroup(stack, "web", props).resource.moveFromId("null_resource.web");
      };
      return [await stage.deployStack(movedAcross), await stage.deployStack(movedAcross)];
    },
  },

  "The package is upgraded: another hook file": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    async happen({ folder, props }) {
      await folder.synth({ ...props, onDestroy: "restore" });
      upgradeHook(folder.stackFolder);
      return folder.apply();
    },
    nextRun: "the hook of another version",
  },

  "The resource is tainted": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    async happen(stage) {
      await stage.folder.terraform("taint", `${stage.carrier}.web`);
      return stage.deploy({ onDestroy: "restore" });
    },
  },

  'It is replaced by force (`terraform apply -replace`), with `onDestroy: "restore"`': {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: ({ carrier, folder }) => folder.apply(`-replace=${carrier}.web`),
  },

  "`cdktf destroy`": {
    before: deployed({}),
    happen: ({ folder }) => folder.destroy(),
  },

  '`cdktf destroy`, with `onDestroy: "restore"`': {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: ({ folder }) => folder.destroy(),
  },

  "The same of a group that was archived before it was declared, and not from this machine": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    group: LEGACY_REPORTING,
    happen: ({ folder }) => folder.destroy(),
  },

  "The same, of two groups where one contains the other and depends on it": {
    before: (stage) => stage.deployStack((stack) => declareFamily(stack, stage)),
    happen: ({ folder }) => folder.destroy(),
  },

  "The same, without the receipts of the archives": {
    before: (stage) => stage.deployStack((stack) => declareFamily(stack, stage)),
    async happen(stage) {
      const { folder, groupId } = stage;
      await folder.forgetState();
      const unseen = await folder.destroy();
      const inner = ["--account", "ALTD", "--group", CONTENT_DELIVERY, "--target", groupId];
      expect(await folder.archivedGroup("restore", ...inner)).toMatchObject({ code: 0 });
      return [unseen, await folder.destroy()];
    },
  },

  "The same, of two groups that have changed places in the code since the last deploy": {
    before: (stage) => stage.deployStack((stack) => declareBoth(stack, stage, ["web", "second"])),
    async happen(stage) {
      await stage.folder.synthApp({
        retirement: (stack) => declareBoth(stack, stage, ["second", "web"]),
      });
      return stage.folder.destroy();
    },
  },

  "The same after an archive that failed: the resource is tainted": {
    before: failed({ onDestroy: "restore" }),
    happen: ({ folder }) => folder.destroy(),
  },

  "The same, and the restore fails; then once more": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    async happen({ folder, emulator }) {
      emulator.nextTimeline([{ status: "failed", atMs: 0 }], "restoreGroup");
      return [await folder.destroy(), await folder.destroy()];
    },
  },

  "The same, cut off by Ctrl-C; then once more": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: (stage) => cutOffAndAgain(stage, "SIGINT"),
  },

  "The same, killed together with Terraform; then once more": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    happen: (stage) => cutOffAndAgain(stage, "SIGKILL"),
  },

  "It is deleted from the code, whatever `onDestroy` says": {
    before: deployed({ onDestroy: "restore" }),
    happen: (stage) => stage.deployStack(EMPTY),
  },

  'It is deleted from the code after `state: "restored"`': {
    before: deployed({ state: "restored" }),
    happen: (stage) => stage.deployStack(EMPTY),
  },

  "It is replaced by a [`removed` block](lifecycle.md#remove-it) with `destroy = false`": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    since: { Terraform: 7, OpenTofu: 10 },
    happen: (stage) => stage.deployRecipe("removed"),
  },

  "It is replaced by a `removed` block of `from` alone": {
    before: deployed({ onDestroy: "restore" }),
    carriers: CARRIERS,
    since: { Terraform: 7, OpenTofu: 7 },
    happen: (stage) => stage.deployRecipe("removed, OpenTofu 1.7 to 1.9"),
  },

  "It is replaced by a `removed` block that restores": {
    before: deployed({}),
    carriers: CARRIERS,
    since: { Terraform: 9, OpenTofu: 10 },
    happen: (stage) => stage.deployRecipe("removed with a restore"),
  },

  "The same, on another machine": {
    before: deployed({}),
    carriers: CARRIERS,
    since: { Terraform: 9, OpenTofu: 10 },
    async happen(stage) {
      await stage.folder.forgetState();
      return stage.deployRecipe("removed with a restore");
    },
  },
};

/** The group and another one, under these ids. */
function declareBoth(stack: TerraformStack, stage: Stage, [web, second]: [string, string]): void {
  const props = { ...stage.props, onDestroy: "restore" } as const;
  new ArchivedGroup(stack, web, props);
  new ArchivedGroup(stack, second, { ...props, groupId: stage.other() });
}

/** A group that depends on one inside of it. */
function declareFamily(stack: TerraformStack, stage: Stage): void {
  const restored = { ...stage.props, onDestroy: "restore" } as const;
  const inner = new ArchivedGroup(stack, "inner", { ...restored, groupId: CONTENT_DELIVERY });
  new ArchivedGroup(stack, "outer", { ...restored, dependsOn: [inner.resource] });
}

function deployed(props: Partial<ArchivedGroupProps>): (stage: Stage) => Promise<unknown> {
  return (stage) => stage.deploy(props);
}

/** Some servers are archived by then, others are not. */
function failed(props: Partial<ArchivedGroupProps>): (stage: Stage) => Promise<unknown> {
  return (stage) => {
    stage.emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
    return stage.deploy(props);
  };
}

/** A destroy that restores is cut off as soon as the platform has accepted that, and is run again. */
async function cutOffAndAgain(
  { folder, emulator }: Stage,
  signal: NodeJS.Signals,
): Promise<readonly Finished[]> {
  emulator.nextTimeline(SLOW, "restoreGroup");
  const destroy = await folder.start("destroy", "-auto-approve");
  await until("the restore is accepted", () => destroy.printed.includes("accepted as operation"));
  process.kill(-destroy.pid, signal);
  return [await destroy.finished, await folder.destroy()];
}

/** What another version of this package leaves in the stack: a hook with another content, and so at another place. */
function upgradeHook(stackFolder: string): void {
  const assets = join(stackFolder, "assets", "archived-group-hook");
  const [hash = ""] = readdirSync(assets);
  const another = hash.split("").reverse().join("");
  renameSync(join(assets, hash), join(assets, another));
  writeFileSync(
    join(assets, another, "hook.cjs"),
    "process.stderr.write('the hook of another version\\n');\n",
    { flag: "a" },
  );
  const config = join(stackFolder, "cdk.tf.json");
  writeFileSync(config, readFileSync(config, "utf8").replaceAll(hash, another));
}
