import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { WEB_APPLICATIONS } from "../../lib/emulator";
import { cutOffBesideSibling } from "./cut-off-beside-sibling";
import { savesStateAtOnce } from "./engine";
import { APPLY, type Course, DESTROY, type KillStep, VICTIMS, type Victim } from "./kill-steps";
import { until } from "./processes";
import { CARRIERS } from "./project";
import { type Rehearsal, Scenery } from "./rehearsal";
import type { Finished } from "./run";

jest.setTimeout(300_000);

/** In real time, so that the first look at the queue, one in between and the last see what is meant. */
const TIMELINE = [
  { status: "notStarted", atMs: 0 },
  { status: "executing", atMs: 250 },
  { status: "succeeded", atMs: 1_200 },
];

/** Every step and every victim; all combinations of them on demand. */
function cases({ requests, disk }: Course, shift: number): [KillStep, Victim][] {
  const steps = [...requests, ...disk];
  return process.env.KILL_MATRIX === "full"
    ? steps.flatMap((step) => VICTIMS.map((victim): [KillStep, Victim] => [step, victim]))
    : steps.map((step, at) => [step, VICTIMS[(at + shift) % VICTIMS.length] as Victim]);
}

const COURSES = CARRIERS.flatMap((carrier, shift) =>
  [APPLY, DESTROY].map((course) => ({ carrier, course, shift })),
).filter(
  ({ carrier, course }) =>
    process.env.KILL_MATRIX === "full" || course === APPLY || carrier === "terraform_data",
);

describe.each(COURSES)("$course.command with $carrier", ({ carrier, course, shift }) => {
  let scenery: Promise<Scenery> | undefined;
  // Tests that run side by side do not wait for beforeAll.
  const rehearse = async () => {
    scenery ??= build(carrier);
    return start(await scenery, course);
  };

  afterAll(async () => (await scenery)?.remove());

  test.concurrent.each(
    cases(course, shift).map(([step, victim]) => [`${victim.title} ${step.title}`, step, victim] as const),
  )(`%s: the same again has the group ${course.done}, by one ${course.action}`, async (_, step, victim) => {
    const rehearsal = await rehearse();
    try {
      await runUntil(rehearsal, course, step, victim);
      const again = await rehearsal.start(course.command).finished;
      expect(again).toMatchObject({ code: 0, output: expect.stringContaining(course.complete) });
      await expectAllIsDone(rehearsal, course);
    } finally {
      await rehearsal.end();
    }
  });
});

test.each([APPLY, DESTROY])(
  "the table has every kind of step of $command on the state folder",
  async (course) => {
    const scenery = await build("terraform_data");
    const rehearsal = await start(scenery, course);
    try {
      const points = join(rehearsal.folder, "points");
      await mkdir(points);
      await rehearsal.start(course.command, killPoint(points)).finished;
      const taken = (await readFile(join(points, "steps"), "utf8")).trim().split("\n");
      const listed = course.disk.map(({ disk = "" }) => disk.replace(/ (before|after)$/, ""));
      const kinds = (steps: string[]) => new Set(steps.map((step) => step.replace(/ \d+$/, "")));
      expect(kinds(taken)).toEqual(kinds(listed));
      expect(taken).toEqual(expect.arrayContaining(listed));
    } finally {
      await rehearsal.end();
      await scenery.remove();
    }
  },
);

describe.each(CARRIERS)("an apply with %s that was killed beside a resource that is complete", (carrier) => {
  const goesOn = savesStateAtOnce()
    ? "is called done by the engine, and finished by the command that the status names"
    : "is not called done by the engine, and finished by the next apply";

  test(goesOn, async () => {
    const scenery = await Scenery.build(carrier, "test/e2e/apps/with-sibling.ts");
    const rehearsal = await scenery.rehearse({ speed: 10 });
    try {
      await cutOffBesideSibling(rehearsal);
      const finish = savesStateAtOnce() ? await finishByStatus(rehearsal) : await rehearsal.apply();
      expect(finish).toMatchObject({ code: 0, output: expect.stringMatching(/resuming de1-\d+/) });
      await expectAllIsDone(rehearsal, APPLY);
    } finally {
      await rehearsal.end();
      await scenery.remove();
    }
  });
});

