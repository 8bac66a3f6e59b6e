import { existsSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { CARRIERS, Project } from "./project";

jest.setTimeout(180_000);

const MINUTE_LONG = [
  { status: "executing", atMs: 0 },
  { status: "succeeded", atMs: 60_000 },
];

describe.each(CARRIERS)("a group declared with %s, in HCL", (carrier) => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeAll(async () => {
    emulator = await CtlEmulator.start({ speed: 30 });
    project = await Project.create(emulator, {
      // As `cdktf synth --hcl` has it for the app.
      env: { ARCHIVED_GROUP_CARRIER: carrier, SYNTH_HCL_OUTPUT: "true" },
    });
    await project.declare({ onDestroy: "restore", protectedNames: ["*production*", 'a "quoted" name'] });
  });

  afterAll(async () => {
    await emulator?.stop();
    await project?.remove();
  });

  test("may be pinned", async () => {
    const { code, output } = await project.archivedGroup("pin");
    expect(output).toContain("holds 1 group");
    expect(code).toBe(0);
  });

  test("is archived by cdktf deploy; the synth says that there is no check in it", async () => {
    const { code, output } = await project.cdktf("deploy");
    expect(output).toContain("HCL output of cdktf has no check blocks");
    expect(output).toContain("was seen archived, with 5 servers");
    expect(code).toBe(0);
    expect(existsSync(join(project.stackFolder, "cdk.tf"))).toBe(true);
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });

  test("needs nothing more, and the configuration has no warnings", async () => {
    const { code, output } = await project.cdktf("diff");
    expect(output).toContain("No changes");
    expect(code).toBe(0);
    const validated = await project.terraform(["validate", "-no-color"]);
    expect(validated).toMatchObject({ code: 0, output: expect.not.stringContaining("Warning: Quoted") });
  });

  test("is restored by cdktf destroy", async () => {
    emulator.nextTimeline(MINUTE_LONG, "restoreGroup");
    const { code, output } = await project.cdktf("destroy");
    expect(output).toContain("was seen active, with 5 servers");
    expect(code).toBe(0);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
  });
});
