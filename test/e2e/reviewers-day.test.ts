import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { SCOPE_FILE } from "../../lib/contract/scope-file";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { asTerraformSays } from "./engine";
import { Project } from "./project";
import { patternOf } from "./quoted";
import type { Finished } from "./run";
import { Shell } from "./shell";

jest.setTimeout(600_000);

const DOCUMENT = readFileSync(join(__dirname, "..", "..", "examples", "reviewers-day.md"), "utf8");

/** What happens while nobody runs a command. */
const MEANWHILE: Readonly<Record<string, (emulator: CtlEmulator) => unknown>> = {
  "somebody adds a server to the group": (emulator) =>
    emulator.addServer(WEB_APPLICATIONS, { name: "mail01" }),
  "somebody restores the group": (emulator) => emulator.restoreGroup(WEB_APPLICATIONS),
};

/** One block of commands, with what the document says around it. */
interface Step {
  readonly meanwhile?: string | undefined;
  readonly commands: string;
  readonly seen: string;
  readonly code: number;
}

const STEPS: readonly Step[] = [
  ...DOCUMENT.matchAll(
    /(?:> Meanwhile (?<meanwhile>[^\n]*)\.\n\n)?```sh\n(?<commands>[^`]*)```\n\n```\n(?<seen>[\s\S]*?)```(?:\n\nIt ends with exit code (?<code>\d+))?/g,
  ),
].map(({ groups = {} }) => ({
  meanwhile: groups.meanwhile,
  commands: groups.commands?.trim() ?? "",
  seen: groups.seen?.trim() ?? "",
  code: Number(groups.code ?? 0),
}));

/** What was printed, without the name of the stack, indents and empty lines. */
function linesOf({ output }: Finished): string {
  const lines = asTerraformSays(output)
    .split("\n")
    .map((line) => line.trim().replace(/^retirement +/, ""));
  return lines.filter((line) => line !== "").join("\n");
}

test("the reviewer's day is as the document tells it, and leaves no secret where others read", async () => {
  const emulator = await CtlEmulator.start({ speed: 100, password: "p4ssw0rd-that-nobody-may-see" });
  const project = await Project.create(emulator, { app: "examples/reviewers-day.ts" });
  try {
    const shell = await Shell.open(project);
    let printed = "";
    for (const { meanwhile, commands, seen, code } of STEPS) {
      if (meanwhile) {
        MEANWHILE[meanwhile]?.(emulator);
      }
      if (commands.includes(" taint ")) {
        expect(printed).toMatch(new RegExp(`fix: ${patternOf(commands)}$`, "m"));
      }
      const finished = await shell.run(commands);
      expect(linesOf(finished)).toMatch(new RegExp(patternOf(seen)));
      expect(finished).toMatchObject({ code });
      printed += asTerraformSays(finished.output);
    }
    expect(emulator.acceptedArchives()).toHaveLength(2);
    // The token of a login is where its owner alone may read it.
    expect(await secretsIn(project, printed, emulator)).toEqual([
      expect.stringMatching(/^journal\/tokens\/[^/]+$/),
    ]);
  } finally {
    await emulator.stop();
    await project.remove();
  }
});

test("every block of the document is a step, and every event happens", () => {
  expect(DOCUMENT.match(/```sh/g)).toHaveLength(STEPS.length);
  expect(DOCUMENT.match(/^```/gm)).toHaveLength(4 * STEPS.length);
  expect(DOCUMENT.match(/exit code/g)).toHaveLength(STEPS.filter(({ code }) => code !== 0).length);
  expect(STEPS.flatMap(({ meanwhile }) => meanwhile ?? [])).toEqual(Object.keys(MEANWHILE));
});

/** Where password or token are to be read: files below the project, and what was printed. */
async function secretsIn(project: Project, printed: string, { password }: CtlEmulator): Promise<string[]> {
  const files = (await project.files()).map(({ path, content }) => ({
    path: relative(project.folder, path),
    text: content.toString(),
  }));
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining([SCOPE_FILE, "plan.json", "review.html"]),
  );
  return [...files, { path: "the output", text: printed }]
    .filter(({ text }) => text.includes(password) || /eyJ[\w-]+\.eyJ/.test(text))
    .map(({ path }) => path);
}
