import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { type Printed, Stage } from "./stage";

let stage: Stage;
const start = async (...options: Parameters<typeof Stage.set>): Promise<Stage> => {
  stage = await Stage.set(...options);
  return stage;
};
afterEach(() => stage.strike());

/** Lines with what differs from run to run taken out. */
const steady = ({ lines }: Printed): string[] =>
  lines.map((line) =>
    line
      .replace(stage.emulator.url, "URL")
      .replace(stage.stateDirectory, "STATE")
      .replaceAll(/de1-\d+/g, "de1-N"),
  );

describe("exit code 0", () => {
  test("a group is archived, and every step is one line", async () => {
    const printed = await (await start()).archive();
    expect(printed.code).toBe(0);
    expect(steady(printed)).toEqual([
      `group ${WEB_APPLICATIONS} of ALTD on URL`,
      "logged in as demo",
      '"Web Applications" is active: 5 servers to archive, in 3 groups',
      'sending the archive of "Web Applications", once',
      "accepted as operation de1-N",
      "de1-N: notStarted (0 s)",
      expect.stringMatching(/^de1-N: executing \(1\d s\)$/),
      expect.stringMatching(/^de1-N: resumed \(2\d s\)$/),
      expect.stringMatching(/^de1-N: succeeded \(5\d s\)$/),
      "de1-N has ended; looking at the group itself",
      `"Web Applications" (${WEB_APPLICATIONS}) was seen archived, with 5 servers`,
    ]);
    expect(stage.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });

  test("a group that is archived already is left alone", async () => {
    const printed = await (await start()).archive({ group: LEGACY_REPORTING });
    expect(printed.code).toBe(0);
    expect(printed.lines.at(-1)).toBe(
      `"Legacy Reporting" (${LEGACY_REPORTING}) is archived already; nothing was sent`,
    );
    expect(stage.emulator.acceptedArchives()).toEqual([]);
  });

  test("running again sends nothing", async () => {
    await (await start()).archive();
    expect((await stage.archive()).code).toBe(0);
    expect(stage.emulator.acceptedArchives()).toHaveLength(1);
  });

  test("a group without servers counts as one group", async () => {
    const printed = await (await start()).archive({ group: DECOMMISSIONED });
    expect(printed.code).toBe(0);
    expect(printed.text).toContain('"Decommissioned" is active: 0 servers to archive, in 1 group\n');
  });
});

describe("exit code 1", () => {
  test("a failed job names what is not archived", async () => {
    await start({
      timeline: [
        { status: "executing", atMs: 0 },
        { status: "failed", atMs: 20_000 },
      ],
    });
    const printed = await stage.archive({}, { byTerraform: true });
    expect(printed.code).toBe(1);
    const card = steady(printed).slice(steady(printed).findIndex((line) => line.startsWith("---")));
    expect(card).toEqual([
      `--- archive of group ${WEB_APPLICATIONS}: FAILED`,
      "    de1-N failed; the platform gives no reason",
      "    - not archived: de1altdcache01 (active)",
      "    - not archived: de1altdshop01 (active)",
      "    - not archived: de1altdshop02 (active)",
      "    platform now  operation de1-N has ended; what is not archived stays as it is",
      "    run again     safe: it looks at the group first, and archives what is left",
      "    operation     de1-N",
      `    watch it with archived-group status --account ALTD --group ${WEB_APPLICATIONS}`,
      expect.stringMatching(/^ {4}receipt {7}STATE\/receipts\/.*\.json$/),
      "    read          docs/operations.md in the package cdktf-archived-group",
      '    terraform     marks the resource as tainted; "must be replaced" destroys no server, and a destroy now restores nothing',
      "---",
    ]);
  });

  test("people are told nothing of Terraform", async () => {
    await start({ timeline: [{ status: "failed", atMs: 0 }] });
    const { text } = await stage.archive();
    expect(text).not.toMatch(/terraform/i);
  });

  test("an unknown group", async () => {
    const printed = await (await start()).archive({ group: "0".repeat(32) });
    expect(printed.code).toBe(1);
    expect(printed.text).toContain(
      `account ALTD has no group ${"0".repeat(32)}, or this user may not see it`,
    );
    expect(printed.text).not.toContain("    journal ");
  });

  test.each([
    [
      "a page of a proxy",
      { kind: "html", status: 200 },
      "an HTML page instead of the API's JSON, with status 200",
    ],
    ["an empty answer", { kind: "empty" }, "an empty answer instead of the API's JSON, with status 200"],
  ] as const)("%s is said in one sentence", async (_, effect, sentence) => {
    await start();
    stage.emulator.fault({ on: "*", times: Number.POSITIVE_INFINITY, effect });
    const printed = await stage.archive();
    expect(printed.code).toBe(1);
    expect(printed.text).toContain(`6 requests in a row failed, the last one with ${sentence}`);
    expect(printed.text).not.toMatch(/\n\s+at /);
  });

  test("nobody listens", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const env = { CLC_BASE_URL: `http://127.0.0.1:${port}` };
    const printed = await (await start()).archive({}, { env });
    expect(printed.code).toBe(1);
    expect(printed.text).toContain("ECONNREFUSED");
    expect(printed.text).toContain("run again     safe: it looks at the group first");
  });

  test("a journal that cannot be written stops before anything is sent", async () => {
    const env = { ARCHIVED_GROUP_STATE_DIR: "/dev/null" };
    const printed = await (await start()).archive({}, { env });
    expect(printed.code).toBe(1);
    expect(printed.text).toContain("cannot be written");
    expect(stage.emulator.acceptedArchives()).toEqual([]);
  });
});

