import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS } from "./project";

jest.setTimeout(120_000);

const WEB = { groupId: WEB_APPLICATIONS };

describe.each(CARRIERS)("a group that was archived by a %s", (carrier) => {
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

  const status = (): string | undefined => emulator.group(WEB_APPLICATIONS)?.status;
  const parent = (): string | undefined => emulator.group(WEB_APPLICATIONS)?.parentId;

  test("is restored at destroy where the declaration says so, to where it was, also from another machine", async () => {
    const before = parent();
    await folder.synth({ ...WEB, carrier });
    expect((await folder.apply()).code).toBe(0);
    // To change one's mind about it plans nothing.
    await folder.synth({ ...WEB, carrier, onDestroy: "restore" });
    expect(await folder.plan()).toMatchObject({ code: 0 });
    await folder.forgetState();
    const { code, output } = await folder.destroy();
    expect(output).toContain("was seen active");
    expect(code).toBe(0);
    expect([status(), parent()]).toEqual(["active", before]);
  });

  test("stays archived at destroy otherwise", async () => {
    await folder.synth({ ...WEB, carrier });
    await folder.apply();
    expect((await folder.destroy()).code).toBe(0);
    expect(status()).toBe("archived");
  });

  test("is restored by its declaration, and archived again by it", async () => {
    await folder.synth({ ...WEB, carrier });
    await folder.apply();
    await folder.synth({ ...WEB, carrier, state: "restored" });
    const plan = await folder.plan();
    expect(plan.output).toMatch(/\+ "?state"? += "restored"/);
    expect(plan.output).toContain("1 to add, 0 to change, 1 to destroy");
    const restored = await folder.apply();
    expect(restored.output).toContain("was seen active");
    expect(restored.code).toBe(0);
    expect(status()).toBe("active");
    expect(await folder.plan()).toMatchObject({ code: 0 });
    expect((await folder.destroy()).code).toBe(0);
    expect(status()).toBe("active");
  });

  test("is restored, and not the other one, when the declaration changes to another group", async () => {
    await folder.synth({ ...WEB, carrier, onDestroy: "restore" });
    await folder.apply();
    const other = emulator.addGroup({ parentId: emulator.rootGroup("DE1").id, name: "Other" }).id;
    await folder.synth({ groupId: other, carrier, onDestroy: "restore" });
    const { code, output } = await folder.apply();
    expect(output).toContain("was seen active");
    expect(code).toBe(0);
    expect([status(), emulator.group(other)?.status]).toEqual(["active", "archived"]);
  });
});
