import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformResource, type TerraformStack } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps } from "../../lib";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { Gateway } from "./gateway";
import { RECIPES, recipeText } from "./lifecycle-recipes";
import { PlanFolder } from "./plan-folder";
import { CARRIERS, TERRAFORM } from "./project";
import { run } from "./run";

jest.setTimeout(120_000);

/** A group of another account. */
const THEIRS = "07485c2a5c0b9662cf4fc8bf6180f139";

describe.each(CARRIERS)("with %s", (carrier) => {
  let emulator: CtlEmulator;
  let folder: PlanFolder;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 1_000 });
    folder = await PlanFolder.create(emulator);
  });

  afterEach(async () => {
    await emulator.stop();
    await folder.remove();
  });

  const addGroup = (name: string): string =>
    emulator.addGroup({ parentId: emulator.rootGroup("DE1").id, name, servers: [{ name }] }).id;
  const status = (id: string): string | undefined => emulator.group(id)?.status;
  const archived = (
    stack: TerraformStack,
    id: string,
    groupId: string,
    more: Partial<ArchivedGroupProps> = {},
  ) => new ArchivedGroup(stack, id, { accountAlias: "ALTD", groupId, carrier, ...more });

  test("a group waits for what it depends on, and is waited for; many come from one loop; a destroy goes the other way", async () => {
    const groups = ["one", "two", "three"].map(addGroup);
    await folder.synthApp({
      retirement(stack) {
        let last: TerraformResource = new Value(stack, "backup", { terraformResourceType: "terraform_data" });
        for (const [index, groupId] of groups.entries()) {
          const order = { dependsOn: [last], onDestroy: "restore" } as const;
          last = archived(stack, `group-${index}`, groupId, order).resource;
        }
        new Value(stack, "report", { terraformResourceType: "terraform_data", dependsOn: [last] });
      },
    });
    const { code, output } = await folder.apply();
    expect(output).toMatch(/data\.backup: Creation complete[\s\S]*"one" is active/);
    expect(output).toMatch(/"three" .* was seen archived[\s\S]*data\.report: Creat/);
    expect(code).toBe(0);
    expect(emulator.acceptedArchives().map(({ groupId }) => groupId)).toEqual(groups);
    expect(await folder.plan()).toMatchObject({ code: 0 });

    const destroyed = await folder.destroy();
    expect(destroyed.output).toMatch(/report: Destruction complete[\s\S]*"three" .* was seen active/);
    const restored = destroyed.output.matchAll(/"(\w+)" \S+ was seen active/g);
    expect([...restored].map(([, name]) => name)).toEqual(["three", "two", "one"]);
    expect(destroyed.output).toMatch(/"one" .* was seen active[\s\S]*backup: Destroy/);
  });

  test("the id of a group may come from another stack, by its state", async () => {
    let found: Value;
    await folder.synthApp({
      source(stack) {
        found = new Value(stack, "found", { terraformResourceType: "terraform_data" });
        found.input = WEB_APPLICATIONS.toUpperCase();
      },
      retirement: (stack) => void archived(stack, "web", found.getStringAttribute("output")),
    });
    expect(await folder.beside("source").apply()).toMatchObject({ code: 0 });
    const { code, output } = await folder.apply();
    expect(output).toContain("was seen archived, with 5 servers");
    expect(code).toBe(0);
    expect(await folder.plan()).toMatchObject({ code: 0 });
  });

  test("two stacks are applied at the same time, with one login", async () => {
    const [one, two] = [addGroup("one"), addGroup("two")] as const;
    await folder.synthApp(
      {
        retirement: (stack) => void archived(stack, "group", one),
        another: (stack) => void archived(stack, "group", two),
      },
      { surveyed: false },
    );
    const ends = await Promise.all([folder.apply(), folder.beside("another").apply()]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect([one, two].map(status)).toEqual(["archived", "archived"]);
    expect(emulator.acceptedArchives()).toHaveLength(2);
    expect(loginsTo(emulator)).toBe(1);
  });

  test("groups of several accounts are in one app, with one login", async () => {
    const other = await CtlEmulator.start({
      speed: 1_000,
      account: {
        alias: "OTHR",
        dataCenters: [
          { id: "DE1", name: "DE1", groups: [{ id: THEIRS, name: "Theirs", servers: [{ name: "web" }] }] },
        ],
      },
    });
    const gateway = await Gateway.start(emulator, [other]);
    const both = await PlanFolder.create(gateway);
    try {
      const impacts = await both.synthApp({
        retirement(stack) {
          archived(stack, "ours", WEB_APPLICATIONS);
          new ArchivedGroup(stack, "theirs", { accountAlias: "OTHR", groupId: THEIRS, carrier });
        },
      });
      expect(impacts.map(({ accountAlias, group }) => [accountAlias, group?.name])).toEqual([
        ["ALTD", "Web Applications"],
        ["OTHR", "Theirs"],
      ]);
      expect(await both.apply()).toMatchObject({ code: 0 });
      expect([emulator.group(WEB_APPLICATIONS)?.status, other.group(THEIRS)?.status]).toEqual([
        "archived",
        "archived",
      ]);
      expect([emulator, other].map((one) => one.acceptedArchives().length)).toEqual([1, 1]);
      expect(loginsTo(emulator)).toBe(1);
      expect(await both.plan()).toMatchObject({ code: 0 });
    } finally {
      await Promise.all([gateway.stop(), other.stop(), both.remove()]);
    }
  });

  test("a resource is moved from the state of one stack to that of another, with its card", async () => {
    const web = (stack: TerraformStack): void =>
      void new ArchivedGroup(stack, "web", {
        accountAlias: "ALTD",
        groupId: WEB_APPLICATIONS,
        carrier,
        onDestroy: "restore",
      });
    await folder.synthApp({ retirement: web });
    await folder.apply();
    await folder.synthApp({ retirement: () => {}, another: web });
    const another = folder.beside("another");
    await Promise.all([folder, another].map((one) => one.terraform("version")));
    const script = recipeText("move to another stack")
      .replaceAll("-chdir=old", `-chdir=${folder.stackFolder}`)
      .replaceAll("-chdir=new", `-chdir=${another.stackFolder}`)
      .replaceAll("null_resource", carrier)
      .replaceAll(/^terraform/gm, TERRAFORM);
    const moved = await run("sh", ["-e", "-c", script], { cwd: folder.folder, env: process.env });
    expect(moved).toMatchObject({ code: 0 });
    expect([await folder.plan(), await another.plan()]).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(emulator.acceptedArchives()).toHaveLength(1);
    // The card went along: it is evidence on a machine that has no receipt.
    await folder.forgetState();
    expect((await another.destroy()).output).toContain("was seen active");
  });
});

test("every recipe of the document is run by a test", () => {
  const files = ["lifecycle-scenes.ts", "stacks-and-order.test.ts"];
  const code = files.map((name) => readFileSync(join(__dirname, name), "utf8")).join("");
  for (const name of RECIPES) {
    expect(code).toMatch(new RegExp(`(deployRecipe|recipeText)\\("${name}"\\)`));
  }
});

/** Something else that Terraform knows. */
class Value extends TerraformResource {
  input = "";

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.input };
  }
}

function loginsTo({ events }: CtlEmulator): number {
  return events.filter((event) => event.kind === "request" && event.route === "login").length;
}
