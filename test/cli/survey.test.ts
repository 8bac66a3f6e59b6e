import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CtlEmulator, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { storeFrom } from "../../lib/store/memory";
import { home, run } from "./command";

let emulator: CtlEmulator;
let env: Record<string, string>;

beforeEach(async () => {
  emulator = await CtlEmulator.start();
  env = { CLC_BASE_URL: emulator.url, CLC_USERNAME: emulator.username, CLC_PASSWORD: emulator.password };
});
afterEach(() => emulator.stop());

const survey = (...args: string[]) => run(["survey", "--account", "altd", ...args], env);

test("each group is shown as the plan would show it", async () => {
  const { code, stdout, stderr } = await survey("--group", WEB_APPLICATIONS, LEGACY_REPORTING);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [web, legacy] = stdout.split("\n\n");
  expect(web).toMatch(/^Web Applications \(2a5c\w+\), surveyed .*Z\n! 4 of 5 servers powered on\npath /);
  expect(legacy).toMatch(/^Legacy Reporting \(\w+\), surveyed .*Z\n! it is archived already/);
});

test("--json prints one list, with an error in the place of a group that was not seen", async () => {
  const { code, stdout } = await survey("--group", WEB_APPLICATIONS, "f".repeat(32), "--json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({ groupId: WEB_APPLICATIONS, archived: false, wants: "archived" }),
    {
      accountAlias: "ALTD",
      groupId: "f".repeat(32),
      error: "account ALTD has no such group, or this user may not see it",
    },
  ]);
  expect(stdout.trimEnd()).not.toContain("\n");
});

test("a journal that cannot be used is told of beside the JSON, and before what people read", async () => {
  const folder = join(home, "damaged");
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
  env.ARCHIVED_GROUP_STATE_DIR = folder;
  const { location } = storeFrom(env).memoryOf(target, emulator.url, () => {}).journal;
  mkdirSync(dirname(location), { recursive: true });
  writeFileSync(location, "nonsense");
  const warning = `warning: the journal ${location} is unusable (invalid JSON, or cut off); the next run moves it aside and looks at the group instead\n`;
  const json = await survey("--group", WEB_APPLICATIONS, "--json");
  expect(JSON.parse(json.stdout)).toHaveLength(1);
  expect(json.stderr).toBe(warning);
  const text = await survey("--group", WEB_APPLICATIONS);
  expect(text.stdout.startsWith(`${warning}Web Applications`)).toBe(true);
  expect(text.stderr).toBe("");
});

test("it sends nothing that changes anything", async () => {
  await survey("--group", WEB_APPLICATIONS);
  const sent = emulator.events.flatMap((event) => (event.kind === "request" ? [event.method] : []));
  expect(sent.filter((method) => method !== "GET")).toEqual(["POST"]); // the login
});

test.each<[string[], Record<string, string>, number, string]>([
  [["--group", "web"], {}, 2, 'got 3 characters: "web"'],
  [["--group", WEB_APPLICATIONS], { CLC_PASSWORD: "" }, 3, "CLC_USERNAME is set but CLC_PASSWORD is not"],
  [["--group", WEB_APPLICATIONS], { CLC_PASSWORD: "wrong" }, 3, "was rejected"],
  [["--group", WEB_APPLICATIONS], { CLC_BASE_URL: "http://example.com" }, 2, "plain http"],
])("%j with %j is one sentence", async (args, more, expected, sentence) => {
  Object.assign(env, more);
  const { code, stdout } = await survey(...args);
  expect(code).toBe(expected);
  expect(stdout).toMatch(/^error: [^\n]+\n$/);
  expect(stdout).toContain(sentence);
});
