import { CtlEmulator } from "../../lib/emulator";
import { CARRIERS, Project } from "./project";

jest.setTimeout(180_000);

/** The group and its servers are made by the requests of the service's own Terraform provider. */
describe.each(CARRIERS)("a group that Terraform itself has made, archived by a %s,", (carrier) => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 3_000 });
  });

  afterEach(async () => {
    await emulator.stop();
    await project.remove();
  });

  const shop = () => {
    const { groups } = emulator.rootGroup("DE1");
    const id = emulator.acceptedArchives()[0]?.groupId ?? groups.find((one) => name(one) === "Retired Shop");
    return id === undefined ? undefined : emulator.group(id);
  };
  const name = (id: string) => emulator.group(id)?.name;
  const apply = (...more: string[]) => project.terraform(["apply", "-auto-approve", "-no-color", ...more]);

  async function synth(onDestroy?: "restore"): Promise<void> {
    const env = { ARCHIVED_GROUP_CARRIER: carrier, ...(onDestroy && { TEST_ON_DESTROY: onDestroy }) };
    project = await Project.create(emulator, { app: "test/e2e/apps/made-by-terraform.ts", env });
    expect(await project.cdktf("synth")).toMatchObject({ code: 0 });
    expect(await project.terraform(["init", "-no-color"])).toMatchObject({ code: 0 });
  }

  test("goes through plan, archive, drift, restore and destroy", async () => {
    await synth("restore");
    const plan = await project.terraform(["plan", "-no-color"]);
    expect(plan.output).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
    expect(plan.output).toMatch(/outputs += \(known after apply\)/);
    expect(emulator.events).toEqual([]);

    const applied = await apply();
    expect(applied.output).toContain('"Retired Shop"');
    expect(applied.output).toContain("was seen archived, with 2 servers");
    expect(applied.code).toBe(0);
    expect(shop()?.status).toBe("archived");
    expect(await project.terraform(["plan", "-no-color", "-detailed-exitcode"])).toMatchObject({ code: 0 });
    expect(await project.archivedGroup("drift")).toMatchObject({ code: 0 });

    emulator.restoreGroup(shop()?.id ?? "");
    expect(await project.archivedGroup("drift")).toMatchObject({ code: 6 });
    const address = carrier === "null_resource" ? "null_resource.archived" : "terraform_data.archived";
    const again = await apply(`-replace=${address}`);
    expect(again.output).toContain("was seen archived");
    expect(again.code).toBe(0);
    expect(emulator.acceptedArchives()).toHaveLength(2);

    const id = shop()?.id ?? "";
    const destroyed = await project.terraform(["destroy", "-auto-approve", "-no-color"]);
    expect(destroyed.output).toMatch(/was seen active[\s\S]*terraform_data\.shop: Destruction complete/);
    expect(destroyed.code).toBe(0);
    expect(emulator.group(id)).toBeUndefined();
    expect(emulator.server("de1altdshop03")).toBeUndefined();
  });

  test("is not destroyed while it is archived: the platform refuses, and the state keeps it", async () => {
    await synth();
    expect((await apply()).code).toBe(0);
    const destroyed = await project.terraform(["destroy", "-auto-approve", "-no-color"]);
    expect(destroyed.code).toBe(1);
    expect(destroyed.output).toContain("The group must be in Active state.");
    expect(shop()?.status).toBe("archived");
    const left = await project.terraform(["state", "list"]);
    expect(left.output.trim().split("\n")).toContain("terraform_data.shop");
  });
});
