import { join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { Project } from "./project";
import { run } from "./run";

jest.setTimeout(120_000);

const EXAMPLE = join(__dirname, "..", "..", "examples", "cdk-terrain.ts");

test("an app of CDK Terrain is synthesized by Node and applied by plain Terraform", async () => {
  const emulator = await CtlEmulator.start({ speed: 60 });
  const project = await Project.create(emulator);
  try {
    const { folder: cwd, env } = project;
    const synth = await run(process.execPath, ["--import", require.resolve("tsx"), EXAMPLE], { cwd, env });
    expect(synth).toEqual({ code: 0, output: "" });
    expect(await project.terraform(["init", "-no-color"])).toMatchObject({ code: 0 });
    const { code, output } = await project.terraform(["apply", "-auto-approve", "-no-color"]);
    expect(output).toContain("Apply complete! Resources: 2 added");
    expect(code).toBe(0);
    expect(await project.terraform(["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });
    const archives = emulator.acceptedArchives().map(({ groupId }) => groupId);
    expect(archives).toEqual([WEB_APPLICATIONS, DECOMMISSIONED]);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  } finally {
    await emulator.stop();
    await project.remove();
  }
});
