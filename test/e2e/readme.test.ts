import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { Project } from "./project";
import { patternOf } from "./quoted";
import { run } from "./run";

jest.setTimeout(180_000);

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The code block below a comment of the README. */
function blockOf(comment: string): string {
  const [, block] = README.split(`<!-- ${comment} -->\n`)[1]?.match(/^```\w*\n([\s\S]*?)```/) ?? [];
  if (block === undefined) {
    throw new Error(`the README has no code block below the comment "${comment}"`);
  }
  return block;
}

/** Lines without their indent, and without the name of the stack that cdktf puts before some. */
const linesOf = (text: string): string[] =>
  text.split("\n").map((line) => line.trim().replace(/^retirement +/, ""));

/** cdktf prints one more empty line wherever what Terraform prints reaches it in two pieces. */
const withoutGaps = (text: string): string =>
  linesOf(text)
    .filter((line) => line !== "")
    .join("\n");

describe("the README", () => {
  let emulator: CtlEmulator;
  let project: Project;

  beforeEach(async () => {
    emulator = await CtlEmulator.start({ speed: 30 });
  });

  afterEach(async () => {
    await emulator.stop();
    await project?.remove();
  });

  test("shows what cdktf diff, deploy and the second diff really say", async () => {
    project = await Project.create(emulator);
    const first = withoutGaps((await project.cdktf("diff")).output);
    expect(first).toMatch(new RegExp(patternOf(withoutGaps(blockOf("from a real cdktf diff")))));
    const deploy = (await project.cdktf("deploy")).output;
    for (const line of linesOf(blockOf("from a real cdktf deploy"))) {
      expect(deploy).toContain(line);
    }
    const second = linesOf((await project.cdktf("diff")).output);
    expect(second).toEqual(expect.arrayContaining(linesOf(blockOf("from a real second cdktf diff"))));
  });

  test("shows the drift warning of the reviewer's day, which a test of its own compares", () => {
    const day = readFileSync(join(ROOT, "examples/reviewers-day.md"), "utf8");
    expect(day).toContain(linesOf(blockOf("from a cdktf diff of the reviewer's day")).join("\n"));
  });

  test("shows the failure card that Terraform really prints", async () => {
    project = await Project.create(emulator);
    emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
    const { code, output } = await project.cdktf("deploy");
    expect(code).toBe(1);
    expect(linesOf(output.replace(/^.*\(local-exec\): /gm, ""))).toEqual(
      expect.arrayContaining(linesOf(blockOf("from a real failed apply"))),
    );
  });

  test("shows an app that archives both of its groups, one after the other", async () => {
    expect(blockOf("examples/archive-a-group.ts")).toBe(
      readFileSync(join(ROOT, "examples/archive-a-group.ts"), "utf8"),
    );
    project = await Project.create(emulator, { app: "examples/archive-a-group.ts" });
    const { code, output } = await project.cdktf("deploy");
    expect(output).toMatch(/(Creation complete[\s\S]*){2}/);
    expect(code).toBe(0);
    expect(emulator.acceptedArchives().map(({ groupId }) => groupId)).toEqual([
      WEB_APPLICATIONS,
      DECOMMISSIONED,
    ]);
  });

  test("shows a test with the emulator that passes", async () => {
    const example = join(ROOT, "examples/test-with-the-emulator.ts");
    expect(blockOf("examples/test-with-the-emulator.ts")).toBe(readFileSync(example, "utf8"));
    const args = ["--import", "tsx", example];
    expect(await run(process.execPath, args, { cwd: ROOT, env: process.env })).toEqual({
      code: 0,
      output: "",
    });
  });

  test("names files that are there", () => {
    const named = [...README.matchAll(/\]\(([\w./-]+)\)/g)].map(([, path]) => path ?? "");
    expect(named.length).toBeGreaterThan(8);
    for (const path of named) {
      expect(() => readFileSync(join(ROOT, path))).not.toThrow();
    }
  });
});