describe("exit code 2", () => {
  test.each([
    [{ account: "" }, "no account is given; use --account <alias>, or set ARCHIVED_GROUP_ACCOUNT"],
    [{ group: undefined }, "no group is given; use --group <id>, or set ARCHIVED_GROUP_ID"],
    [
      { account: "A/B" },
      'accountAlias must be the short code of an account, 1 to 16 letters and digits such as "ALTD", got "A/B"',
    ],
    [
      { group: "12" },
      'groupId must be 32 hex digits such as "2a5c0b9662cf4fc8bf6180f139facdc0", got 2 characters: "12"',
    ],
    [{ timeout: "-5m" }, 'timeout must be a duration such as "90s", "1h30m" or "4h", got "-5m"'],
    [{ maxServers: "many" }, 'maxServers must be a whole number of zero or more, got "many"'],
  ])("%j is answered with one sentence, before anything is asked", async (values, sentence) => {
    const printed = await (await start()).archive(values);
    expect(printed).toMatchObject({ code: 2, text: `error: ${sentence}\n` });
    expect(stage.emulator.events).toEqual([]);
  });

  test.each([
    [{ CLC_BASE_URL: "http://example.com" }, 'CLC_BASE_URL is "http://example.com": plain http would show'],
    [
      { CLC_BASE_URL: "https://example.com/api" },
      "CLC_BASE_URL must be an origin, with or without /v2 behind it",
    ],
    [{ ARCHIVED_GROUP_STATE_DIR: "state" }, "ARCHIVED_GROUP_STATE_DIR must be an absolute path"],
  ])("%j is answered with one sentence", async (env, sentence) => {
    const printed = await (await start()).archive({}, { env });
    expect(printed.code).toBe(2);
    expect(printed.lines).toEqual([expect.stringContaining(`error: ${sentence}`)]);
  });
});

