import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS } from "./project";

jest.setTimeout(120_000);

const TYPO = `${WEB_APPLICATIONS.slice(0, -1)}f`;

describe.each(CARRIERS)("a group that the platform does not show, declared by a %s,", (carrier) => {
  let emulator: CtlEmulator;
  let folder: PlanFolder;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 1_000, archivedGroups: "hidden" });
    folder = await PlanFolder.create(emulator);
  });

  afterEach(async () => {
    await emulator.stop();
    await folder.remove();
  });

  test("stops the synth when its id has a typo, before the right group is restored for it", async () => {
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier, onDestroy: "restore" });
    expect((await folder.apply()).code).toBe(0);
    const synth = folder.synth({ groupId: TYPO, carrier, onDestroy: "restore" });
    await expect(synth).rejects.toThrow(/has no such group[\s\S]*mayBeHidden: true/);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });

  test("is known by its receipt on the machine that archived it, and by the option on every other one", async () => {
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
    expect((await folder.apply()).code).toBe(0);
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
    expect((await folder.plan()).output).toContain("No changes.");

    await folder.forgetState();
    await expect(folder.synth({ groupId: WEB_APPLICATIONS, carrier })).rejects.toThrow("has no such group");
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier, mayBeHidden: true });
    expect((await folder.plan()).output).toContain("No changes.");
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });
});
