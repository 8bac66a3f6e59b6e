import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { Postgres } from "./postgres";
import { until } from "./processes";
import { Project } from "./project";
import type { Started } from "./run";
import { Runner, WAITS_IN_QUEUE } from "./runner";

jest.setTimeout(180_000);

const STACK = "cdktf.out/stacks/retirement";
const INIT = `terraform -chdir=${STACK} init -input=false -no-color`;
const APPLY = `terraform -chdir=${STACK} apply -input=false -auto-approve -no-color`;
const DESTROY = `terraform -chdir=${STACK} destroy -input=false -auto-approve -no-color`;
const PLAN = `terraform -chdir=${STACK} plan -input=false -detailed-exitcode -no-color`;

describe("two runners with one state in PostgreSQL", () => {
  let postgres: Postgres;
  let emulator: CtlEmulator;
  let project: Project;
  let folder: string;

  beforeEach(async () => {
    postgres = await Postgres.start();
    emulator = await CtlEmulator.start({ speed: 1, timeline: WAITS_IN_QUEUE });
    folder = await mkdtemp(join(tmpdir(), "archived-group-runners-"));
  });

  afterEach(async () => {
    await emulator?.stop();
    await postgres?.stop();
    await project?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function synthesize(app: string): Promise<void> {
    project = await Project.create(emulator, { app });
    expect(await project.cdktf("synth")).toMatchObject({ code: 0 });
  }

  /** With the synthesized stack in its workspace. */
  async function runner(name: string): Promise<Runner> {
    const made = await Runner.create(name, { folder, emulator, postgres });
    await made.receive(join(project.folder, "cdktf.out"), "cdktf.out");
    expect(await made.run(INIT)).toMatchObject({ code: 0 });
    return made;
  }

  const accepted = (apply: Started) =>
    until("the request is accepted", () => apply.printed.includes("accepted as operation"));

  test("the second is kept off while the first applies, and finds nothing to do afterwards", async () => {
    await synthesize("examples/shared-state.ts");
    const [first, second] = [await runner("first"), await runner("second")];
    const apply = first.start(APPLY);
    await accepted(apply);
    const refused = await second.run(APPLY);
    expect(refused.output).toContain("Error acquiring the state lock");
    expect(refused.code).toBe(1);
    expect(await apply.finished).toMatchObject({ code: 0 });

    const late = await second.run(APPLY);
    expect(late.output).toContain("No changes");
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });

  test("the second finishes what the first was lost with, without its disk and without unlocking", async () => {
    await synthesize("examples/shared-state.ts");
    const [first, second] = [await runner("first"), await runner("second")];
    const apply = first.start(APPLY);
    await accepted(apply);
    await first.lose(apply);

    const finish = await second.run(APPLY);
    expect(finish.output).toContain("was archived by an operation found in flight");
    expect(finish.code).toBe(0);
    expect(emulator.acceptedArchives()).toHaveLength(1);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    expect(await (await runner("third")).run(PLAN)).toMatchObject({ code: 0 });
  });

  test("a restore at destroy that the machine was lost with is finished by another one, as the card tells", async () => {
    await synthesize("test/e2e/apps/shared-and-restored.ts");
    expect(await (await runner("first")).run(APPLY)).toMatchObject({ code: 0 });
    emulator.nextTimeline(WAITS_IN_QUEUE, "restoreGroup");
    const [second, third] = [await runner("second"), await runner("third")];
    const destroy = second.start(DESTROY);
    await accepted(destroy);
    await second.lose(destroy);

    const finish = await third.run(DESTROY);
    expect(finish.output).toContain("was restored by an operation found in flight");
    expect(finish.code).toBe(0);
    const restores = emulator.events.filter(
      (event) => event.kind === "request" && event.route === "restoreGroup",
    );
    expect(restores).toHaveLength(1);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
    expect(await third.run(`terraform -chdir=${STACK} state list`)).toMatchObject({ code: 0, output: "" });
  });
});
