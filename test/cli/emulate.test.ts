import { createServer } from "node:net";
import { COMMAND_LINE, Running, run } from "./command";

const running: Running[] = [];
afterEach(() =>
  Promise.all(running.splice(0).map(({ child, finished }) => child.kill("SIGKILL") && finished)),
);

/** An emulator process, with the lines that it starts with. */
async function emulate(...args: string[]): Promise<{ emulator: Running; text: string; url: string }> {
  const emulator = new Running(COMMAND_LINE, ["emulate", "--port", "0", ...args]);
  running.push(emulator);
  const text = await emulator.printed("forgets everything.\n");
  return { emulator, text, url: /CLC_BASE_URL=(\S+)/.exec(text)?.[1] ?? "" };
}

test("it prints two lines that work as they are", async () => {
  const { text } = await emulate("--speed", "1000000");
  const [, variables = ""] = /export (.*)/.exec(text) ?? [];
  const [, command = ""] = /archived-group (archive .*)/.exec(text) ?? [];
  const env = Object.fromEntries(variables.split(" ").map((pair) => pair.split("=") as [string, string]));
  const { code, stdout } = await run(command.split(" "), env);
  expect(stdout).toContain("was seen archived, with 5 servers");
  expect(code).toBe(0);
});

test("it tells what happens, or nothing more with --quiet", async () => {
  const told = await emulate();
  await fetch(`${told.url}/v2/nothing`);
  expect(await told.emulator.printed("GET /v2/nothing 404")).not.toContain("\u001b");
  const quiet = await emulate("--quiet");
  await fetch(`${quiet.url}/v2/nothing`);
  quiet.emulator.child.kill("SIGTERM");
  expect((await quiet.emulator.finished).stdout).toBe(quiet.text);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s stops it with exit code 0", async (signal) => {
  const { emulator, url } = await emulate();
  emulator.child.kill(signal);
  expect(await emulator.finished).toMatchObject({ code: 0, stderr: "" });
  await expect(fetch(url)).rejects.toThrow();
});

test("a port in use is one sentence", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as { port: number };
  expect(await run(["emulate", "--port", String(port)])).toEqual({
    code: 2,
    stdout: `error: port ${port} on 127.0.0.1 is in use: choose another one, or 0 for any free one\n`,
    stderr: "",
  });
  await new Promise((resolve) => taken.close(resolve));
});

test("it goes on when nobody reads what it prints any more", async () => {
  const { emulator, url } = await emulate();
  emulator.child.stdout?.destroy();
  for (let times = 0; times < 3; times += 1) {
    expect((await fetch(`${url}/v2/nothing`)).status).toBe(404);
  }
  emulator.child.kill("SIGTERM");
  expect(await emulator.finished).toMatchObject({ code: 0, stderr: "" });
});
