import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CtlEmulator, DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { PlanFolder } from "./plan-folder";
import { CARRIERS, COMMAND_LINE } from "./project";
import { run } from "./run";

jest.setTimeout(180_000);

describe.each(CARRIERS)("the review of a plan with a surveyed %s", (carrier) => {
  let emulator: CtlEmulator;
  let folder: PlanFolder;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 100, password: "p4ssw0rd-that-nobody-may-see" });
    folder = await PlanFolder.create(emulator);
  });
  afterEach(async () => {
    await emulator.stop();
    await folder.remove();
  });

  /** Plans what is declared now. @returns the review, as a pull request would have it */
  async function reviewed(groupId: string): Promise<string> {
    await sleep(1_000 - (Date.now() % 1_000)); // the first line of a card tells synths apart by the second
    await folder.synth({ groupId, carrier, maxServers: 5 });
    expect([0, 2]).toContain((await folder.plan("-out=saved")).code);
    const { output: plan } = await folder.terraform("show", "-json", "saved");
    const file = join(folder.folder, "plan.json");
    writeFileSync(file, plan);
    const all: string[] = [plan];
    for (const format of ["json", "html", "markdown"]) {
      const { code, output } = await run(
        process.execPath,
        [COMMAND_LINE, "review", file, "--format", format],
        {
          cwd: folder.folder,
          env: {},
        },
      );
      expect(code).toBe(0);
      all.push(output);
    }
    expect(all.join("")).not.toContain(emulator.password);
    expect(all.join("")).not.toMatch(/eyJ[\w-]+\.eyJ/);
    return all.at(-1) ?? "";
  }

  test("tells what is archived, that a check fails, and that a replacement destroys no server", async () => {
    const created = await reviewed(WEB_APPLICATIONS);
    expect(created).toContain("**This plan archives 1 group with 2 sub-groups and 5 servers that cost ");
    expect(created).toContain("> - Web Applications: 4 of 5 servers powered on");
    expect(created).toContain("- ✓ maxServers: 5 servers would be archived, maxServers allows 5");
    expect(created).toContain("at DE1 › DE1 Hardware › Web Applications");
    expect(created).not.toMatch(/check/i);
    expect((await folder.apply("saved")).code).toBe(0);

    emulator.restoreGroup(WEB_APPLICATIONS);
    const drifted = await reviewed(WEB_APPLICATIONS);
    expect(drifted).toContain(
      "**This plan archives nothing and restores nothing. Besides: 1 declaration unchanged.**",
    );
    // The command that fixes it is there to its end.
    expect(drifted).toMatch(/What happened: archived-group status .*: \S+ -chdir=\S+ taint \S+web\W+\n/);
    expect(drifted).toContain('"Web Applications" is active, but the state says that it is archived');

    const replaced = await reviewed(DECOMMISSIONED);
    expect(replaced).toContain("### Decommissioned will be archived");
    expect(replaced).toContain("**This plan archives 1 group");
    expect(replaced).not.toContain("but the state says");
  });
});
