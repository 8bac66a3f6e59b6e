import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { Stage } from "./stage";

let stage: Stage;
afterEach(() => stage.strike());

const AGAIN = { times: Number.POSITIVE_INFINITY };

/** The server repeats in every answer to an archive or a restore what it was sent. */
async function echoing(password: string, said = `you sent ${password}, didn't you?`): Promise<Stage> {
  stage = await Stage.set({ password });
  const effect = { kind: "status", status: 400, body: { message: said } } as const;
  stage.emulator.fault({ ...AGAIN, on: "archiveGroup", effect });
  const refusal = { isQueued: false, errorMessage: said };
  stage.emulator.fault({ ...AGAIN, on: "restoreGroup", effect: { ...effect, status: 200, body: refusal } });
  return stage;
}

describe.each([
  "demo-password",
  'with "quotes" and \\ backslash',
  "two  spaces\tand a tab",
  "\u001b[31mred",
  "var.password",
  "approved using the UI or API",
  "1000",
  "true",
  "kind",
])("the password %j", (password) => {
  test("is in no line of text, even if the server repeats it", async () => {
    const { text, code } = await (await echoing(password)).archive();
    expect(code).toBe(1);
    expect(text).toContain("you sent [hidden], didn't you?");
  });

  test("is in no line of a restore that is not queued, either", async () => {
    const values = { group: LEGACY_REPORTING, target: WEB_APPLICATIONS };
    const { text, code } = await (await echoing(password)).restore(values);
    expect(code).toBe(1);
    expect(text).toContain("not queued (you sent [hidden], didn't you?)");
  });

  test("is in no value of JSON, and every line stays valid", async () => {
    const { lines, code } = await (await echoing(password)).archive({}, { logFormat: "json" });
    expect(code).toBe(1);
    const outcome = JSON.parse(lines.at(-1) ?? "");
    expect(outcome.summary).toContain("you sent [hidden], didn't you?");
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({
        at: expect.stringMatching(/^2015/),
        kind: expect.any(String),
      });
    }
  });
});

test.each<[string, (text: string) => string]>([
  ["JSON", (text) => JSON.stringify(text).slice(1, -1)],
  ["a URL", encodeURIComponent],
  ["HTML", (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("'", "&#39;")],
  [
    "hex entities",
    (text) => text.replace(/[^a-z]/g, (one) => `&#X${one.charCodeAt(0).toString(16).toUpperCase()};`),
  ],
  ["base64", (text) => Buffer.from(`demo:${text}`).toString("base64").replaceAll("=", "")],
])("a password that the server repeats encoded for %s is in no line", async (_, encode) => {
  const password = `p"a's&s <w>\\o/rd`;
  const said = `you sent ${encode(password)}, didn't you?`;
  const { text, code } = await (await echoing(password, said)).archive();
  expect(code).toBe(1);
  expect(text).toContain("you sent [hidden], didn't you?");
});

test("a password of three characters is hidden in what a server says to the login alone", async () => {
  stage = await Stage.set({ password: "the" });
  const effect = { kind: "status", status: 400, body: { message: "no, the is bad" } } as const;
  stage.emulator.fault({ ...AGAIN, on: "login", effect });
  const { text, code } = await stage.archive();
  expect(code).toBe(3);
  expect(text).toContain("was rejected (no, [hidden] is bad)");
});

test("the words of a refused login are in no file", async () => {
  stage = await Stage.set();
  const effect = { kind: "status", status: 400, body: { message: "you sent nonsense" } } as const;
  stage.emulator.nextTimeline([{ status: "executing", atMs: 0 }]);
  await stage.archive({ timeout: "60s" });
  stage.emulator.revokeTokens();
  stage.emulator.fault({ ...AGAIN, on: "login", effect });
  const { text, code } = await stage.archive();
  expect(text).toContain("you sent nonsense");
  expect(code).toBe(3);
  const entries = await readdir(stage.stateDirectory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
  expect(files.length).toBeGreaterThanOrEqual(2);
  for (const file of files) expect(await readFile(file, "utf8")).not.toContain("nonsense");
});

test.each(["demo-\u001b[0mpassword", "demo-\u001b]0;\u0007password"])(
  "the password is not put together from %j",
  async (said) => {
    const { text } = await (await echoing("demo-password", said)).archive();
    expect(text).toContain("([hidden])");
    expect(text).not.toContain("demo-password");
  },
);

test("a long password is not shown in part where a line is cut", async () => {
  const password = "s3cret-".repeat(12);
  const { text } = await (await echoing(password, `${"x".repeat(380)} ${password}`)).archive();
  expect(text).not.toContain("s3cret");
});
