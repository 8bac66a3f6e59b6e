import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { LossyGateway, type Spell } from "./lossy-gateway";
import { type Printed, Stage } from "./stage";

const HIDDEN = { archivedGroups: "hidden" } as const;
const MINUTE = 60_000;

let stage: Stage;
let gateway: LossyGateway;

async function set(options: Parameters<typeof Stage.set>[0] = {}): Promise<void> {
  stage = await Stage.set(options);
  gateway = await LossyGateway.start(stage.emulator.url);
}

afterEach(async () => {
  await gateway.stop();
  await stage.strike();
});

function archive(values: Parameters<Stage["archive"]>[0] = {}): Promise<Printed> {
  return stage.archive(values, { env: { CLC_BASE_URL: gateway.url } });
}

function restore(values: Parameters<Stage["restore"]>[0] = {}): Promise<Printed> {
  return stage.restore(values, { env: { CLC_BASE_URL: gateway.url } });
}

function status(values: Parameters<Stage["status"]>[0] = {}): Promise<Printed> {
  return stage.status(values, { env: { CLC_BASE_URL: gateway.url } });
}

/** How every archive and restore so far has ended, in order. */
async function ends(): Promise<string[]> {
  const folder = join(stage.stateDirectory, "receipts");
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
  return texts.map((text) => JSON.parse(text).ended.as);
}

