import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { readInput } from "../../lib/cli/review";
import { UsageError } from "../../lib/common/usage-error";
import { decode, MOST_BYTES } from "../../lib/review/decode";
import { review } from "../../lib/review/review";
import { temporaryFolder } from "../construct/stacks";
import { configuration, planOf, Stack } from "./plans";

jest.setTimeout(60_000);

const PLAN = planOf({ web: { card: "Käse ☃" } });
const reviewOf = (file: Buffer): string => JSON.stringify(review(decode(file)));
const EXPECTED = JSON.stringify(review(PLAN));
const errorOf = (file: Buffer | string): string => {
  try {
    review(decode(Buffer.from(file)));
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error("it was reviewed");
};
const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

describe("a plan is read as it comes out of", () => {
  test.each<[string, Buffer]>([
    ["a shell", Buffer.from(PLAN)],
    ["PowerShell 7 with a byte order mark", Buffer.from(`\ufeff${PLAN}`)],
    ["Windows PowerShell: UTF-16 LE with a mark", Buffer.from(`\ufeff${PLAN}\r\n`, "utf16le")],
    ["UTF-16 LE without a mark", Buffer.from(PLAN, "utf16le")],
    ["UTF-16 BE with a mark", utf16be(`\ufeff${PLAN}`)],
    ["UTF-16 BE without a mark", utf16be(`\r\n${PLAN}`)],
    ["gzip", gzipSync(PLAN)],
    ["gzip of UTF-16", gzipSync(Buffer.from(`\ufeff${PLAN}`, "utf16le"))],
    ["jq", Buffer.from(JSON.stringify(JSON.parse(PLAN), undefined, 2))],
    [
      "the wrapper of setup-terraform",
      Buffer.from(`[command]/home/runner/work/_temp/ab-cd/terraform-bin show -json plan\n${PLAN}\n`),
    ],
    [
      "its debug lines, which repeat it",
      Buffer.from(
        `[command]/t/terraform-bin show -json plan\n${PLAN}\n::debug::Terraform exited with code 0.\n::debug::stdout: ${PLAN}\n::set-output name=stdout::${PLAN.replaceAll("%", "%25")}%0A\n`,
      ),
    ],
    [
      "Terragrunt, with log lines before and after",
      Buffer.from(
        `time=2026-07-26T10:00:00Z level=info msg={downloading}\n{ not json\n${PLAN}\n10:00:01.000 INFO done {}\n`,
      ),
    ],
    ["Terragrunt, behind its prefix", Buffer.from(`10:00:00.123 STDOUT [web] terraform: ${PLAN}\n`)],
    ["a terminal in colour", Buffer.from(`\u001b[0m\u001b[1m${PLAN}\u001b[0m\n\u001b]8;;x\u0007`)],
    [
      "a log of CI, with what jq makes of it",
      Buffer.from(`+ jq .\n${JSON.stringify(JSON.parse(PLAN), undefined, 2)}\n+ exit\n`),
    ],
  ])("%s", (_, file) => {
    expect(reviewOf(file)).toBe(EXPECTED);
  });

  test("Terraform 0.12 to 1.0: formats 0.1 and 0.2", () => {
    for (const format_version of ["0.1", "0.2"])
      expect(review(planOf({ web: {} }, undefined, { format_version })).archive.groups).toBe(1);
  });
});

describe("what is no plan is named, with what to do", () => {
  const MAKE_ONE = "; make one with `terraform show -json <plan file>`";

  test("everything else that Terraform prints", () => {
    const stack = new Stack(configuration({ web: {} }));
    const log = stack.run("plan", "-json", "-out=saved");
    expect(errorOf(log)).toBe(
      `this is the log of \`terraform plan -json\`, not the plan: save it with \`terraform plan -out <plan file>\`${MAKE_ONE}`,
    );
    const saved = readFileSync(join(stack.path, "saved"));
    expect(errorOf(saved)).toBe(`this is a saved plan as Terraform keeps it${MAKE_ONE}`);
    expect(errorOf(stack.run("plan"))).toBe(`this is a plan as Terraform prints it for people${MAKE_ONE}`);
    expect(errorOf(stack.run("show", "saved"))).toBe(
      `this is a plan as Terraform prints it for people${MAKE_ONE}`,
    );
    expect(errorOf(stack.run("validate", "-json"))).toContain(
      "`terraform validate -json` prints, not a plan",
    );
    expect(errorOf(stack.run("version", "-json"))).toContain("`terraform version -json` prints, not a plan");
    expect(errorOf(stack.run("providers", "schema", "-json"))).toContain(
      "`terraform providers schema -json`",
    );
    expect(errorOf(stack.run("show", "-json"))).toBe(
      `this is a state without resources, not a plan${MAKE_ONE}`,
    );
    stack.apply();
    for (const args of [
      ["show", "-json"],
      ["state", "pull"],
    ] as const)
      expect(errorOf(stack.run(...args))).toBe(`this is a state, not a plan${MAKE_ONE}`);
  });

  test.each<[string, Buffer | string, string]>([
    ["nothing", "", "the plan is empty"],
    ["a mark alone", Buffer.from([0xff, 0xfe]), "the plan is empty"],
    [
      "a saved plan",
      Buffer.from("PK\u0003\u0004\u0000\u0000\u0008\u0000", "latin1"),
      "this is a saved plan as Terraform keeps it",
    ],
    ["other bytes", Buffer.from([1, 0, 0, 2, 3, 4, 5, 6, 7, 8, 9]), "this is not text"],
    [
      "half a gzip file",
      gzipSync(PLAN).subarray(0, 50),
      "the plan is a gzip file that is damaged or cut off",
    ],
    [
      "an encrypted plan of OpenTofu",
      '{"meta":{},"encrypted_data":"x"}',
      "this is a plan that OpenTofu has encrypted",
    ],
    ["a plan of HCP Terraform", '{"plan_format_version":"1.2"}', "this is a plan without its configuration"],
    ["outputs", '{"web":{"type":"string"}}', "this is JSON, but not a plan"],
    [
      "an error of Terraform",
      "Error: Failed to read plan\n",
      'the plan is invalid JSON, it begins with "Error: Failed to read plan"',
    ],
    [
      "a plan that was cut off behind a log",
      `[command]x\n${PLAN.slice(0, -9)}`,
      "the plan is cut off, or something else is inside it",
    ],
    [
      "a plan with a line of a log in it",
      PLAN.replace("configuration", '\n::debug::x"'),
      "the plan is cut off, or",
    ],
    ["two plans", `${PLAN}\n${planOf({})}\n`, "this contains 2 plans; review each on its own"],
    ["a plan, and one that was cut off", `${planOf({})}\n${PLAN.slice(0, -9)}`, "the plan is cut off, or"],
    ["many lines that are none", "{ x\n".repeat(10_000), 'the plan is invalid JSON, it begins with "{ x"'],
  ])("%s", (_, file, sentence) => {
    expect(errorOf(file)).toContain(sentence);
  });

  test("a file of 560 MB is one sentence, and is not read", async () => {
    const file = join(temporaryFolder(), "plan.json");
    writeFileSync(file, "{");
    truncateSync(file, 560 * 1024 ** 2);
    await expect(readInput(file)).rejects.toThrow(
      new UsageError(
        "the plan has 560 MB, and at most 511 MB can be read; leave out what the review does not need: `jq -c 'del(.planned_values)'`",
      ),
    );
    expect(MOST_BYTES).toBeGreaterThan(500 * 1024 ** 2);
  });
});

test("whatever bytes there are, they are reviewed or refused in one sentence, and a mark is no all-clear", () => {
  const mark = "ARCHIVED_GROUP_ID";
  const pieces = fc.constantFrom(
    PLAN,
    planOf({}),
    PLAN.slice(0, 40),
    "{",
    "}",
    '{"format_version":"1.2","configuration":{}}',
    '{"@level":"info"}',
    "[command]x",
    "::debug::",
    "\n",
    " ",
    "\u0000",
    "\u001b[1m",
    mark,
    `"${mark}"`,
  );
  const mixed = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 6 }).map((parts) => parts.join(""));
  const file = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    mixed.map((text) => Buffer.from(text)),
    mixed.map((text) => Buffer.from(text, "utf16le")),
    mixed.map((text) => gzipSync(text)),
    fc
      .tuple(fc.constantFrom("\u001f\u008b", "PK", "\u00ff\u00fe"), fc.string())
      .map((parts) => Buffer.from(parts.join(""), "latin1")),
  );
  fc.assert(
    fc.property(file, (bytes) => {
      try {
        const text = decode(bytes);
        const { headline } = review(text);
        if (text.includes(mark)) expect(headline).not.toContain("no resource that archives");
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message).not.toContain("\n");
      }
    }),
    { numRuns: 2_000 },
  );
});
