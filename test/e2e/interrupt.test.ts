import { spawn as spawnInTerminal } from "@cdktf/node-pty-prebuilt-multiarch";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { processesWith, until } from "./processes";
import { CARRIERS, cdktfCommand, Project } from "./project";
import { plain } from "./run";

jest.setTimeout(180_000);

describe.each(CARRIERS)("Ctrl-C during cdktf deploy, with %s,", (carrier) => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeAll(async () => {
    emulator = await CtlEmulator.start({ speed: 10 });
    project = await Project.create(emulator, { env: { ARCHIVED_GROUP_CARRIER: carrier } });
    expect(await project.cdktf("diff")).toMatchObject({ code: 0 });
  });

  afterAll(async () => {
    await emulator.stop();
    await project.remove();
  });

  test("leaves no process behind", async () => {
    const { command, args } = cdktfCommand("deploy");
    const deploy = spawnInTerminal(command, args, {
      cwd: project.folder,
      env: project.env as Record<string, string>,
    });
    let output = "";
    deploy.onData((data) => {
      output += data;
    });
    const ended = new Promise<void>((resolve) => deploy.onExit(() => resolve()));
    await emulator.waitFor((event) => event.kind === "operation" && event.status === "executing", {
      timeoutMs: 60_000,
    });
    const running = await processesWith(project.folder);
    expect(running.map(({ commandLine }) => commandLine).join("\n")).toContain("hook.cjs archive");

    deploy.write("\u0003");
    await ended;
    await until("no process is left", async () => (await processesWith(project.folder)).length === 0);

    expect(plain(output)).toContain("accepted as operation de1-");
    expect(plain(output)).not.toContain("was seen archived");
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });

  test("and deploying again continues the same operation", async () => {
    const { code, output } = await project.cdktf("deploy");
    expect(output).toMatch(/resuming de1-\d+, submitted/);
    expect(output).toContain("was seen archived");
    expect(code).toBe(0);
    expect(emulator.acceptedArchives()).toHaveLength(1);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });

  test("after which nothing is left to do", async () => {
    expect((await project.cdktf("diff")).output).toContain("No changes");
  });
});
