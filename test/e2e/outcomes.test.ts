import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { CARRIERS, Project } from "./project";

jest.setTimeout(180_000);

const APP = "test/e2e/apps/portable.ts";

describe.each(CARRIERS)(
  "a stack with %s that was synthesized here and is applied by plain Terraform elsewhere",
  (carrier) => {
    let emulator: CtlEmulator;
    let project: Project;
    let folder: string;

    const terraform = (...args: string[]) => project.terraform(args, { cwd: folder });
    const apply = (env: NodeJS.ProcessEnv = {}) =>
      project.terraform(["apply", "-auto-approve", "-no-color"], { cwd: folder, env });
    const plan = () => terraform("plan", "-detailed-exitcode", "-no-color");

    /** Synthesizes with cdktf, and leaves the stack alone in a folder. */
    async function prepare(env: NodeJS.ProcessEnv = {}): Promise<void> {
      project = await Project.create(emulator, {
        app: APP,
        env: { ARCHIVED_GROUP_CARRIER: carrier, ...env },
      });
      const synth = await project.cdktf("synth");
      expect(synth).toMatchObject({ code: 0 });
      folder = await project.copyOfStack();
      expect(await terraform("init", "-no-color")).toMatchObject({ code: 0 });
    }

    beforeEach(async () => {
      emulator = await CtlEmulator.start({ speed: 60 });
    });

    afterEach(async () => {
      await emulator.stop();
      await project.remove();
    });

    test("archives the group; the second plan is empty", async () => {
      await prepare();
      expect((await plan()).code).toBe(2);
      const first = await apply();
      expect(first.output).toContain("was seen archived, with 5 servers");
      expect(first.code).toBe(0);
      expect((await plan()).code).toBe(0);
      expect(emulator.acceptedArchives(WEB_APPLICATIONS)).toHaveLength(1);
    });

    test("whose job fails is tainted, names the servers that are left, and archives them with the next apply", async () => {
      await prepare();
      emulator.nextTimeline([
        { status: "notStarted", atMs: 0 },
        { status: "executing", atMs: 15_000 },
        { status: "failed", atMs: 40_000 },
      ]);
      const first = await apply();
      expect(first.code).toBe(1);
      expect(first.output).toMatch(/archive of group 2a5c0b9662cf4fc8bf6180f139facdc0: FAILED/);
      expect(first.output).toMatch(/not archived: de1altd\w+ \(active\)/);
      expect(first.output).toMatch(/run again +safe/);
      expect(first.output).toContain("exit status 1");

      const second = await plan();
      expect(second.output).toMatch(/is tainted, so (it )?must be replaced/);
      const third = await apply();
      expect(third.output).toContain("was seen archived");
      expect(third.code).toBe(0);
      expect((await plan()).code).toBe(0);
      expect(emulator.acceptedArchives(WEB_APPLICATIONS)).toHaveLength(2);
      expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    });

    test("whose login is refused says so, sends nothing, and goes on with the right password", async () => {
      await prepare();
      const first = await apply({ CLC_PASSWORD: "wrong-password" });
      expect(first.code).toBe(1);
      expect(first.output).toContain("exit status 3");
      expect(first.output).toContain("We didn't recognize the username or password you entered");
      expect(first.output).not.toContain("wrong-password");
      expect(emulator.acceptedArchives()).toEqual([]);

      const second = await apply();
      expect(second.output).toContain("was seen archived");
      expect(second.code).toBe(0);
      expect((await plan()).code).toBe(0);
    });

    test("of a group that nobody knows fails and names it, also the second time", async () => {
      const groupId = "0".repeat(32);
      await prepare({ TEST_GROUP_ID: groupId });
      for (let run = 1; run <= 2; run += 1) {
        const applied = await apply();
        expect(applied.code).toBe(1);
        expect(applied.output).toContain("exit status 1");
        expect(applied.output).toContain(`account ALTD has no group ${groupId}`);
      }
      expect(emulator.acceptedArchives()).toEqual([]);
    });

    test("of a group that is archived already sends nothing and is done", async () => {
      await prepare({ TEST_GROUP_ID: LEGACY_REPORTING });
      const applied = await apply();
      expect(applied.output).toContain(
        '"Legacy Reporting" (9662cf4fc8bf6180f139facdc02a5c0b) is archived already',
      );
      expect(applied.code).toBe(0);
      expect((await plan()).code).toBe(0);
      expect(emulator.acceptedArchives()).toEqual([]);
    });

    test("of a group without servers is archived, too", async () => {
      await prepare({ TEST_GROUP_ID: DECOMMISSIONED });
      const applied = await apply();
      expect(applied.output).toContain("was seen archived, with 0 servers");
      expect(applied.code).toBe(0);
    });

    test("that meets its deadline says that the operation goes on, and the next apply continues it", async () => {
      await prepare({ TEST_TIMEOUT: "1s" });
      emulator.nextTimeline([
        { status: "notStarted", atMs: 0 },
        { status: "executing", atMs: 15_000 },
        { status: "succeeded", atMs: 400_000 },
      ]);
      const first = await apply();
      expect(first.code).toBe(1);
      expect(first.output).toContain("exit status 4");
      expect(first.output).toContain("NOT KNOWN YET");
      expect(first.output).toMatch(/operation de1-\d+ continues without this run/);

      await emulator.waitFor((event) => event.kind === "operation" && event.status === "succeeded", {
        timeoutMs: 30_000,
      });
      const second = await apply();
      expect(second.output).toMatch(/resuming de1-\d+, submitted \d+ s ago/);
      expect(second.output).toContain("was seen archived");
      expect(second.code).toBe(0);
      expect((await plan()).code).toBe(0);
      expect(emulator.acceptedArchives()).toHaveLength(1);
    });
  },
);
