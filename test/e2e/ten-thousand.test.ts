import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { Project } from "./project";
import type { Finished } from "./run";

jest.setTimeout(600_000);

const MANY = 10_000;
const TARGET = ["--account", "ALTD", "--group", WEB_APPLICATIONS];

let emulator: CtlEmulator;
let project: Project;
/** How long each step took, in s: said, not judged, since machines differ. */
const took: Record<string, number> = {};

beforeAll(async () => {
  const servers = Array.from({ length: MANY }, (_, index) => ({ name: `w${index}` }));
  const groups = [{ id: WEB_APPLICATIONS, name: "Web Applications", servers }];
  emulator = await CtlEmulator.start({
    account: { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups }] },
    timeline: [
      { status: "executing", atMs: 0 },
      { status: "succeeded", atMs: 2_000 },
    ],
  });
  const env = { ARCHIVED_GROUP_ACCOUNT: "ALTD", ARCHIVED_GROUP_IDS: WEB_APPLICATIONS };
  project = await Project.create(emulator, { env });
});

afterAll(async () => {
  console.info(`${MANY} servers, in seconds:`, took);
  await emulator.stop();
  await project.remove();
});

async function timed(what: string, step: Promise<Finished>): Promise<string> {
  const startedAt = performance.now();
  const { code, output } = await step;
  took[what] = Math.round((performance.now() - startedAt) / 100) / 10;
  expect({ code, output: code === 0 ? "" : output.slice(-2_000) }).toEqual({ code: 0, output: "" });
  return output;
}

test("a group of 10,000 servers is surveyed, pinned, archived and seen archived", async () => {
  expect(await timed("survey", project.archivedGroup("survey", ...TARGET))).toContain("10000 servers");
  expect(await timed("pin", project.archivedGroup("pin"))).toContain("10000 servers, 0 sub-groups");
  const pins = readFileSync(join(project.folder, "archived-group.scope.json"), "utf8");
  expect(pins.match(/"id":/g)).toHaveLength(MANY);
  expect(await timed("deploy", project.cdktf("deploy"))).toContain("was seen archived, with 10000 servers");
  expect(emulator.acceptedArchives()).toHaveLength(1);
  expect(await timed("status", project.archivedGroup("status", ...TARGET))).toContain(
    "archived; 0 servers not archived",
  );
  const routes = emulator.events.flatMap((event) => (event.kind === "request" ? [event.route] : []));
  expect(routes).not.toContain("getServer");
});

test("what came after the pin is refused, and named", async () => {
  emulator.restoreGroup(WEB_APPLICATIONS);
  emulator.addServer(WEB_APPLICATIONS, { name: "new01" });
  const { code, output } = await project.cdktf("deploy");
  expect(code).toBe(1);
  expect(output).toContain("de1altdnew01");
  expect(emulator.acceptedArchives()).toHaveLength(1);
});
