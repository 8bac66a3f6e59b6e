import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { toMarkdown } from "../../lib/review/markdown";
import { review } from "../../lib/review/review";
import { temporaryFolder } from "../construct/stacks";
import { anImpact, configuration, planOf, Stack } from "../review/plans";
import { COMMAND_LINE, Running, run } from "./command";

const PLAN = planOf({ web: {} }, { "terraform_data.web": anImpact() });
const MARKDOWN = toMarkdown(review(PLAN));

const saved = (text: string): string => {
  const file = join(temporaryFolder(), "plan.json");
  writeFileSync(file, text);
  return file;
};
const piped = (text: string, ...args: string[]) => {
  const running = new Running(COMMAND_LINE, ["review", ...args]);
  running.child.stdin?.end(text);
  return running.finished;
};

test("a plan of the real Terraform is piped in, and comes out as Markdown", async () => {
  const plan = new Stack(configuration({ web: {} }, { "terraform_data.web": anImpact() })).plan();
  const { code, stdout, stderr } = await piped(plan);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(toMarkdown(review(plan)));
}, 30_000);

test.each([[[]], [["-"]]])("a plan is piped in with %j, or read from a file", async (args) => {
  const expected = { code: 0, stdout: MARKDOWN, stderr: "" };
  expect(await piped(PLAN, ...args)).toEqual(expected);
  expect(await run(["review", saved(PLAN)])).toEqual(expected);
});

test("--format json and --format html", async () => {
  const json = await run(["review", saved(PLAN), "--format", "json"]);
  expect(JSON.parse(json.stdout)).toEqual(JSON.parse(JSON.stringify(review(PLAN))));
  const html = await run(["review", saved(PLAN), "--format=html"]);
  expect(html.stdout).toMatch(/^<!DOCTYPE html>\n[\s\S]*<\/html>\n$/);
});

test("--output writes it there, whole, and prints nothing", async () => {
  const file = join(temporaryFolder(), "review.md");
  writeFileSync(file, "before");
  expect(await run(["review", saved(PLAN), "--output", file])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(readFileSync(file, "utf8")).toBe(MARKDOWN);
  expect(readdirSync(join(file, ".."))).toEqual(["review.md"]);
});

test("an output that cannot be written is one sentence and exit code 1", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "taken"));
  for (const [name, reason] of [
    ["nowhere/review.md", "there is no such file or folder"],
    ["taken", "it is a folder"],
  ] as const) {
    const file = join(folder, name);
    const stderr = `error: ${file} was not written: ${reason}\n`;
    expect(await run(["review", saved(PLAN), "--output", file])).toEqual({ code: 1, stdout: "", stderr });
  }
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("a plan that is no plan writes nothing over what was there", async () => {
  const file = join(temporaryFolder(), "review.md");
  const { code, stdout, stderr } = await piped("", "--output", file);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe("error: the plan is empty; make one with `terraform show -json <plan file>`\n");
  expect(existsSync(file)).toBe(false);
});

test("a plan is read as PowerShell and gzip leave it", async () => {
  for (const bytes of [Buffer.from(`\ufeff${PLAN}\r\n`, "utf16le"), gzipSync(PLAN)]) {
    const file = join(temporaryFolder(), "plan.json");
    writeFileSync(file, bytes);
    expect(await run(["review", file])).toEqual({ code: 0, stdout: MARKDOWN, stderr: "" });
    const running = new Running(COMMAND_LINE, ["review"]);
    running.child.stdin?.end(bytes);
    expect(await running.finished).toEqual({ code: 0, stdout: MARKDOWN, stderr: "" });
  }
});

test("what is not reviewed changes no exit code, and the log of a plan is no plan", async () => {
  const { code, stdout } = await piped(planOf({}, undefined, { errored: true }), "--format=json");
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    code: 0,
    notReviewed: ["Terraform ended with an error, so the plan is incomplete."],
  });
  const log = await piped('{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n');
  expect(log).toMatchObject({ code: 2, stdout: "" });
  expect(log.stderr).toMatch(/^error: this is the log of `terraform plan -json`[^\n]+\n$/);
});

test("a plan without a resource of ours is one sentence and exit code 0", async () => {
  const { code, stdout } = await piped(planOf({}));
  expect(code).toBe(0);
  expect(stdout).toContain("This plan has no resource that archives or restores a group.");
});

test("a survey of a newer version is one sentence and exit code 1", async () => {
  const { code, stdout, stderr } = await piped(PLAN.replace('{\\"version\\":1', '{\\"version\\":2'));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^error: the survey in the plan has version 2, [^\n]+\n$/);
});

test.each([
  [
    "a file that is not there",
    ["no-such.json"],
    "the plan no-such.json cannot be read: there is no such file or folder",
  ],
  ["a folder", ["."], "the plan . cannot be read: it is a folder"],
  ["two files", ["a.json", "b.json"], "too many arguments for 'review'. Expected 1 argument but got 2."],
  ["a format that nobody knows", ["--format", "pdf"], "Allowed choices are markdown, json, html."],
])("%s is one sentence and exit code 2", async (_, args, sentence) => {
  const { code, stdout, stderr } = await run(["review", ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(sentence);
});

test("its help says how to get a plan, and the exit codes", async () => {
  const { code, stdout } = await run(["review", "--help"]);
  expect(code).toBe(0);
  for (const text of ["[plan.json]", "terraform show -json", "--format", "--output <file>", "Exit codes:"]) {
    expect(stdout).toContain(text);
  }
});
