import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { cutOffBesideSibling } from "./cut-off-beside-sibling";
import { savesStateAtOnce } from "./engine";
import { Project } from "./project";
import { type Rehearsal, Scenery } from "./rehearsal";
import { RemoteState } from "./remote-state";
import type { Finished } from "./run";
import { Shell } from "./shell";

jest.setTimeout(600_000);

/** A thousand times as fast. */
const FOUR_SECONDS = [
  { status: "executing", atMs: 0 },
  { status: "succeeded", atMs: 4_000_000 },
];

/** The command that a finding names, as it is printed. */
function fixOf({ output }: Finished, what: string): string {
  const [, command] = new RegExp(`^drift .*: ${what}.*\\n +fix: (.*)$`, "m").exec(output) ?? [];
  if (command === undefined) {
    throw new Error(`no drift is “${what}”: ${output}`);
  }
  return command;
}

interface Stage {
  readonly emulator: CtlEmulator;
  readonly project: Project;
  readonly shell: Shell;
}

/** A project with its state in a remote backend. */
async function onProject(env: NodeJS.ProcessEnv, play: (stage: Stage) => Promise<void>): Promise<void> {
  const emulator = await CtlEmulator.start({ speed: 1_000 });
  const remote = await RemoteState.start();
  const project = await Project.create(emulator, {
    app: "test/e2e/apps/remote.ts",
    env: { TEST_STATE_URL: remote.backend.address, TEST_GROUP_ID: WEB_APPLICATIONS, ...env },
  });
  try {
    await play({ emulator, project, shell: await Shell.open(project) });
  } finally {
    await Promise.all([emulator.stop(), remote.stop()]);
    await project.remove();
  }
}

test("with its state in a remote backend, each drift is found, and fixed by exactly the command that is named", async () => {
  await onProject({}, async ({ shell, emulator, project }) => {
    const fixed = async (what: string, by: RegExp): Promise<void> => {
      const found = await shell.run("archived-group drift");
      expect(found).toMatchObject({ code: 6 });
      const command = fixOf(found, what);
      expect(command).toMatch(by);
      expect(await shell.run(command)).toMatchObject({ code: 0 });
      expect(await shell.run("archived-group drift")).toMatchObject({ code: 0 });
    };

    emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
    expect(await shell.run("npx cdktf deploy")).toMatchObject({ code: 1 });
    await fixed(
      "tainted: its hook was cut off or failed, or somebody tainted it",
      /^npx cdktf deploy retirement$/,
    );

    emulator.restoreGroup(WEB_APPLICATIONS);
    const warned = await shell.run("npx cdktf deploy");
    expect(warned).toMatchObject({ code: 0, output: expect.stringContaining("No changes.") });
    expect(warned.output).toContain("Warning: Check block assertion failed");
    expect(warned.output).toContain('"Web Applications" is active, but the state says that it is archived');
    expect(emulator.acceptedArchives()).toHaveLength(2);
    await fixed(
      "recorded, but the group is active again",
      / taint null_resource\."web" && npx cdktf deploy retirement$/,
    );

    const restoreByHand = `archived-group restore --account ALTD --group ${WEB_APPLICATIONS}`;
    emulator.nextTimeline(FOUR_SECONDS, "restoreGroup");
    expect(await shell.run(`${restoreByHand} --timeout 1s`)).toMatchObject({ code: 4 });
    const begun = await shell.run("archived-group drift");
    const finish = fixOf(begun, "recorded, but a restore of it was started and never finished");
    expect(finish).toMatch(new RegExp(`^${restoreByHand} --target [0-9a-f]{32}$`));
    expect(await shell.run(finish)).toMatchObject({ code: 0, output: expect.stringContaining("resuming") });
    fixOf(await shell.run("archived-group drift"), "recorded, but the group is active again");

    const other = await Shell.open(project, { TEST_GROUP_ID: LEGACY_REPORTING });
    await other.run("npx cdktf synth");
    const both = await other.run("archived-group drift --json");
    expect(both).toMatchObject({ code: 6 });
    expect(JSON.parse(both.output)).toEqual([
      expect.objectContaining({
        groupId: LEGACY_REPORTING,
        what: expect.stringMatching(/^archived, but not/),
      }),
      expect.objectContaining({
        groupId: WEB_APPLICATIONS,
        what: expect.stringMatching(/^recorded, no longer/),
      }),
    ]);
    const [command, same] = JSON.parse(both.output).map(({ fix }: { fix: string }) => fix);
    expect(command).toBe(same);
    expect(await other.run(command)).toMatchObject({ code: 0 });
    expect(await other.run("archived-group drift")).toMatchObject({
      code: 0,
      output: expect.stringContaining("archived and recorded"),
    });
    expect(emulator.acceptedArchives()).toHaveLength(3);
  });
});

