import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator } from "../../lib/emulator";
import { Project } from "./project";

jest.setTimeout(180_000);

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "big-apply.md"), "utf8");
const names = Array.from({ length: 12 }, (_, index) => `project-${index + 1}`);
const groups = names.map((name, index) => ({
  id: (index + 1).toString(16).padStart(32, "b0"),
  name: name.replace("project-", "Project "),
  servers: [{ name: name.replace("project-", "p") }],
}));

describe("the log of a deploy of twelve groups", () => {
  let emulator: CtlEmulator;
  let project: Project;
  let lines: string[];

  beforeAll(async () => {
    const dataCenters = [{ id: "DE1", name: "DE1 - Germany (Frankfurt)", groups }];
    emulator = await CtlEmulator.start({ account: { alias: "ALTD", dataCenters }, speed: 10 });
    const env = { MANY_GROUPS: String(groups.length) };
    project = await Project.create(emulator, { app: "test/e2e/apps/many-groups.ts", env });
    const { code, output } = await project.cdktf("deploy");
    expect(code).toBe(0);
    lines = output.split("\n").map((line) => line.trim().replace(/^retirement +/, ""));
  });

  afterAll(async () => {
    await emulator.stop();
    await project.remove();
  });

  test("has one summary line a group, found as docs/big-apply.md says", () => {
    const [, pattern = ""] = /^grep -E '(.+)' deploy\.log$/m.exec(PAGE) ?? [];
    const summaries = lines.filter((line) => new RegExp(pattern).test(line));
    const expected = groups.map(
      ({ id, name }, index) =>
        `${addressOf(names[index] as string)} (local-exec): "${name}" (${id}) was seen archived, with 1 server`,
    );
    expect(summaries.sort()).toEqual(expected.sort());
  });

  test("never mixes the lines of two groups", () => {
    const ofHooks = lines.filter((line) => line.includes("(local-exec): "));
    for (const line of ofHooks) {
      const [, name] = /^terraform_data\.(project-\d+) /.exec(line) ?? [];
      expect(names).toContain(name);
      expect(line.split("(local-exec)")).toHaveLength(2);
      expect(line.startsWith(`${addressOf(name as string)} (local-exec): `)).toBe(true);
    }
    expect(ofHooks.length).toBeGreaterThan(9 * groups.length);
  });

  test("logs in once", () => {
    expect(lines.filter((line) => line.endsWith("logged in as demo"))).toHaveLength(1);
  });

  test("looks as docs/big-apply.md shows it", () => {
    const [, block = ""] = PAGE.split("shortened -->\n")[1]?.match(/^```\n([\s\S]*?)```/) ?? [];
    const shown = block.split("\n").filter((line) => line !== "" && line !== "…");
    expect(shown.length).toBeGreaterThan(10);
    expect(lines.map(shapeOf)).toEqual(expect.arrayContaining(shown.map(shapeOf)));
  });
});

function addressOf(name: string): string {
  return `terraform_data.${name} (${name}/Default)`;
}

/** A line without its ids and numbers. */
function shapeOf(line: string): string {
  return line
    .replace(/\b(?=[0-9a-f-]*\d)[0-9a-f-]{32,36}\b/g, "<id>")
    .replace(/\d+(?=$|[\s"/:;)s,-])/g, "<n>");
}