describe("exit code 3", () => {
  const none = { CLC_USERNAME: "", CLC_PASSWORD: "", CLC_BEARER_TOKEN: "" };

  test.each([
    [none, "no credentials: set CLC_USERNAME and CLC_PASSWORD, or CLC_BEARER_TOKEN"],
    [{ ...none, CLC_USERNAME: "demo" }, "CLC_USERNAME is set but CLC_PASSWORD is not"],
    [{ ...none, CLC_PASSWORD: "secret" }, "CLC_PASSWORD is set but CLC_USERNAME is not"],
  ])("%j is answered with one sentence, before anything is asked", async (env, sentence) => {
    const printed = await (await start()).archive({}, { env });
    expect(printed.code).toBe(3);
    expect(printed.lines).toEqual([expect.stringContaining(`error: ${sentence}`)]);
    expect(stage.emulator.events).toEqual([]);
  });

  test("a wrong password", async () => {
    const printed = await (await start()).archive({}, { env: { CLC_PASSWORD: "wrong-password" } });
    expect(printed.code).toBe(3);
    expect(printed.text).toContain('the login of CLC_USERNAME "demo" was rejected');
    expect(printed.text).toContain("NO ACCESS");
    expect(printed.text).not.toContain("wrong-password");
  });

  test("a refused token, and no login to fall back on", async () => {
    const printed = await (await start()).archive({}, { env: { ...none, CLC_BEARER_TOKEN: "stale-token" } });
    expect(printed.code).toBe(3);
    expect(printed.text).toContain("the token of CLC_BEARER_TOKEN is not accepted");
    expect(printed.text).not.toContain("stale-token");
  });

  test("a refused token with a login behind it is no matter", async () => {
    const printed = await (await start()).archive({}, { env: { CLC_BEARER_TOKEN: "stale-token" } });
    expect(printed.code).toBe(0);
  });
});

describe("exit code 4", () => {
  test("the deadline, and the next run continues", async () => {
    await start();
    const printed = await stage.archive({ timeout: "30s" });
    expect(printed.code).toBe(4);
    expect(steady(printed)).toEqual(
      expect.arrayContaining([
        `--- archive of group ${WEB_APPLICATIONS}: NOT KNOWN YET`,
        "    not done within 30 s; last seen: executing",
        "    platform now  operation de1-N continues without this run; the platform offers no way to cancel it",
        "    run again     safe: it continues de1-N and sends nothing new while that is in flight",
      ]),
    );
    const again = await stage.archive();
    expect(again.code).toBe(0);
    expect(steady(again)).toContain("resuming de1-N, submitted 30 s ago; nothing is sent again");
    expect(stage.emulator.acceptedArchives()).toHaveLength(1);
  });

  test("the journal that the card names is there", async () => {
    const { text } = await (await start()).archive({ timeout: "30s" });
    const [, journal = ""] = /^ {4}journal +(.*)$/m.exec(text) ?? [];
    expect(JSON.parse(await readFile(journal, "utf8"))).toMatchObject({ groupId: WEB_APPLICATIONS });
  });
});

describe("exit code 5", () => {
  test.each([
    [{ expectedName: "Web" }, '- its name is "Web Applications", expectedName is "Web"'],
    [{ maxServers: "4" }, "- 5 servers would be archived, maxServers allows 4"],
    [{ maxServers: "0" }, "- 5 servers would be archived, maxServers allows 0"],
    [
      { endpoint: "https://api.ctl.io" },
      "this declaration is pinned to https://api.ctl.io, but CLC_BASE_URL points to",
    ],
  ])("%j holds", async (values, sentence) => {
    const printed = await (await start()).archive(values);
    expect(printed.code).toBe(5);
    expect(printed.text).toContain(`archive of group ${WEB_APPLICATIONS}: REFUSED`);
    expect(printed.text).toContain(sentence);
    expect(printed.text).toContain("platform now  this run sent nothing");
    expect(stage.emulator.acceptedArchives()).toEqual([]);
  });

  test("a group that this user may not archive", async () => {
    const printed = await (await start({ readOnly: true })).archive();
    expect(printed.code).toBe(5);
    expect(printed.text).toContain("the platform does not offer archiveGroupAction on it");
  });

  test("the root group of a data center", async () => {
    await start();
    const root = stage.emulator.group(WEB_APPLICATIONS)?.parentId ?? "";
    const printed = await stage.archive({ group: root });
    expect(printed.code).toBe(5);
    expect(printed.text).toContain(
      "it is the root group of its data center, which the platform never archives",
    );
  });

  test.each(["expectedName", "maxServers", "endpoint"])(
    "an empty %s is no guardrail that may be left out silently",
    async (name) => {
      const printed = await (await start()).archive({ [name]: "" });
      expect(printed.code).toBe(2);
      expect(printed.lines).toEqual([expect.stringMatching(new RegExp(`^error: ${name} must `))]);
    },
  );
});
