import { rm } from "node:fs/promises";
import { formatScope } from "../../lib/archival/approved-scope";
import { LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
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

const AT_DESTROY = { byTerraform: true, env: { ARCHIVED_GROUP_DESTROYED: "archived" } };

const statusOf = (id: string) => stage.emulator.group(id)?.status;
const wasSent = () =>
  stage.emulator.events.some((event) => event.kind === "request" && event.route === "restoreGroup");

describe("exit code 0", () => {
  test("a group is restored to where it was, and every step is one line", async () => {
    const parentId = (await start()).emulator.group(WEB_APPLICATIONS)?.parentId;
    await stage.archive();
    const printed = await stage.restore();
    expect(printed.code).toBe(0);
    expect(steady(printed)).toEqual([
      `group ${WEB_APPLICATIONS} of ALTD on URL`,
      '"Web Applications" is archived: 5 servers to restore, in 3 groups',
      'sending the restore of "Web Applications", once',
      "accepted as operation de1-N",
      "de1-N: notStarted (0 s)",
      expect.stringMatching(/^de1-N: executing \(1\d s\)$/),
      expect.stringMatching(/^still waiting: /),
      ...Array.from({ length: printed.lines.length - 10 }, () => expect.any(String)),
      expect.stringMatching(/^de1-N: succeeded \(26 min/),
      "de1-N has ended; looking at the group itself",
      `"Web Applications" (${WEB_APPLICATIONS}) was seen active, with 5 servers`,
    ]);
    expect(stage.emulator.group(WEB_APPLICATIONS)).toMatchObject({ status: "active", parentId });
  });

  test("that nobody here knows which servers it has is said, where nothing tells", async () => {
    await (await start()).archive();
    await rm(stage.stateDirectory, { recursive: true });
    const target = stage.emulator.rootGroup("DE1").id;
    const printed = await stage.restore({ target });
    expect(printed.code).toBe(0);
    expect(steady(printed)).toContain(
      '"Web Applications" is archived: 3 groups to restore; which servers it has is not known here',
    );
  });

  test("a group that is active is left alone", async () => {
    const printed = await (await start()).restore({}, { byTerraform: true });
    expect(printed.code).toBe(0);
    expect(printed.lines.at(-1)).toBe(
      `"Web Applications" (${WEB_APPLICATIONS}) is active already; nothing was sent`,
    );
    expect(wasSent()).toBe(false);
  });

  test("an archive that was cut off is seen through first", async () => {
    await (await start()).archive({ timeout: "30s" });
    const printed = await stage.restore({}, { byTerraform: true });
    expect(printed.code).toBe(0);
    expect(steady(printed)).toEqual(
      expect.arrayContaining([
        "an earlier archive of this group was cut off; finishing it first",
        "resuming de1-N, submitted 30 s ago; nothing is sent again",
        `"Web Applications" (${WEB_APPLICATIONS}) was seen archived, with 5 servers`,
        'sending the restore of "Web Applications", once',
      ]),
    );
  });
});

describe("for Terraform", () => {
  const byTerraform = true;
  const values = { group: LEGACY_REPORTING, target: WEB_APPLICATIONS };

  test("a group that was archived by somebody else is left alone, with exit code 0", async () => {
    const printed = await (await start()).restore(values, { byTerraform });
    expect(printed.code).toBe(0);
    expect(printed.lines.at(-1)).toBe(
      `"Legacy Reporting" (${LEGACY_REPORTING}) is archived, and nothing here shows that this declaration archived it; it is left alone`,
    );
    expect(statusOf(LEGACY_REPORTING)).toBe("archived");
    expect(wasSent()).toBe(false);
  });

  test("a group of which the declaration has evidence is restored", async () => {
    const env = { ARCHIVED_GROUP_EVIDENCE: "state" };
    const printed = await (await start()).restore(values, { byTerraform, env });
    expect(printed.code).toBe(0);
    expect(statusOf(LEGACY_REPORTING)).toBe("active");
  });

  test("empty evidence is none", async () => {
    const env = { ARCHIVED_GROUP_EVIDENCE: "" };
    await (await start()).restore(values, { byTerraform, env });
    expect(statusOf(LEGACY_REPORTING)).toBe("archived");
  });

  test("people need no evidence", async () => {
    expect((await (await start()).restore(values)).code).toBe(0);
    expect(statusOf(LEGACY_REPORTING)).toBe("active");
  });
});

describe("the end of an object", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "that had it restored",
      { ARCHIVED_GROUP_DESTROYED: "restored" },
      "is left alone, because the old declaration restored it; nothing was sent",
    ],
    [
      "of a group that is declared at another place by now",
      { ARCHIVED_GROUP_DECLARED: formatScope([`ALTD ${LEGACY_REPORTING}`, `ALTD ${WEB_APPLICATIONS}`]) },
      `is left alone, because it is now declared as archived elsewhere in the app (if that is removed as well, restore it with: archived-group restore --account ALTD --group ${WEB_APPLICATIONS}); nothing was sent`,
    ],
  ])("%s restores nothing, and asks nobody", async (_, more, why) => {
    await (await start()).archive();
    const asked = stage.emulator.events.length;
    const env = { ...AT_DESTROY.env, ARCHIVED_GROUP_EVIDENCE: "the card in the state", ...more };
    expect(await stage.restore({}, { byTerraform: true, env })).toMatchObject({
      code: 0,
      text: `group ${WEB_APPLICATIONS} ${why}\n`,
    });
    expect(stage.emulator.events).toHaveLength(asked);
    expect(statusOf(WEB_APPLICATIONS)).toBe("archived");
  });

  test("restores a group when only others are declared", async () => {
    await (await start()).archive();
    const declared = formatScope([`ALTD ${LEGACY_REPORTING}`, `OTHR ${WEB_APPLICATIONS}`]);
    const env = { ...AT_DESTROY.env, ARCHIVED_GROUP_DECLARED: declared };
    expect((await stage.restore({}, { byTerraform: true, env })).code).toBe(0);
    expect(statusOf(WEB_APPLICATIONS)).toBe("active");
  });

  test("on another machine sees by its servers that a restore is in flight already", async () => {
    await (await start()).archive();
    const parentId = stage.emulator.group(WEB_APPLICATIONS)?.parentId ?? "";
    expect((await stage.restore({ timeout: "30s" }, AT_DESTROY)).code).toBe(4);
    await rm(stage.stateDirectory, { recursive: true });
    const env = {
      ...AT_DESTROY.env,
      ARCHIVED_GROUP_EVIDENCE: "the card in the state",
      ARCHIVED_GROUP_SERVERS: "de1altdweb01 de1altdweb02",
    };
    const printed = await stage.restore({ target: parentId }, { byTerraform: true, env });
    expect(printed).toMatchObject({ code: 0, text: expect.stringContaining("queued for restore") });
    expect(printed.lines.at(-1)).toContain("was restored by an operation found in flight");
    expect(
      stage.emulator.events.filter((one) => one.kind === "request" && one.route === "restoreGroup"),
    ).toHaveLength(1);
  });
});

