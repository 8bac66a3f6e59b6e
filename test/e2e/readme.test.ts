import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { Page, ROOT } from "../page";
import { Project } from "./project";
import { patternOf } from "./quoted";

jest.setTimeout(180_000);

const README = new Page("README.md");
const HOW_IT_WORKS = new Page("docs/how-it-works.md");
const OPTIONS = new Page("docs/options.md");

/** Lines without their indent, and without the name of the stack that cdktf puts before some. */
const linesOf = (text: string): string[] =>
  text.split("\n").map((line) => line.trim().replace(/^retirement +/, ""));

/** cdktf prints one more empty line wherever what Terraform prints reaches it in two pieces. */
const withoutGaps = (text: string): string =>
  linesOf(text)
    .filter((line) => line !== "")
    .join("\n");

const example = (path: string): string => readFileSync(join(ROOT, path), "utf8");

let emulator: CtlEmulator;
let project: Project;

beforeEach(async () => {
  emulator = await CtlEmulator.start({ speed: 30 });
});

afterEach(async () => {
  await emulator.stop();
  await project?.remove();
});

describe("the README", () => {
  const APP = "examples/archive-a-group.ts";

  test("shows an app of 15 lines, and what cdktf diff, deploy and the second diff really say of it", async () => {
    expect(README.blockOf(APP)).toBe(example(APP));
    expect(example(APP).trimEnd().split("\n")).toHaveLength(15);
    project = await Project.create(emulator, { app: APP });
    const first = withoutGaps((await project.cdktf("diff")).output);
    expect(first).toMatch(new RegExp(patternOf(withoutGaps(README.blockOf("from a real cdktf diff")))));
    const deploy = (await project.cdktf("deploy")).output;
    for (const line of linesOf(README.blockOf("from a real cdktf deploy"))) {
      expect(deploy).toContain(line);
    }
    const second = linesOf((await project.cdktf("diff")).output);
    expect(second).toEqual(expect.arrayContaining(linesOf(README.blockOf("from a real second cdktf diff"))));
  });
});

describe("docs/how-it-works.md", () => {
  test("shows the failure card that Terraform really prints", async () => {
    project = await Project.create(emulator);
    emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
    const { code, output } = await project.cdktf("deploy");
    expect(code).toBe(1);
    expect(linesOf(output.replace(/^.*\(local-exec\): /gm, ""))).toEqual(
      expect.arrayContaining(linesOf(HOW_IT_WORKS.blockOf("from a real failed apply"))),
    );
  });
});

describe("docs/options.md", () => {
  test("shows the drift warning of the reviewer's day, which a test of its own compares", () => {
    const warning = OPTIONS.blockOf("from a cdktf diff of the reviewer's day");
    expect(example("examples/reviewers-day.md")).toContain(linesOf(warning).join("\n"));
  });

  test("shows an app that archives both of its groups, one after the other", async () => {
    expect(OPTIONS.blockOf("examples/two-groups.ts")).toBe(example("examples/two-groups.ts"));
    project = await Project.create(emulator, { app: "examples/two-groups.ts" });
    const { code, output } = await project.cdktf("deploy");
    expect(output).toMatch(/(Creation complete[\s\S]*){2}/);
    expect(code).toBe(0);
    expect(emulator.acceptedArchives().map(({ groupId }) => groupId)).toEqual([
      WEB_APPLICATIONS,
      DECOMMISSIONED,
    ]);
  });
});