test("what is declared restored, or not any more, is found and fixed by the command as well", async () => {
  await onProject({}, async ({ shell, emulator, project }) => {
    const restoring = { TEST_RESTORE_TO: emulator.rootGroup("DE1").id };
    const archiveByHand = `ARCHIVED_GROUP_STATE_DIR="$PWD/elsewhere" archived-group archive --account ALTD --group ${WEB_APPLICATIONS}`;
    const status = (): string | undefined => emulator.group(WEB_APPLICATIONS)?.status;
    const restored = await Shell.open(project, restoring);
    const another = await Shell.open(project, { ...restoring, TEST_GROUP_ID: DECOMMISSIONED });
    const fixed = async (where: Shell, what: string, by: RegExp): Promise<void> => {
      expect(await where.run("npx cdktf synth")).toMatchObject({ code: 0 });
      const found = await where.run("archived-group drift");
      expect(found).toMatchObject({ code: 6 });
      const command = fixOf(found, what);
      expect(command).toMatch(by);
      expect(await where.run(command)).toMatchObject({ code: 0 });
      expect(await where.run("archived-group drift")).toMatchObject({ code: 0 });
    };

    expect(await shell.run("npx cdktf deploy")).toMatchObject({ code: 0 });
    expect(status()).toBe("archived");
    // Declared anew, and not deployed: no drift.
    expect(await restored.run("npx cdktf synth && archived-group drift")).toMatchObject({ code: 0 });
    emulator.restoreGroup(WEB_APPLICATIONS);
    await fixed(restored, "recorded, but the group is active again", /^npx cdktf deploy retirement$/);

    expect(await restored.run(archiveByHand)).toMatchObject({ code: 0 });
    await fixed(
      restored,
      "recorded as restored, but the group is archived",
      / taint null_resource\."web" && npx cdktf deploy retirement$/,
    );
    expect(status()).toBe("active");

    expect(await restored.run(archiveByHand)).toMatchObject({ code: 0 });
    await fixed(
      another,
      "recorded as restored, no longer declared, and archived",
      /^npx cdktf deploy retirement$/,
    );
    expect(status()).toBe("archived");

    expect(await shell.run("npx cdktf deploy")).toMatchObject({ code: 0 });
    expect(await restored.run("npx cdktf deploy")).toMatchObject({ code: 0 });
    expect(await shell.run(archiveByHand)).toMatchObject({ code: 0 });
    await fixed(shell, "recorded as restored, but the group is archived", /^npx cdktf deploy retirement$/);
    expect(status()).toBe("archived");
  });
});

test("a restore that did a part is fixed in a stack that needs another one, from a sub-folder", async () => {
  await onProject({ TEST_DEPENDS: "1" }, async ({ shell, emulator }) => {
    expect(await shell.run("mkdir sub && npx cdktf deploy base retirement")).toMatchObject({ code: 0 });
    emulator.nextTimeline([{ status: "failed", atMs: 0 }], "restoreGroup");
    const restore = `archived-group restore --account ALTD --group ${WEB_APPLICATIONS}`;
    expect(await shell.run(restore)).toMatchObject({ code: 1 });
    const { output } = await shell.run("npx cdktf diff retirement");
    expect(output).toContain('"Web Applications" is partly restored, but the state says that it is');
    expect(output).toMatch(/What is left has to be restored first:\s+archived-group restore --account/);
    const found = await shell.run("cd sub && archived-group drift");
    expect(found).toMatchObject({ code: 6 });
    const command = fixOf(found, "recorded, but the group is partly restored");
    expect(command).toMatch(
      new RegExp(
        `^${restore} && cd \\.\\. && .* taint .* && npx cdktf deploy retirement --ignore-missing-stack-dep`,
      ),
    );
    expect(await shell.run(`cd sub && ${command}`)).toMatchObject({ code: 0 });
    expect(await shell.run("archived-group drift")).toMatchObject({ code: 0 });
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });
});

