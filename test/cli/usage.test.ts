import { RESTORE_SETTINGS, SETTINGS } from "../../lib/contract/settings";
import { WEB_APPLICATIONS } from "../../lib/emulator";
import packageJson from "../../package.json";
import { run } from "./command";

const CREDENTIALS = { CLC_USERNAME: "demo", CLC_PASSWORD: "s3cret" };
const TARGET = ["--account", "ALTD", "--group", WEB_APPLICATIONS];

describe("--help", () => {
  test("of the command line names every command, the environment and the exit codes", async () => {
    const { code, stdout } = await run(["--help"]);
    expect(code).toBe(0);
    for (const text of [
      "archive [options]",
      "restore [options]",
      "status [options]",
      "survey [options]",
      "  pin  ",
      "drift [options]",
      "review [options] [plan.json]",
      "receipts [options]",
      "emulate [options]",
      "CLC_USERNAME",
      "Exit codes:",
    ]) {
      expect(stdout).toContain(text);
    }
  });

  test.each([
    ["archive", ["archive", "--help"], SETTINGS, "5 refused by a guardrail"],
    ["archive", ["help", "archive"], SETTINGS, "5 refused by a guardrail"],
    ["restore", ["restore", "--help"], RESTORE_SETTINGS, "5 refused, nothing was sent"],
  ])("of %s (%j) names every flag with its variable", async (_, args, settings, refused) => {
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, " ");
    for (const { flag, variable, about } of Object.values(settings)) {
      expect(text).toContain(`${flag} ${about} (env: ${variable})`);
    }
    expect(text).toContain("--log-format <format>");
    for (const word of ["CLC_BEARER_TOKEN", "CLC_BASE_URL", "ARCHIVED_GROUP_STATE_DIR", refused]) {
      expect(text).toContain(word);
    }
  });

  test("of status", async () => {
    const { code, stdout } = await run(["status", "--help"]);
    expect(code).toBe(0);
    for (const text of [
      "--account",
      "ARCHIVED_GROUP_ID",
      "--json",
      "CLC_PASSWORD",
      "Exit codes:",
      "0 shown",
    ]) {
      expect(stdout).toContain(text);
    }
  });

  test.each([
    ["survey", ["--account <alias>", "--group <id...>", "--json", "CLC_PASSWORD", "0 shown"]],
    ["pin", ["archived-group.scope.json", "CLC_PASSWORD", "0 written", "1 failed, nothing was written"]],
    ["drift", ["--stack <name...>", "--json", "CLC_PASSWORD", "0 no drift", "6 drift found"]],
  ])("of %s", async (command, texts) => {
    const { code, stdout } = await run([command, "--help"]);
    expect(code).toBe(0);
    for (const text of texts) expect(stdout).toContain(text);
  });

  test("of receipts", async () => {
    const { code, stdout } = await run(["receipts", "--help"]);
    expect(code).toBe(0);
    for (const text of ["--json", "ARCHIVED_GROUP_STATE_DIR", "0 listed"]) expect(stdout).toContain(text);
  });

  test("of emulate", async () => {
    const { code, stdout } = await run(["emulate", "--help"]);
    expect(code).toBe(0);
    for (const text of ["--port <port>", "(default: 4000)", "--speed <factor>", "--quiet", "Exit codes:"]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).not.toContain("CLC_PASSWORD");
  });

  test("fits into 120 columns and holds no escape codes", async () => {
    for (const args of [
      ["--help"],
      ["archive", "--help"],
      ["restore", "--help"],
      ["status", "--help"],
      ["survey", "--help"],
      ["pin", "--help"],
      ["drift", "--help"],
      ["review", "--help"],
      ["emulate", "--help"],
    ]) {
      const { stdout } = await run(args);
      expect(stdout).not.toContain("\u001b");
      for (const line of stdout.split("\n")) {
        expect(line.length).toBeLessThanOrEqual(120);
      }
    }
  });
});

test.each(["--version", "-V"])("%s is that of the package", async (flag) => {
  expect(await run([flag])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: "" });
});

test("without a command it prints help, as an error", async () => {
  const { code, stdout, stderr } = await run([]);
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("Usage: archived-group [options] [command]");
});

describe("wrong usage is one sentence and exit code 2", () => {
  test.each<[string[], string]>([
    [["archiv"], "error: unknown command 'archiv'\n(Did you mean archive?)"],
    [["frobnicate"], "error: unknown command 'frobnicate'"],
    [["archive", "--acount", "ALTD"], "error: unknown option '--acount'\n(Did you mean --account?)"],
    [["survey", "--account", "ALTD"], "error: required option '--group <id...>' not specified"],
    [["pin", "now"], "error: too many arguments for 'pin'. Expected 0 arguments but got 1."],
    [["drift", "--stack"], "error: option '--stack <name...>' argument missing"],
    [["drift", "--jsn"], "error: unknown option '--jsn'\n(Did you mean --json?)"],
    [["emulate", "--quite"], "error: unknown option '--quite'\n(Did you mean --quiet?)"],
    [
      ["archive", ...TARGET, "extra"],
      "error: too many arguments for 'archive'. Expected 0 arguments but got 1.",
    ],
    [["archive", "--account"], "error: option '--account <alias>' argument missing"],
    [
      ["archive", "--log-format", "xml"],
      "error: option '--log-format <format>' argument 'xml' is invalid. Allowed choices are text, json.",
    ],
    [
      ["emulate", "--port", "http"],
      "error: option '--port <port>' argument 'http' is invalid. It must be a port from 0 to 65535.",
    ],
    [
      ["emulate", "--speed", "-1"],
      "error: option '--speed <factor>' argument '-1' is invalid. It must be a number greater than 0.",
    ],
    [
      ["emulate", "--speed", "0"],
      "error: option '--speed <factor>' argument '0' is invalid. It must be a number greater than 0.",
    ],
    [
      ["emulate", "--port", "70000"],
      "error: option '--port <port>' argument '70000' is invalid. It must be a port from 0 to 65535.",
    ],
    [
      ["emulate", "--port", "1.5"],
      "error: option '--port <port>' argument '1.5' is invalid. It must be a port from 0 to 65535.",
    ],
  ])("%j", async (args, sentence) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(`${sentence}\n`);
  });
});

