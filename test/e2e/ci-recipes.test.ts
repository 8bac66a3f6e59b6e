import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { PASSWORD, Postgres } from "./postgres";
import { until } from "./processes";
import { Project } from "./project";
import { Runner, WAITS_IN_QUEUE } from "./runner";

jest.setTimeout(180_000);

const ROOT = join(__dirname, "..", "..");
const DOCUMENT = readFileSync(join(ROOT, "docs", "ci.md"), "utf8");
const ARTIFACT = "cdktf.out";

/** The commands of a recipe, by its jobs; `npm ci` is what a test has done already. */
function jobsOf(title: string): Readonly<Record<string, string[]>> {
  const [, recipe = ""] = DOCUMENT.split(`## ${title}\n`)[1]?.match(/```yaml\n([\s\S]*?)```/) ?? [];
  const [, ...jobs] = recipe.split(/^ *(plan|apply):$/m);
  const commands = (text = "") =>
    [...text.matchAll(/^ +- (?:run: )?((?:npx|terraform) .*)$/gm)].map(([, line = ""]) => line);
  return { [jobs[0] ?? ""]: commands(jobs[1]), [jobs[2] ?? ""]: commands(jobs[3]) };
}

describe.each(["GitHub Actions", "GitLab"])("the recipe for %s", (title) => {
  const { plan = [], apply = [] } = jobsOf(title);
  let postgres: Postgres;
  let emulator: CtlEmulator;
  let project: Project;
  let folder: string;
  let runners = 0;

  beforeAll(async () => {
    postgres = await Postgres.start();
    emulator = await CtlEmulator.start({ speed: 1, timeline: WAITS_IN_QUEUE });
    project = await Project.create(emulator, { app: "examples/shared-state.ts" });
    folder = await mkdtemp(join(tmpdir(), "archived-group-ci-"));
  });

  afterAll(async () => {
    await emulator?.stop();
    await postgres?.stop();
    await project?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function newRunner(): Promise<Runner> {
    runners += 1;
    return Runner.create(`runner-${runners}`, { folder, emulator, postgres });
  }

  /** A runner with the sources and what `npm ci` installs has done the plan. @returns what it printed */
  async function planned(): Promise<{ runner: Runner; output: string }> {
    const runner = await newRunner();
    await runner.receive(project.folder, ".");
    await symlink(join(ROOT, "node_modules"), join(runner.workspace, "node_modules"));
    let output = "";
    for (const line of plan) {
      const done = await runner.run(line);
      expect(done).toMatchObject({ code: 0 });
      output = done.output;
    }
    return { runner, output };
  }

  /** A runner that has nothing but the artifact has done all of the apply job but its last command. */
  async function readyToApply(from: Runner): Promise<Runner> {
    const runner = await newRunner();
    await runner.receive(join(from.workspace, ARTIFACT), ARTIFACT);
    for (const line of apply.slice(0, -1)) expect(await runner.run(line)).toMatchObject({ code: 0 });
    return runner;
  }

  test("has two jobs, with the artifact between them", () => {
    expect([plan.length, apply.length]).toEqual([3, 2]);
    expect(DOCUMENT.split(`## ${title}\n`)[1]).toContain(ARTIFACT);
  });

  test("plans, and its apply job dies while the group is being archived", async () => {
    const { runner, output } = await planned();
    expect(output).toContain("1 to add, 0 to change, 0 to destroy");
    expect(emulator.events).toEqual([]);
    const file = await readFile(join(runner.workspace, ARTIFACT, "stacks", "retirement", "tfplan"));
    const parts = Object.values(unzipSync(file)).map((part) => Buffer.from(part).toString("latin1"));
    expect(parts.join("\n")).toContain(WEB_APPLICATIONS);
    expect(parts.join("\n")).not.toContain(PASSWORD);
    const doomed = await readyToApply(runner);
    const job = doomed.start(apply.at(-1) ?? "");
    await until("the archive is accepted", () => job.printed.includes("accepted as operation"));
    await doomed.lose(job);
  });

  test("finishes on other machines when it is run again, and has archived once", async () => {
    const { runner } = await planned();
    const { code, output } = await (await readyToApply(runner)).run(apply.at(-1) ?? "");
    expect(output).toMatch(/was archived by an operation found in flight|is archived already/);
    expect(code).toBe(0);
    expect(emulator.acceptedArchives()).toHaveLength(1);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });

  test("has nothing to do the next time", async () => {
    const { runner, output } = await planned();
    expect(output).toContain("No changes");
    expect(await (await readyToApply(runner)).run(apply.at(-1) ?? "")).toMatchObject({ code: 0 });
    expect(emulator.acceptedArchives()).toHaveLength(1);
  });
});
