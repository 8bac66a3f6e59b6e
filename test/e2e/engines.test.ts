import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { Project } from "./project";
import { run } from "./run";

jest.setTimeout(180_000);

const SCRIPT = join(__dirname, "..", "..", "scripts", "engines.mjs");

const MINUTE_LONG = [
  { status: "executing", atMs: 0 },
  { status: "succeeded", atMs: 60_000 },
];

/** The oldest that are supported, in a short form of what `npm run test:matrix` runs in full; `npm test` built them. */
const OLDEST = [
  { engine: "terraform-1.5.7", carrier: "null_resource" },
  { engine: "opentofu-1.6.3", carrier: "terraform_data" },
];

describe.each(OLDEST)("on $engine, a group declared by $carrier", ({ engine, carrier }) => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeAll(async () => {
    const { code, output } = await run(process.execPath, [SCRIPT, engine], { cwd: ".", env: process.env });
    expect([code, output]).toEqual([0, expect.any(String)]);
    emulator = await CtlEmulator.start({ speed: 30 });
    project = await Project.create(emulator, {
      env: { TERRAFORM_BINARY_NAME: output.trim(), ARCHIVED_GROUP_CARRIER: carrier },
    });
  });

  afterAll(async () => {
    await emulator?.stop();
    await project?.remove();
  });

  test("is archived by cdktf deploy", async () => {
    const { code, output } = await project.cdktf("deploy");
    expect(output).toContain("was seen archived, with 5 servers");
    expect(output).toContain("Creation complete");
    expect(code).toBe(0);
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });

  test("needs nothing more, says cdktf diff", async () => {
    const { code, output } = await project.cdktf("diff");
    expect(output).toContain("No changes");
    expect(code).toBe(0);
  });

  test("is restored by cdktf destroy, when the declaration says so", async () => {
    await project.declare({ onDestroy: "restore" });
    // As recorded, a restore takes half an hour.
    emulator.nextTimeline(MINUTE_LONG, "restoreGroup");
    const { code, output } = await project.cdktf("destroy");
    expect(output).toContain("was seen active, with 5 servers");
    expect(output).toContain("Destruction complete");
    expect(code).toBe(0);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
  });
});
