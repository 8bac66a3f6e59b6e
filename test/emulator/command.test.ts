import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INFERRED, parseSeed, WEB_APPLICATIONS } from "../../lib/emulator";
import { COMMAND_LINE, home, Running, run } from "../cli/command";

jest.setTimeout(20_000);

const running: Running[] = [];
afterEach(() =>
  Promise.all(running.splice(0).map(({ child, finished }) => child.kill("SIGKILL") && finished)),
);

/** `emulate` as a process, and what it prints until it answers. */
async function emulate(...args: string[]) {
  const emulator = new Running(COMMAND_LINE, ["emulate", "--port", "0", "--quiet", ...args]);
  running.push(emulator);
  const text = await emulator.printed("Ctrl-C stops it");
  const url = /CLC_BASE_URL=(\S+)/.exec(text)?.[1] ?? "";
  const login = await fetch(`${url}/v2/authentication/login`, {
    method: "POST",
    body: JSON.stringify({ username: "demo", password: "demo-password" }),
  });
  const { bearerToken } = (await login.json()) as { bearerToken: string };
  const send = (path: string, method = "GET") =>
    fetch(url + path, { method, headers: { Authorization: `Bearer ${bearerToken}` } });
  return { emulator, text, url, send };
}

const file = (name: string, text?: string): string => {
  const path = join(home, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};
const GROUP = `/v2/groups/ALTD/${WEB_APPLICATIONS}`;

test.each(["SIGINT", "SIGTERM"] as const)(
  "%s saves what was archived, and the next start goes on",
  async (signal) => {
    const state = file(`state-${signal}.json`);
    const first = await emulate("--speed", "1000000", "--save", state);
    expect(first.text).toContain(`Ctrl-C stops it and saves to ${state}.`);
    expect((await first.send(`${GROUP}/archive`, "POST")).status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 50));
    first.emulator.child.kill(signal);
    first.emulator.child.kill(signal);
    expect(await first.emulator.finished).toMatchObject({ code: 0, stderr: "" });
    expect(() => parseSeed(readFileSync(state, "utf8"), state)).not.toThrow();

    const second = await emulate("--seed", state);
    const group = await (await second.send(GROUP)).json();
    expect(group).toMatchObject({ name: "Web Applications", status: "archived" });
    expect(second.text).not.toContain(`--group ${WEB_APPLICATIONS}`);
  },
);

test("faults, timelines and switches are those of the command line", async () => {
  const { send } = await emulate(
    ...["--fault", "getGroup:503*1", "--fault", "getServer:404"],
    ...["--timeline", "failed@0", "--timeline", "powerOn:strangeWord@0"],
    ...["--archive-status", "200", "--double-submission", "accept"],
  );
  expect((await send(GROUP)).status).toBe(503);
  expect((await send(GROUP)).status).toBe(200);
  expect((await send("/v2/servers/ALTD/de1altdweb01")).status).toBe(404);
  const archive = await send(`${GROUP}/archive`, "POST");
  expect(archive.status).toBe(200);
  const { href } = (await archive.json()) as { href: string };
  expect(await (await send(href)).json()).toEqual({ status: "failed" });
});

test("a file has faults with what the command line cannot say, and they go before those of --fault", async () => {
  const rule = {
    on: "getGroup",
    effect: { kind: "status", status: 429, body: { message: "slow down" }, headers: { "Retry-After": 7 } },
  };
  const { send } = await emulate(
    ...["--fault", "getGroup:503"],
    ...["--faults", file("faults.json", JSON.stringify([rule]))],
  );
  const first = await send(GROUP);
  expect([first.status, first.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(await first.json()).toEqual({ message: "slow down" });
  expect((await send(GROUP)).status).toBe(503);
  expect((await send(GROUP)).status).toBe(200);
});

test("--read-only is a switch without a value", async () => {
  const { send } = await emulate("--read-only");
  expect((await send(`${GROUP}/archive`, "POST")).status).toBe(403);
});

test("the page is there in the bundle, too", async () => {
  const { url, text } = await emulate();
  expect(text).toContain(`A browser shows it at ${url}/`);
  expect(await (await fetch(url)).text()).toContain("<h1>CTL API emulator</h1>");
});

test("help lists every switch of inferred behaviour", async () => {
  const { stdout } = await run(["emulate", "--help"]);
  const flags = INFERRED.flatMap(({ what, switch: one }) => (one?.flag ? [one.flag, what] : []));
  expect(flags.length).toBeGreaterThan(8);
  for (const text of flags) expect(stdout).toContain(text);
});

describe("wrong usage is one sentence and exit code 2", () => {
  mkdirSync(join(home, "folder"), { recursive: true });
  test.each<[string[], string]>([
    [["--fault", "status:500"], 'fault "status:500": there is no route "status": did you mean getStatus?'],
    [
      ["--fault", "getStatus:429(retry-after=5)"],
      'fault "getStatus:429(retry-after=5)": arguments and probabilities need a rule in JSON, such as in a file for --faults',
    ],
    [
      ["--faults", "nowhere.json"],
      "the file of faults nowhere.json cannot be read: there is no such file or folder",
    ],
    [
      ["--faults", file("wrong.json", '[{"on":"getStatus","effect":{"kind":"status","status":99}}]')],
      `${file("wrong.json")}: /0/effect/status must be a status from 200 to 599, not 99`,
    ],
    [["--timeline", "x"], 'timeline "x": "x" is not a status and its time, such as executing@15s'],
    [
      ["--timeline", "failed@1s", "--timeline", "succeeded@2s"],
      "--timeline is given twice for one operation: failed@1s and succeeded@2s; give each one once",
    ],
    [
      ["--seed", "nowhere.json"],
      "the seed file nowhere.json cannot be read: there is no such file or folder",
    ],
    [
      ["--seed", join(home, "folder")],
      `the seed file ${join(home, "folder")} cannot be read: it is a folder`,
    ],
    [["--seed", file("empty.json", "{}")], `${file("empty.json")}: it has no alias, which must be there`],
    [
      ["--save", "nowhere/x.json"],
      "nowhere/x.json cannot be written when the emulator stops: there is no such file or folder",
    ],
    [
      ["--save", join(home, "folder")],
      `${join(home, "folder")} cannot be written when the emulator stops: it is not a file`,
    ],
  ])("%j", async (args, sentence) => {
    expect(await run(["emulate", "--port", "0", ...args])).toEqual({
      code: 2,
      stdout: `error: ${sentence}\n`,
      stderr: "",
    });
  });

  test.each([
    [["--fault-seed", "x"], "It must be a whole number."],
    [["--archived-groups", "gone"], "Allowed choices are visible, hidden."],
  ])("%j", async (args, sentence) => {
    const { code, stderr } = await run(["emulate", ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
