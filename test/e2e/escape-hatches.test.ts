import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Aspects, TerraformResource, type TerraformStack } from "cdktf";
import { ArchivedGroup } from "../../lib";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS } from "./project";

jest.setTimeout(180_000);

const preventDestroy = true;

/** What users do to the resource of a declaration, or to all resources of a stack. */
const HATCHES: Record<string, (group: ArchivedGroup, stack: TerraformStack) => void> = {
  "a lifecycle of one's own": ({ resource }) => {
    resource.lifecycle = { preventDestroy };
  },
  "a lifecycle for all by an Aspect": (_, stack) =>
    Aspects.of(stack).add({
      visit: (node) => {
        if (TerraformResource.isTerraformResource(node)) node.lifecycle = { preventDestroy };
      },
    }),
  "an override of lifecycle": ({ resource }) =>
    resource.addOverride("lifecycle", { prevent_destroy: true, ignore_changes: [] }),
};

const SHOWS = Object.entries(HATCHES).flatMap(([name, hatch]) =>
  CARRIERS.map((carrier) => ({ name, hatch, carrier })),
);

test.concurrent.each(SHOWS)(
  "with $name, a second deploy of $carrier plans nothing and restores nothing; the user's part holds",
  async ({ hatch, carrier }) => {
    const emulator = await CtlEmulator.start({ speed: 1_000 });
    const folder = await PlanFolder.create(emulator);
    const declare = (stack: TerraformStack, props: { groupId?: string } = {}) => {
      const declared = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS, ...props };
      hatch(new ArchivedGroup(stack, "web", { ...declared, carrier, onDestroy: "restore" }), stack);
    };
    try {
      await folder.synthApp({ retirement: declare });
      expect(await folder.apply()).toMatchObject({ code: 0 });
      await folder.synthApp({ retirement: declare });
      expect(await folder.plan()).toMatchObject({ code: 0, output: expect.stringContaining("No changes") });
      expect(await folder.apply()).toMatchObject({ code: 0, output: expect.stringContaining("No changes") });
      const destroyed = await folder.destroy();
      expect(destroyed).toMatchObject({ code: 1, output: expect.stringContaining("prevent_destroy") });
      expect(emulator.acceptedArchives()).toHaveLength(1);
      expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    } finally {
      await emulator.stop();
      await folder.remove();
    }
  },
);

test("a resource under an id of the user's own is archived, checked for drift, reviewed and planned once", async () => {
  const emulator = await CtlEmulator.start({ speed: 1_000 });
  const folder = await PlanFolder.create(emulator);
  const retirement = (stack: TerraformStack) => {
    const { resource } = new ArchivedGroup(stack, "web", { accountAlias: "ALTD", groupId: WEB_APPLICATIONS });
    resource.overrideLogicalId("shop");
  };
  try {
    await folder.synthApp({ retirement });
    expect(await folder.plan("-out=plan")).toMatchObject({
      code: 2,
      output: expect.stringContaining("null_resource.shop will be created"),
    });
    const { output: plan } = await folder.terraform("show", "-json", "plan");
    const file = join(folder.folder, "plan.json");
    await writeFile(file, plan);
    const review = await folder.archivedGroup("review", file, "--format", "markdown");
    expect(review).toMatchObject({ code: 0, output: expect.stringContaining("3 groups, 5 servers") });
    expect(review.output).toContain("declared as `null_resource.shop`");
    expect(await folder.apply()).toMatchObject({ code: 0 });
    await folder.synthApp({ retirement });
    expect(await folder.plan()).toMatchObject({
      code: 0,
      output: expect.not.stringContaining("but the state says"),
    });
    emulator.restoreGroup(WEB_APPLICATIONS);
    await folder.synthApp({ retirement });
    const { code, output } = await folder.plan();
    expect(output).toContain('"Web Applications" is active, but the state says that it is archived.');
    expect(output).toContain('taint null_resource."shop"');
    expect(code).toBe(0);
  } finally {
    await emulator.stop();
    await folder.remove();
  }
});

test("with a count, the plan warns of drift for each instance", async () => {
  const emulator = await CtlEmulator.start({ speed: 1_000 });
  const folder = await PlanFolder.create(emulator);
  const declared = (count: number) => (stack: TerraformStack) => {
    const group = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
    new ArchivedGroup(stack, "web", { ...group, carrier: "terraform_data" }).resource.count = count;
  };
  try {
    await folder.synthApp({ retirement: declared(0) });
    expect(await folder.plan()).toMatchObject({
      code: 0,
      output: expect.not.stringContaining("but the state says"),
    });
    await folder.synthApp({ retirement: declared(1) });
    expect(await folder.apply()).toMatchObject({
      code: 0,
      output: expect.not.stringContaining("but the state says"),
    });
    await folder.synthApp({ retirement: declared(1) });
    expect(await folder.plan()).toMatchObject({
      code: 0,
      output: expect.not.stringContaining("but the state says"),
    });
    emulator.restoreGroup(WEB_APPLICATIONS);
    await folder.synthApp({ retirement: declared(1) });
    const { output } = await folder.plan();
    expect(output).toContain('"Web Applications" is active, but the state says that it is archived.');
    expect(output).toContain("archived-group drift");
  } finally {
    await emulator.stop();
    await folder.remove();
  }
});