/** A tainted resource is replaced and, whatever `onDestroy` says, restores nothing. */
function build(carrier: string): Promise<Scenery> {
  return Scenery.build(carrier, undefined, { TEST_ON_DESTROY: "restore" });
}

async function start(scenery: Scenery, { command }: Course): Promise<Rehearsal> {
  const rehearsal = await scenery.rehearse({ timeline: TIMELINE });
  if (command === "destroy") {
    expect(await rehearsal.apply()).toMatchObject({ code: 0 });
    rehearsal.emulator.nextTimeline(TIMELINE, "restoreGroup");
  }
  return rehearsal;
}

/** Terraform says that nothing is to be done; the status knows better, and names a command. */
async function finishByStatus(rehearsal: Rehearsal): Promise<Finished> {
  expect(await rehearsal.apply()).toMatchObject({
    code: 0,
    output: expect.stringContaining("No changes"),
  });
  expect(rehearsal.emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
  const { output } = await rehearsal.archivedGroup([
    "status",
    "--account",
    "ALTD",
    "--group",
    WEB_APPLICATIONS,
  ]);
  const [, next = ""] = /^next +archived-group (.*?) {2,}/m.exec(output) ?? [];
  return rehearsal.archivedGroup(next.split(" "));
}

/** Runs the command, stops the hook at a step, and kills the victim there. Orphans are let go on. */
async function runUntil(
  rehearsal: Rehearsal,
  { command }: Course,
  { stall, disk }: KillStep,
  victim: Victim,
): Promise<void> {
  const points = join(rehearsal.folder, "points");
  await mkdir(points);
  if (stall) {
    rehearsal.emulator.fault(stall.fault);
  }
  const running = rehearsal.start(command, killPoint(points, disk));
  const standing = join(points, "standing");
  await (stall
    ? rehearsal.stalled(stall.route)
    : until(`the hook stands at ${disk}`, () => existsSync(standing)));
  process.kill(await pidOf(rehearsal, victim, running.pid), victim.signal);
  await rm(standing, { force: true });
  const { code } = await running.finished;
  expect(code).not.toBe(0);
}

function killPoint(folder: string, point?: string): NodeJS.ProcessEnv {
  const preload = `--require "${join(__dirname, "kill-point.cjs")}"`;
  return { NODE_OPTIONS: preload, KILL_POINT_FOLDER: folder, KILL_POINT: point };
}

async function pidOf(rehearsal: Rehearsal, { who }: Victim, terraform: number): Promise<number> {
  if (who === "the hook") {
    return (await rehearsal.hook()).pid;
  }
  return who === "Terraform" ? terraform : -terraform;
}

async function expectAllIsDone(rehearsal: Rehearsal, { command, done }: Course): Promise<void> {
  const { emulator } = rehearsal;
  expect(emulator.acceptedArchives()).toHaveLength(1);
  const operations = emulator.events.flatMap((event) => (event.kind === "operation" ? [event] : []));
  const begun = new Map(operations.map(({ id, operation }) => [id, operation]));
  expect([...begun.values()]).toEqual(
    command === "apply" ? ["archiveGroup"] : ["archiveGroup", "restoreGroup"],
  );
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe(done);
  if (command === "apply") {
    expect(await rehearsal.plan()).toMatchObject({ code: 0, output: expect.stringContaining("No changes") });
  } else {
    expect(await rehearsal.terraform("state", "list")).toMatchObject({ code: 0, output: "" });
  }
  await rehearsal.quiet();
  expect(await rehearsal.open()).toEqual([]);
}
