import { readFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type EmulatorOptions, WEB_APPLICATIONS } from "../../lib/emulator";
import { expectQuoted, patternOf, quotes } from "./quoted";
import { type Rehearsal, Scenery } from "./rehearsal";
import type { Finished } from "./run";
import { SCENARIOS, type Scenario } from "./scenarios";

jest.setTimeout(180_000);

const DOCUMENT = readFileSync(join(__dirname, "..", "..", "docs", "operations.md"), "utf8");
const TARGET = ["--account", "ALTD", "--group", WEB_APPLICATIONS];
/** At speed 20; the rest of a minute is there to be cut off. */
const TIMELINE = [
  { status: "notStarted", atMs: 0 },
  { status: "executing", atMs: 5_000 },
  { status: "succeeded", atMs: 60_000 },
];

const [, TABLE = ""] = DOCUMENT.split(/^## What happened, and what to do$|^## Drift/m);

/** The rows of the table: interruption, what you see, what you do, what happens then. */
const ROWS = TABLE.split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1)
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, interruption]) => !/^-+$/.test(interruption ?? ""))
  .map(([, interruption = "", see = "", act = "", then = ""]) => ({ interruption, see, act, then }));

const sceneries = new Map<string | undefined, Promise<Scenery>>();

async function rehearse(name: string, options: EmulatorOptions = {}): Promise<Rehearsal> {
  const { app, emulator } = SCENARIOS[name] ?? {};
  const scenery = sceneries.get(app) ?? Scenery.build("null_resource", app);
  sceneries.set(app, scenery);
  return (await scenery).rehearse({ speed: 20, timeline: TIMELINE, ...emulator, ...options });
}

afterAll(async () => {
  for (const scenery of sceneries.values()) {
    await (await scenery).remove();
  }
});

test("every row has a scenario, and every scenario a row", () => {
  expect(ROWS.map(({ interruption }) => interruption)).toEqual(Object.keys(SCENARIOS));
});

test.concurrent.each(ROWS)("$interruption", async ({ interruption, ...row }) => {
  const rehearsal = await rehearse(interruption);
  const { happen, fix, otherwise, accepted = 1 } = SCENARIOS[interruption] as Scenario;
  const [see, act, then] = otherwise ? [otherwise, "", otherwise] : [row.see, row.act, row.then];
  try {
    const seen = await happen(rehearsal);
    expectQuoted(see, seen.output);
    await fix?.(rehearsal);

    let end = seen;
    let printed = "";
    for (const command of quotes(act).filter((text) => /^(terraform|archived-group) /.test(text))) {
      end = await carryOut(command, rehearsal, seen);
      printed += end.output;
    }
    expectQuoted(then, printed || seen.output);
    expect(end).toMatchObject({ code: 0 });
    expect(rehearsal.emulator.acceptedArchives()).toHaveLength(accepted);
    expect(rehearsal.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    await rehearsal.quiet();
    expect(await rehearsal.open()).toEqual([]);
  } finally {
    await rehearsal.end();
  }
});

test("the status of the first section is a real one", async () => {
  const rehearsal = await rehearse("CI job killed", { speed: 3 }); // still executing when it is asked for
  try {
    await SCENARIOS["CI job killed"]?.happen(rehearsal);
    await rehearsal.emulator.waitFor((event) => event.kind === "operation" && event.status === "executing");
    const { output } = await rehearsal.archivedGroup(["status", ...TARGET]);
    const [, block = ""] = /<!-- from a real status -->\n```\n([^`]*)\n```/.exec(DOCUMENT) ?? [];
    expect(output.trimEnd()).toMatch(new RegExp(`^${patternOf(block)}$`));
  } finally {
    await rehearsal.end();
  }
});

test("a copy of the state folder goes on elsewhere, without its locks", async () => {
  const rehearsal = await rehearse("CI job killed");
  try {
    await SCENARIOS["CI job killed"]?.happen(rehearsal);
    const copy = join(rehearsal.folder, "elsewhere");
    await cp(rehearsal.stateFolder, copy, { recursive: true });
    await rm(join(copy, "locks"), { recursive: true, force: true });
    await rm(rehearsal.stateFolder, { recursive: true });
    const { output } = await rehearsal.apply({ ARCHIVED_GROUP_STATE_DIR: copy });
    expect(output).toMatch(/resuming de1-\d+, submitted .* ago; nothing is sent again/);
    expect(rehearsal.emulator.acceptedArchives()).toHaveLength(1);
  } finally {
    await rehearsal.end();
  }
});

function carryOut(command: string, rehearsal: Rehearsal, seen: Finished): Promise<Finished> {
  switch (command) {
    case "terraform apply":
      return rehearsal.apply();
    case "terraform force-unlock …": {
      const [, id = ""] = /ID=(\S+)/.exec(seen.output) ?? [];
      return rehearsal.terraform("force-unlock", "-force", id);
    }
    case "archived-group status …":
      return rehearsal.archivedGroup(["status", ...TARGET]);
    case "archived-group archive …":
      return rehearsal.archivedGroup(["archive", ...TARGET]);
    default:
      throw new Error(`the table tells to run “${command}”, which no test knows`);
  }
}
