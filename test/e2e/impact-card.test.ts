import { setTimeout as sleep } from "node:timers/promises";
import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS } from "./project";

jest.setTimeout(120_000);

const WEB = { groupId: WEB_APPLICATIONS };
const TITLE = /Web Applications \(2a5c\w+\), surveyed /;

describe.each(CARRIERS)("the card in a %s", (carrier) => {
  let emulator: CtlEmulator;
  let folder: PlanFolder;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 100 });
    folder = await PlanFolder.create(emulator);
  });

  afterEach(async () => {
    await emulator.stop();
    await folder.remove();
  });

  /** The first line of a card tells one synth from another by the second. */
  const nextSecond = (): Promise<void> => sleep(1_000 - (Date.now() % 1_000));

  test("is whole when the resource is created; a later one shows no difference and runs nothing", async () => {
    await folder.synth({ ...WEB, carrier });
    const { output, code } = await folder.plan();
    expect(code).toBe(2);
    expect(output).toMatch(TITLE);
    expect(output).toContain("de1altdcache01  active, stopped, 2 CPU, 16 GB memory, 67 GB storage");
    expect(output).not.toContain("Warning");
    expect((await folder.apply()).code).toBe(0);
    await nextSecond();
    await folder.synth({ ...WEB, carrier });
    expect(await folder.plan()).toMatchObject({ code: 0, output: expect.stringContaining("No changes") });
    // Nor does its absence, where nobody surveys.
    await folder.synth({ ...WEB, carrier }, { surveyed: false });
    expect(await folder.plan()).toMatchObject({ code: 0 });
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });

  test("may come after the resource, which shows no difference either", async () => {
    await folder.synth({ ...WEB, carrier }, { surveyed: false });
    expect((await folder.apply()).code).toBe(0);
    await folder.synth({ ...WEB, carrier });
    expect(await folder.plan()).toMatchObject({ code: 0, output: expect.not.stringContaining("Warning") });
  });

  test("is a fresh one, and whole, in a retry after a failure", async () => {
    await folder.synth({ ...WEB, carrier });
    emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
    expect((await folder.apply()).code).toBe(1);
    await nextSecond();
    await folder.synth({ ...WEB, carrier });
    const { output } = await folder.plan();
    expect(output).toContain("is tainted, so");
    expect(output).toMatch(new RegExp(`\\+ ${TITLE.source}`));
    expect(output).toContain("Content Delivery");
    expect(output).not.toContain("Warning");
    expect((await folder.apply()).code).toBe(0);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });

  test("is that of the other group in a replacement, and whole", async () => {
    await folder.synth({ groupId: LEGACY_REPORTING, carrier });
    expect((await folder.apply()).output).toContain("is archived already; nothing was sent");
    await folder.synth({ groupId: DECOMMISSIONED, carrier });
    const { output } = await folder.plan();
    expect(output).toContain("must be replaced");
    expect(output).toMatch(/\+ Decommissioned \(5c0b\w+\), surveyed /);
    expect(output).not.toContain("Warning");
  });

  test("tells of drift: the plan warns when somebody has restored the group, and its command fixes that", async () => {
    await folder.synth({ ...WEB, carrier });
    await folder.apply();
    emulator.restoreGroup(WEB_APPLICATIONS);
    await nextSecond();
    await folder.synth({ ...WEB, carrier });
    const { output, code } = await folder.plan();
    expect(code).toBe(0);
    expect(output).toContain("Warning: Check block assertion failed");
    expect(output).toContain('"Web Applications" is active, but the state says that it is archived');
    const [, command = ""] = /^\W*(\S+ -chdir=\S+ taint .*)$/m.exec(output) ?? [];
    expect(command).toMatch(new RegExp(` taint ${carrier}\\."web"$`));
    expect((await folder.terraform("taint", `${carrier}.web`)).code).toBe(0);
    const again = await folder.apply();
    expect(again.output).toMatch(TITLE);
    expect(again.output).not.toContain("Warning: Check block");
    expect(emulator.acceptedArchives()).toHaveLength(2);
    expect(await folder.plan()).toMatchObject({ code: 0 });
  });

  test("says of a group that is archived already that nothing will be sent, and so it is", async () => {
    await folder.synth({ groupId: LEGACY_REPORTING, carrier });
    expect((await folder.plan()).output).toContain("! it is archived already: nothing will be sent");
    expect((await folder.apply()).code).toBe(0);
    expect(emulator.acceptedArchives()).toEqual([]);
  });
});
