import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS } from "./project";

jest.setTimeout(120_000);

/** States that release 0.1 has written of an archived group with `onDestroy: "restore"`: the card is all that they tell. */
describe.each(CARRIERS)("the state of a %s that release 0.1 has written", (carrier) => {
  let emulator: CtlEmulator;
  let folder: PlanFolder;
  let parentId: string | undefined;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 1_000 });
    parentId = emulator.group(WEB_APPLICATIONS)?.parentId;
    folder = await PlanFolder.create(emulator);
    await copyFile(
      join(__dirname, "states", `${carrier}-0.1.tfstate.json`),
      join(folder.folder, "retirement.tfstate"),
    );
    const archived = await folder.archivedGroup("archive", "--account", "ALTD", "--group", WEB_APPLICATIONS);
    expect(archived.code).toBe(0);
    // Another machine than that of the archive, where nothing but the state tells.
    await folder.forgetState();
  });

  afterEach(async () => {
    await emulator.stop();
    await folder.remove();
  });

  test.each([
    { surveyed: true, onDestroy: "restore" },
    { surveyed: false, onDestroy: "restore" },
    { surveyed: true, onDestroy: "retain" },
  ] as const)("needs no change (%j)", async ({ surveyed, onDestroy }) => {
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier, onDestroy }, { surveyed });
    const { code, output } = await folder.plan();
    expect(output).toContain("No changes.");
    expect(code).toBe(0);
  });

  test("restores the group at its destroy, with all of its servers, to where it was", async () => {
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier, onDestroy: "restore" });
    const { code, output } = await folder.destroy();
    expect(output).toContain("was seen active, with 5 servers");
    expect(code).toBe(0);
    expect(emulator.group(WEB_APPLICATIONS)).toMatchObject({ status: "active", parentId });
  });

  test("takes what is recorded now when it is replaced", async () => {
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
    const address = `${carrier}.web`;
    expect((await folder.apply(`-replace=${address}`)).code).toBe(0);
    const shown = JSON.parse((await folder.terraform("show", "-json")).output);
    const { triggers, input } = shown.values.root_module.resources[0].values;
    expect(triggers ?? input).toMatchObject({ was_active: expect.any(String), servers: expect.any(String) });
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
    expect((await folder.plan()).code).toBe(0);
  });
});
