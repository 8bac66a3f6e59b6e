import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { CtlEmulator } from "../../lib/emulator";
import { FORMATS } from "../../lib/review/review";
import { COMMAND_LINE, type Finished, HOOK, Running, run } from "../cli/command";
import { temporaryFolder } from "../construct/stacks";
import { HOSTILE_NAMES } from "../outputs/hostile-names";
import { hasCommand, ordersIn } from "../outputs/log-orders";
import { named } from "../review/hostile";
import { anImpact, planOf } from "../review/plans";
import { aResource, cdktfFolder, declaring } from "../terraform/cdktf-folder";

jest.setTimeout(180_000);

const idOf = (index: number): string => String(index).padStart(32, "0");
const IDS = HOSTILE_NAMES.map((_, index) => idOf(index));
/** Of each kind one, for what takes a process for each name. */
const SOME = [
  "::add-mask::production",
  "Web\n::add-mask::production",
  "##[add-path]/tmp/evil",
  "##vso[task.setvariable variable=CLC_BASE_URL]https://evil.example",
  "##teamcity[setParameter name='env.CLC_BASE_URL' value='https://evil.example']",
  "+++ an open heading",
  "half \ud83d a pair",
];

let emulator: CtlEmulator;
let env: Record<string, string>;

beforeAll(async () => {
  const groups = HOSTILE_NAMES.map((name, index) => ({
    id: idOf(index),
    name,
    servers: [{ name: `S${index}` }],
  }));
  const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1", groups }] };
  emulator = await CtlEmulator.start({ account, speed: 1_000_000 });
  env = {
    PATH: process.env.PATH ?? "",
    ...(process.env.TERRAFORM_BINARY_NAME && { TERRAFORM_BINARY_NAME: process.env.TERRAFORM_BINARY_NAME }),
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
    ARCHIVED_GROUP_STATE_DIR: join(temporaryFolder(), "state"),
  };
});
afterAll(() => emulator.stop());

/** Everything that a process has printed gives no orders, and there is something. */
function expectQuiet({ stdout, stderr }: Finished): void {
  expect(stdout + stderr).not.toBe("");
  expect(ordersIn(stdout)).toEqual([]);
  expect(ordersIn(stderr)).toEqual([]);
}

test.each([[[]], [["--json"]]])("survey %j of all of them", async (more) => {
  const finished = await run(["survey", "--account", "ALTD", "--group", ...IDS, ...more], env);
  expect(finished.code).toBe(0);
  expectQuiet(finished);
});

test.each([[[]], [["--json"]]])("drift %j of all of them", async (more) => {
  const resources = IDS.map((id, index) => [`g${index}`, aResource(id, `retirement/g${index}/Default`)]);
  const folder = cdktfFolder({ retirement: { resource: { terraform_data: Object.fromEntries(resources) } } });
  const finished = await run(["drift", ...more], env, folder);
  expect(finished.code).toBe(0);
  expectQuiet(finished);
});

test("pin of all of them, and the file that it writes", async () => {
  const folder = cdktfFolder({}, declaring(...IDS));
  for (let round = 0; round < 2; round += 1) {
    const finished = await run(["pin"], env, folder);
    expect(finished.code).toBe(0);
    expectQuiet(finished);
  }
  const file = readFileSync(join(folder, "archived-group.scope.json"), "utf8");
  expect(file.split("\n").filter(hasCommand)).toEqual([]);
});

test.each(Object.keys(FORMATS))("review --format %s of all of them", async (format) => {
  const groups = Object.fromEntries(IDS.map((group, index) => [`g${index}`, { group }]));
  const impacts = HOSTILE_NAMES.map((name, index) => [
    `terraform_data.g${index}`,
    named(name, { ...anImpact(), groupId: idOf(index) }),
  ]);
  const plan = join(temporaryFolder(), "plan.json");
  writeFileSync(plan, planOf(groups, Object.fromEntries(impacts)));
  const { code, stdout, stderr } = await run(["review", plan, "--format", format], env);
  expect(code).toBe(0);
  // What keeps Markdown from linking is ours.
  expectQuiet({ code, stdout: stdout.replaceAll("\u200b", ""), stderr });
});

test.each(SOME)("the hook, status and receipts of %j", async (name) => {
  const group = idOf(HOSTILE_NAMES.indexOf(name));
  const about = ["--account", "ALTD", "--group", group];
  const hook = new Running(HOOK, ["archive"], {
    ...env,
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: group,
    ARCHIVED_GROUP_EXPECTED_NAME: "another",
  });
  const all = [
    await hook.finished,
    await run(["archive", ...about], env),
    ...(await Promise.all([
      run(["status", ...about], env),
      run(["status", ...about, "--json"], env),
      run(["receipts"], env),
      run(["receipts", "--json"], env),
    ])),
  ];
  expect(all.map(({ code }) => code)).toEqual([5, 0, 0, 0, 0, 0]);
  all.forEach(expectQuiet);
});

test.each(SOME)("wrong usage with %j", async (text) => {
  const all = await Promise.all([
    run([text]),
    run(["archive", `--${text}`]),
    run(["archive", "--account", text, "--group", text], env),
    run(["emulate", "--port", text]),
    run(["emulate", "--seed", text]),
    run(["emulate", "--fault", text]),
    run(["emulate", "--faults", text]),
    run(["review", text]),
    run(["drift", "--stack", text], env, cdktfFolder({ retirement: {} })),
  ]);
  expect(all.map(({ code }) => code)).toEqual(all.map(() => 2));
  all.forEach(expectQuiet);
});

test("emulate, asked for what is called so", async () => {
  const running = new Running(COMMAND_LINE, ["emulate", "--port", "0"]);
  const text = await running.printed("forgets everything.\n");
  const port = Number(/CLC_BASE_URL=http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
  for (const name of HOSTILE_NAMES) {
    // What can be the target of a request.
    await send(
      port,
      `GET /${name.replace(/[^!-~]/g, "_")} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    );
  }
  running.child.kill("SIGTERM");
  const finished = await running.finished;
  expect(finished.stdout).toContain("#·#[add-path]/tmp/evil");
  expectQuiet(finished);
});

function send(port: number, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.end(request));
    socket
      .on("error", reject)
      .on("close", () => resolve())
      .resume();
  });
}