describe("exit code 1", () => {
  test("at the creation of a resource says that it is tainted, and that a destroy would run nothing", async () => {
    const env = { ARCHIVED_GROUP_EVIDENCE: "the declaration" };
    const printed = await (await start()).restore(
      { group: LEGACY_REPORTING, target: "0".repeat(32) },
      { byTerraform: true, env },
    );
    expect(printed.code).toBe(1);
    expect(printed.text).toContain(
      "    terraform     marks the resource as tainted; the next deploy runs this again, a destroy now would run nothing\n",
    );
  });

  test("a failed job names what is still archived", async () => {
    await (await start()).archive();
    stage.emulator.nextTimeline(
      [
        { status: "executing", atMs: 0 },
        { status: "failed", atMs: 20_000 },
      ],
      "restoreGroup",
    );
    const printed = await stage.restore({}, AT_DESTROY);
    expect(printed.code).toBe(1);
    const card = steady(printed).slice(steady(printed).findIndex((line) => line.startsWith("---")));
    expect(card).toEqual([
      `--- restore of group ${WEB_APPLICATIONS}: FAILED`,
      "    de1-N failed; the platform gives no reason",
      "    - still archived: de1altdcache01 (archived)",
      "    - still archived: de1altdshop01 (archived)",
      "    - still archived: de1altdshop02 (archived)",
      "    platform now  operation de1-N has ended; what is still archived stays as it is",
      "    run again     safe: it looks at the group first, and restores what is left",
      "    operation     de1-N",
      `    watch it with archived-group status --account ALTD --group ${WEB_APPLICATIONS}`,
      expect.stringMatching(/^ {4}receipt {7}STATE\/receipts\/.*-restore\.json$/),
      "    read          docs/operations.md in the package cdktf-archived-group",
      '    terraform     keeps the resource in its state; the next destroy or replacement runs this again, unless onDestroy is "retain" by then',
      "---",
    ]);
  });

  test("what is not queued is a failure, although the platform answers 200", async () => {
    const printed = await (await start()).restore({ group: LEGACY_REPORTING, target: "0".repeat(32) });
    expect(printed.code).toBe(1);
    expect(printed.text).toContain("not queued (The operation cannot be queued because the group cannot be");
  });

  test("a group that is gone for good is one sentence", async () => {
    const env = { ARCHIVED_GROUP_EVIDENCE: "state" };
    const values = { group: "0".repeat(32), target: WEB_APPLICATIONS };
    const printed = await (await start()).restore(values, { byTerraform: true, env });
    expect(printed.code).toBe(1);
    expect(printed.text).toContain(
      "    there is no such group, active or archived: POST /v2/groups/ALTD/000",
    );
  });
});