test("the commands for a schedule find a group that was restored and has grown past its pin", async () => {
  const document = await readFile(join(__dirname, "..", "..", "docs", "operations.md"), "utf8");
  const [, commands = ""] = /## Drift on a schedule[\s\S]*?```sh\nnpm ci\n([^`]*)```/.exec(document) ?? [];
  const scheduled = commands.replace("npx archived-group", "archived-group");
  await onProject({}, async ({ shell, emulator }) => {
    expect(await shell.run("archived-group drift")).toMatchObject({ code: 2 });
    expect(await shell.run("archived-group pin && npx cdktf deploy")).toMatchObject({ code: 0 });
    expect(await shell.run(scheduled)).toMatchObject({ code: 0 });
    emulator.restoreGroup(WEB_APPLICATIONS);
    emulator.addServer(WEB_APPLICATIONS, { name: "mail01" });
    expect(await shell.run("npx cdktf synth")).toMatchObject({
      code: 1,
      output: expect.stringContaining("not in the approved scope"),
    });
    expect(await shell.run(scheduled)).toMatchObject({
      code: 6,
      output: expect.stringContaining("recorded, but the group is active again"),
    });
  });
});

const crash = savesStateAtOnce()
  ? "an archive that a crash has recorded, and that never ended, is found and finished"
  : "an archive that a crash has cut off is not recorded, and finished by the next apply";

test(crash, async () => {
  const scenery = await Scenery.build("null_resource", "test/e2e/apps/with-sibling.ts");
  const timeline = [
    { status: "executing", atMs: 0 },
    { status: "succeeded", atMs: 60_000 },
  ];
  const rehearsal = await scenery.rehearse({ speed: 20, timeline });
  try {
    await asProject(rehearsal);
    await cutOffBesideSibling(rehearsal);
    const finished = savesStateAtOnce() ? await mendRecorded(rehearsal) : await applyUnrecorded(rehearsal);
    expect(finished).toMatchObject({ code: 0, output: expect.stringContaining("nothing is sent again") });
    expect(await rehearsal.archivedGroup(["drift"])).toMatchObject({ code: 0 });
    expect(rehearsal.emulator.acceptedArchives()).toHaveLength(1);
  } finally {
    await rehearsal.end();
    await scenery.remove();
  }
});

/** The state says that it is archived. */
async function mendRecorded(rehearsal: Rehearsal): Promise<Finished> {
  expect(await rehearsal.plan()).toMatchObject({ code: 0 });
  const found = await rehearsal.archivedGroup(["drift"]);
  expect(found).toMatchObject({ code: 6 });
  const command = fixOf(found, "recorded by an apply that was killed: its archive never finished");
  expect(command).toBe(`archived-group archive --account ALTD --group ${WEB_APPLICATIONS}`);
  return rehearsal.archivedGroup(command.split(" ").slice(1));
}

/** The state says nothing of it, and the plan has it still. */
async function applyUnrecorded(rehearsal: Rehearsal): Promise<Finished> {
  expect(await rehearsal.plan()).toMatchObject({ code: 2 });
  expect(await rehearsal.archivedGroup(["drift"])).toMatchObject({
    code: 0,
    output: expect.stringContaining("not applied yet"),
  });
  return rehearsal.apply();
}

/** Makes the copy of a stack the only one of a project, as if it had been synthesized there. */
async function asProject({ folder }: Rehearsal): Promise<void> {
  const stack = { workingDirectory: "../stack", synthesizedStackPath: "../stack/cdk.tf.json" };
  await mkdir(join(folder, "cdktf.out"));
  await writeFile(join(folder, "cdktf.json"), JSON.stringify({ app: "true" }));
  await writeFile(
    join(folder, "cdktf.out", "manifest.json"),
    JSON.stringify({ stacks: { retirement: stack } }),
  );
}