describe("bad input is one sentence and no stack trace", () => {
  test.each<[string[], Record<string, string>, number, string]>([
    [
      ["--group", WEB_APPLICATIONS],
      CREDENTIALS,
      2,
      "no account is given; use --account <alias>, or set ARCHIVED_GROUP_ACCOUNT",
    ],
    [["--account", "", "--group", WEB_APPLICATIONS], CREDENTIALS, 2, "no account is given"],
    [["--account", "A-B", "--group", WEB_APPLICATIONS], CREDENTIALS, 2, 'got "A-B"'],
    [["--account", "ALTD"], CREDENTIALS, 2, "no group is given; use --group <id>, or set ARCHIVED_GROUP_ID"],
    [["--account", "ALTD", "--group", "web"], CREDENTIALS, 2, 'got 3 characters: "web"'],
    [[...TARGET, "--timeout", "-5m"], CREDENTIALS, 2, 'got "-5m"'],
    [
      [...TARGET, "--timeout", "soon"],
      CREDENTIALS,
      2,
      'timeout must be a duration such as "90s", "1h30m" or "4h"',
    ],
    [
      [...TARGET, "--max-servers", "-1"],
      CREDENTIALS,
      2,
      'maxServers must be a whole number of zero or more, got "-1"',
    ],
    [[...TARGET, "--expected-name", ""], CREDENTIALS, 2, "expectedName must not be empty"],
    [[...TARGET, "--protected-names", "{web,data}*"], CREDENTIALS, 2, 'but "{web,data}*" has "{"'],
    [
      [...TARGET, "--protected-names", "web", "--protected-names", "!data"],
      CREDENTIALS,
      2,
      'but "!data" has "!"',
    ],
    [
      TARGET,
      { ...CREDENTIALS, ARCHIVED_GROUP_PROTECTED_NAMES: "web,data" },
      2,
      'protectedNames must be a list of names or globs such as ["*production*"], got "web,data"',
    ],
    [TARGET, {}, 3, "no credentials: set CLC_USERNAME and CLC_PASSWORD, or CLC_BEARER_TOKEN"],
    [TARGET, { CLC_USERNAME: "demo" }, 3, "CLC_USERNAME is set but CLC_PASSWORD is not"],
    [TARGET, { CLC_PASSWORD: "s3cret" }, 3, "CLC_PASSWORD is set but CLC_USERNAME is not"],
    [
      TARGET,
      { ...CREDENTIALS, CLC_BASE_URL: "http://example.com" },
      2,
      "plain http would show the password to the network",
    ],
    [
      TARGET,
      { ...CREDENTIALS, CLC_BASE_URL: "https://example.com/api/v2" },
      2,
      "must be an origin, with or without /v2",
    ],
    [
      TARGET,
      { ...CREDENTIALS, CLC_BASE_URL: "example.com" },
      2,
      'must be an address such as "https://api.ctl.io"',
    ],
    [
      TARGET,
      { ...CREDENTIALS, ARCHIVED_GROUP_STATE_DIR: "state" },
      2,
      "ARCHIVED_GROUP_STATE_DIR must be an absolute path",
    ],
    [TARGET, { ...CREDENTIALS, ARCHIVED_GROUP_TIMEOUT: "1y" }, 2, 'got "1y"'],
  ])("archive %j with %j", async (args, env, expected, sentence) => {
    const { code, stdout, stderr } = await run(["archive", ...args], env);
    expect(code).toBe(expected);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^error: [^\n]+\n$/);
    expect(stdout).toContain(sentence);
    expect(stdout).not.toContain("s3cret");
  });

  test.each<[string[], Record<string, string>, number, string]>([
    [["--account", "ALTD"], CREDENTIALS, 2, "no group is given; use --group <id>, or set ARCHIVED_GROUP_ID"],
    [[...TARGET, "--target", "web"], CREDENTIALS, 2, "target must be 32 hex digits such as"],
    [TARGET, { ...CREDENTIALS, ARCHIVED_GROUP_RESTORE_TO: "x" }, 2, 'got 1 characters: "x"'],
    [TARGET, {}, 3, "no credentials"],
  ])("restore %j with %j", async (args, env, expected, sentence) => {
    const { code, stdout } = await run(["restore", ...args], env);
    expect(code).toBe(expected);
    expect(stdout).toMatch(/^error: [^\n]+\n$/);
    expect(stdout).toContain(sentence);
  });

  test.each<[string[], Record<string, string>, number]>([
    [["--account", "ALTD"], CREDENTIALS, 2],
    [TARGET, {}, 3],
    [TARGET, { ...CREDENTIALS, CLC_BASE_URL: "http://example.com" }, 2],
  ])("status %j with %j", async (args, env, expected) => {
    const { code, stdout } = await run(["status", ...args], env);
    expect(code).toBe(expected);
    // What is known here comes before what could not be asked.
    expect(stdout).toMatch(/^((group|folder|journal) {2,}[^\n]+\n)*error: [^\n]+\n$/);
  });
});