test("exit code 2: a target that is no id", async () => {
  expect(await (await start()).restore({ target: "web" })).toMatchObject({
    code: 2,
    text: expect.stringMatching(
      /^error: target must be 32 hex digits such as .*, got 3 characters: "web"\n$/,
    ),
  });
});

test("exit code 3: a wrong password", async () => {
  const printed = await (await start()).restore({}, { env: { CLC_PASSWORD: "wrong-password" } });
  expect(printed.code).toBe(3);
  expect(printed.text).toContain("restore of group");
  expect(printed.text).not.toContain("wrong-password");
});

test("exit code 4: the deadline, and the next run continues", async () => {
  await (await start()).archive();
  const printed = await stage.restore({ timeout: "10m" });
  expect(printed.code).toBe(4);
  expect(printed.text).toContain(`--- restore of group ${WEB_APPLICATIONS}: NOT KNOWN YET`);
  const again = await stage.restore();
  expect(again.code).toBe(0);
  expect(steady(again)).toContain("resuming de1-N, submitted 10 min ago; nothing is sent again");
});

describe("exit code 5", () => {
  test("nobody knows where to", async () => {
    const printed = await (await start()).restore({ group: LEGACY_REPORTING });
    expect(printed.code).toBe(5);
    expect(printed.text).toContain(`restore of group ${LEGACY_REPORTING}: REFUSED`);
    expect(printed.text).toContain("with --target or as restoreTo of the declaration");
    expect(wasSent()).toBe(false);
  });

  test("an endpoint that it is not for", async () => {
    const printed = await (await start()).restore({ endpoint: "https://api.ctl.io" });
    expect(printed.code).toBe(5);
  });
});

test("--log-format json says what it was", async () => {
  await (await start()).archive();
  const { lines } = await stage.restore({}, { logFormat: "json" });
  const events = lines.map((line) => JSON.parse(line));
  expect(events.find(({ kind }) => kind === "submitting")).toMatchObject({
    action: "restore",
    group: { id: WEB_APPLICATIONS, name: "Web Applications" },
    servers: 5,
  });
  expect(events.at(-1)).toMatchObject({ kind: "outcome", action: "restore", verdict: "restored" });
});