/** Where a second machine keeps what it knows. */
async function elsewhere<T>(work: (env: Record<string, string>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "archived-group-test-elsewhere-"));
  try {
    return await work({ ARCHIVED_GROUP_STATE_DIR: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.each(["empty", "json", "html"] as const)("a gateway answers 404 to every path (%s)", (as) => {
  const lost: Spell = { trick: { kind: "lost", as } };

  test.each(["reset-before", "502"])(
    "after a request that was not accepted (%s): exit 4, and then it is done",
    async (fault) => {
      await set();
      const rule = stage.emulator.fault(`archiveGroup:${fault}`);
      const real = stage.emulator.events.length;
      gateway.play({ ...lost, after: 3 });
      const first = await archive();
      expect(rule.hits).toBe(1);
      expect(stage.emulator.events.length).toBeGreaterThan(real);
      expect(first.code).toBe(4);
      expect(await ends()).toEqual([]);
      expect((await archive()).code).toBe(4);
      gateway.calm();
      expect((await archive()).code).toBe(0);
      expect(stage.emulator.acceptedArchives()).toHaveLength(1);
      expect(await ends()).toEqual(["untouched", "archived"]);
    },
  );

  test("a few seconds after the request was accepted: exit 4, and then it is followed to its end", async () => {
    await set();
    gateway.play({ ...lost, after: 10 });
    expect((await archive()).code).toBe(4);
    expect(stage.emulator.acceptedArchives()).toHaveLength(1);
    expect(await ends()).toEqual([]);
    const shown = await status();
    expect(shown.text).not.toMatch(/^status +archived/m);
    gateway.calm();
    expect((await archive()).code).toBe(0);
    expect(await ends()).toEqual(["archived"]);
  });

  test("although it was archived from here before: exit 4, also when somebody has restored it", async () => {
    await set();
    expect((await archive()).code).toBe(0);
    stage.pass(10 * MINUTE);
    stage.emulator.restoreGroup(WEB_APPLICATIONS);
    gateway.play(lost);
    const { code, text } = await archive();
    expect(code).toBe(as === "html" ? 1 : 4);
    expect(text).not.toContain("is archived already");
    const shown = await status();
    expect(shown.code).toBe(1);
    expect(shown.text).not.toMatch(/^status +archived/m);
    gateway.calm();
    expect((await archive()).code).toBe(0);
    expect(stage.emulator.acceptedArchives()).toHaveLength(2);
  });

  test("to a restore that was accepted: exit 4, and then it is followed to its end", async () => {
    await set();
    await archive();
    stage.pass(10 * MINUTE);
    gateway.play({ ...lost, after: 8 });
    expect((await restore()).code).toBe(4);
    gateway.calm();
    expect((await restore()).code).toBe(0);
    expect(await ends()).toEqual(["archived", "restored"]);
  });
});

test("a login that is answered with 404 is not called refused", async () => {
  await set();
  gateway.play({ trick: { kind: "lost", as: "json" } });
  const { code, text } = await archive();
  expect(code).toBe(1);
  expect(text).toContain("there is no login here (status 404)");
  expect(text).not.toContain("refused");
});

test("an intent that was cut off before the request, of servers that are gone since: the empty group is archived, and status says so before", async () => {
  await set();
  stage.emulator.fault("archiveGroup:reset-before");
  expect((await archive()).code).toBe(4);
  for (const name of ["web01", "web02", "shop01", "shop02", "cache01"])
    stage.emulator.deleteServer(`de1altd${name}`);
  stage.pass(60 * MINUTE);
  expect((await status()).text).toContain("status   active; 0 servers not archived, 3 groups in all\n");
  const { code, text } = await archive();
  expect(code).toBe(0);
  expect(text).toContain("sending the archive of");
  expect(stage.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  expect(await ends()).toEqual(["untouched", "archived"]);
});

describe("lists that contradict each other", () => {
  test.each(["links", "count", "half", "list"] as const)("count as the largest says (%s)", async (says) => {
    await set();
    gateway.play({ trick: { kind: "contradicts", says } });
    const refused = await archive({ maxServers: "4" });
    expect(refused.code).toBe(5);
    expect(refused.text).toContain("5 servers would be archived, maxServers allows 4");
    expect((await archive({ maxServers: "0" })).code).toBe(5);
    expect(stage.emulator.acceptedArchives()).toEqual([]);
    expect((await status()).text).toContain("active; 5 servers not archived");
    expect((await archive({ maxServers: "5" })).code).toBe(0);
    expect(stage.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  });
});

describe("a request that is answered with 401", () => {
  const denied = (accepted: boolean): Spell => ({ trick: { kind: "denied", accepted }, times: 1 });

  test("and was accepted: the group is looked at after a new login, and nothing is sent again", async () => {
    await set();
    gateway.play(denied(true));
    const { code, text } = await archive();
    expect(code).toBe(0);
    expect(stage.emulator.acceptedArchives()).toHaveLength(1);
    expect(text).toContain(
      "the request may have been accepted, although its token was rejected (status 401: ",
    );
    const routes = stage.emulator.events.flatMap((event) => (event.kind === "request" ? [event.route] : []));
    expect(routes.slice(routes.indexOf("archiveGroup"), routes.indexOf("archiveGroup") + 3)).toEqual([
      "archiveGroup",
      "login",
      "getGroup",
    ]);
  });

  test("and was not accepted: it is sent once more, when the group was untouched for the settle window", async () => {
    await set();
    gateway.play(denied(false));
    const { code } = await archive();
    expect(code).toBe(0);
    expect(stage.emulator.acceptedArchives()).toHaveLength(1);
    expect(await ends()).toEqual(["untouched", "archived"]);
  });

  test("of a restore that was accepted: it is not sent again", async () => {
    await set();
    await archive();
    stage.pass(10 * MINUTE);
    gateway.play(denied(true));
    expect((await restore()).code).toBe(0);
    const sent = stage.emulator.events.filter(
      (event) => event.kind === "request" && event.route === "restoreGroup",
    );
    expect(sent).toHaveLength(1);
  });
});

describe("where archived groups are hidden", () => {
  test("one that another machine archived is a definite no, with the command that adopts it; then it is known", async () => {
    await set(HIDDEN);
    const group = DECOMMISSIONED;
    const { text } = await archive({ group });
    const operation = /accepted as operation (\S+)/.exec(text)?.[1] ?? "";
    await elsewhere(async (env) => {
      const unknown = await stage.archive({ group }, { env });
      expect(unknown.code).toBe(1);
      expect(unknown.text).toContain(
        `archived-group archive --account ALTD --group ${group} --operation ID adopts its operation`,
      );
      const adopted = await stage.archive({ group, operation }, { env });
      expect(adopted.code).toBe(0);
      expect(adopted.text).toContain(
        `adopting ${operation}, which was sent elsewhere; nothing is sent from here\n`,
      );
      expect(adopted.text).toContain(
        `is archived: ${operation} has succeeded, and the platform no longer shows the group\n`,
      );
      expect((await stage.receipts({ env })).text).toContain(", adopted: it was sent elsewhere\n");
      expect((await stage.archive({ group }, { env })).text).toContain(
        "is archived already; nothing was sent",
      );
    });
    expect(stage.emulator.acceptedArchives()).toHaveLength(1);
  });

  test("an answer that was lost stays exit 4, until its operation is adopted", async () => {
    await set(HIDDEN);
    const group = DECOMMISSIONED;
    stage.emulator.fault("archiveGroup:reset-after");
    for (const _ of ["this run", "the next one", "and the one after that"]) {
      const { code, text } = await archive({ group });
      expect(code).toBe(4);
      expect(text).toContain(
        `adopt it with: archived-group archive --account ALTD --group ${group} --operation ID\n`,
      );
    }
    expect((await status({ group })).text).toMatch(/^status +not known: /m);
    const operation = stage.emulator.acceptedArchives()[0]?.operationId ?? "";
    expect((await archive({ group, operation })).code).toBe(0);
    expect(await ends()).toEqual(["archived"]);
  });
});

test("two machines at once, of which the platform refuses the second: both end with 0, with one archive", async () => {
  await set();
  await elsewhere(async (env) => {
    // It has looked, and the other one is faster.
    gateway.before = async (url) => {
      if (!url.endsWith("/archive")) return;
      gateway.before = async () => {};
      await stage.archive({ timeout: "1s" }, { env });
    };
    const { code, text } = await archive();
    expect(text).toContain("as happens while another operation is running; watching the group");
    expect(text).toContain("was archived by an operation found in flight\n");
    expect(code).toBe(0);
    expect((await stage.archive({}, { env })).code).toBe(0);
  });
  expect(stage.emulator.acceptedArchives()).toHaveLength(1);
});
