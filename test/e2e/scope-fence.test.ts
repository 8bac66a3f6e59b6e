import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Pin, pinOf } from "../../lib/contract/pin";
import { formatPins } from "../../lib/contract/scope-file";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS, Project } from "./project";

jest.setTimeout(180_000);

describe.each(CARRIERS)("the scope that was approved, in a %s", (carrier) => {
  let emulator: CtlEmulator;
  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 100 });
  });
  afterEach(() => emulator.stop());

  const addServer = (name: string): void => void emulator.addServer(WEB_APPLICATIONS, { name });

  test("is that of a saved plan: a server that was added since is refused, and nothing is sent", async () => {
    const folder = await PlanFolder.create(emulator);
    try {
      await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
      expect((await folder.plan("-out=saved")).code).toBe(2);
      addServer("new01");
      // A fresh synth does not widen a plan that was saved before it.
      await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
      const { code, output } = await folder.apply("saved");
      expect(code).toBe(1);
      expect(output).toContain("REFUSED");
      expect(output).toContain("not in the approved scope: server de1altdnew01 (active)");
      expect(output).toContain("exit status 5");
      expect(emulator.acceptedArchives()).toEqual([]);
      // Less than what was approved is fine, and a retry takes what its own survey saw.
      const retry = await folder.plan("-out=saved");
      expect(retry.output).toContain("de1altdnew01");
      expect((await folder.apply("saved")).code).toBe(0);
      expect(emulator.acceptedArchives()).toHaveLength(1);
    } finally {
      await folder.remove();
    }
  });

  test("is the pinned one: cdktf deploy stops at the synth with the difference, until it is pinned anew", async () => {
    const project = await newProject();
    try {
      const first = await project.archivedGroup("pin");
      expect(first).toMatchObject({ code: 0, output: expect.stringContaining("pinned for the first time") });
      expect(await project.cdktf("diff")).toMatchObject({ code: 0 });
      addServer("new01");
      const stopped = await project.cdktf("deploy");
      expect(stopped.code).toBe(1);
      expect(stopped.output).toContain("not in the approved scope: server de1altdnew01 (active)");
      expect(stopped.output).toContain('run "archived-group pin"');
      expect(emulator.acceptedArchives()).toEqual([]);
      const pinned = await project.archivedGroup("pin");
      expect(pinned.output).toContain("+ server de1altdnew01");
      expect(await project.cdktf("deploy")).toMatchObject({ code: 0 });
      expect(emulator.acceptedArchives()).toHaveLength(1);
      // What is archived keeps the pin that it was archived by.
      expect((await project.archivedGroup("pin")).output).not.toContain("- server");

      emulator.restoreGroup(WEB_APPLICATIONS);
      addServer("again01");
      const stays = await project.cdktf("destroy");
      expect(stays.code).toBe(1);
      expect(stays.output).toContain("not in the approved scope: server de1altdagain01 (active)");
    } finally {
      await project.remove();
    }
  });

  test("holds against a server that comes between the synth of a deploy and its hook", async () => {
    const project = await newProject();
    try {
      const added = emulator
        .waitFor((event) => event.kind === "request" && event.route === "groupBilling", { timeoutMs: 60_000 })
        .then(() => addServer("late01"));
      const { code, output } = await project.cdktf("deploy");
      await added;
      expect(code).toBe(1);
      expect(output).toContain("not in the approved scope: server de1altdlate01 (active)");
      expect(emulator.acceptedArchives()).toEqual([]);
    } finally {
      await project.remove();
    }
  });

  test("fences a retry after a refusal as well, which shows a fresh card", async () => {
    const folder = await PlanFolder.create(emulator);
    try {
      const pin = await pinned(folder);
      writeFileSync(join(folder.folder, "cdktf.json"), "{}");
      writeFileSync(join(folder.folder, "archived-group.scope.json"), formatPins([pin]));
      const blind = { env: { CLC_PASSWORD: "" } };
      await folder.synth({ groupId: WEB_APPLICATIONS, carrier }, blind);
      expect((await folder.plan()).output).toMatch(/Web Applications \(\w+\), as pinned, planned /);
      for (const name of ["new01", "new02"]) {
        addServer(name);
        const refused = await folder.apply();
        expect(refused.output).toMatch(/Web Applications \(\w+\), as pinned, planned /);
        expect(refused.output).toContain(`not in the approved scope: server de1altd${name}`);
        await sleep(1_000 - (Date.now() % 1_000));
        await folder.synth({ groupId: WEB_APPLICATIONS, carrier }, blind);
      }
      expect(emulator.acceptedArchives()).toEqual([]);
    } finally {
      await folder.remove();
    }
  });

  function newProject(): Promise<Project> {
    const env = { ARCHIVED_GROUP_ACCOUNT: "ALTD", ARCHIVED_GROUP_IDS: WEB_APPLICATIONS };
    return Project.create(emulator, { env: { ...env, ARCHIVED_GROUP_CARRIER: carrier } });
  }

  /** What the group holds now. */
  async function pinned(folder: PlanFolder): Promise<Pin> {
    const [impact] = await folder.synth({ groupId: WEB_APPLICATIONS, carrier });
    return pinOf(impact as NonNullable<typeof impact>);
  }
});

test.each(CARRIERS)("a group of 5,000 servers is fenced, and archived (%s)", async (carrier) => {
  const servers = Array.from({ length: 5_000 }, (_, index) => ({ name: `w${index}` }));
  const groups = [{ id: WEB_APPLICATIONS, name: "Web Applications", servers }];
  const emulator = await CtlEmulator.start({
    speed: 10_000,
    account: { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups }] },
  });
  const folder = await PlanFolder.create(emulator);
  try {
    await folder.synth({ groupId: WEB_APPLICATIONS, carrier, maxServers: 5_000 });
    const { code, output } = await folder.apply();
    expect(output).toContain("… and 4942 more lines");
    expect(output).toContain("was seen archived, with 5000 servers");
    expect(code).toBe(0);
  } finally {
    await emulator.stop();
    await folder.remove();
  }
});
