import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import {
  CtlEmulator,
  DECOMMISSIONED,
  EmulatorError,
  type EmulatorOptions,
  LEGACY_REPORTING,
  PortInUseError,
  WEB_APPLICATIONS,
} from "../../lib/emulator";
import { Wire } from "./contract/wire";

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;

describe("starting and stopping", () => {
  test("it starts almost as quickly as a server that does nothing", async () => {
    const timed = async (start: () => Promise<() => Promise<unknown>>): Promise<number> => {
      const times: number[] = [];
      for (let run = 0; run < 10; run++) {
        const begin = performance.now();
        const stop = await start();
        times.push(performance.now() - begin);
        await stop();
      }
      return Math.min(...times);
    };
    const emulator = await timed(async () => {
      const one = await CtlEmulator.start();
      return () => one.stop();
    });
    const plain = await timed(async () => {
      const server = createHttpServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      return () => new Promise((resolve) => server.close(resolve));
    });
    // Both are fractions of a millisecond to some milliseconds; reading an account may cost as much again, and more.
    expect(emulator).toBeLessThan(plain * 100 + 5);
  });

  test("it tells its url and the credentials that it takes", async () => {
    const emulator = await CtlEmulator.start();
    expect(emulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(emulator).toMatchObject({ username: "demo", password: "demo-password", accountAlias: "ALTD" });
    await emulator.stop();
  });

  test("a port in use is said in one sentence", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const error = await CtlEmulator.start({ port }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PortInUseError);
    expect(String(error)).toBe(
      `PortInUseError: port ${port} on 127.0.0.1 is in use: choose another one, or 0 for any free one`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  test.each<[EmulatorOptions, string]>([
    [{ speed: 0 }, "the speed is a number greater than 0, not 0"],
    [{ speed: Number.POSITIVE_INFINITY }, "not Infinity"],
    [{ port: 70_000 }, "a port is a whole number from 0 to 65535, not 70000"],
    [{ tokenTtlMs: 0 }, "a token lives longer than 0 ms, not 0 ms"],
    [{ timeline: [] }, "a timeline needs at least one step"],
  ])("options %j are refused", async (options, sentence) => {
    await expect(CtlEmulator.start(options)).rejects.toThrow(sentence);
    await expect(CtlEmulator.start(options)).rejects.toBeInstanceOf(EmulatorError);
  });

  test("ten of them in one process do not disturb one another", async () => {
    const wires = await Promise.all(Array.from({ length: 10 }, () => Wire.start()));
    await wires[3]?.post(`${GROUP}/archive`);
    wires[3]?.pass(60_000);
    const states = wires.map(({ emulator }) => emulator.group(WEB_APPLICATIONS)?.status);
    expect(states).toEqual(states.map((_, index) => (index === 3 ? "archived" : "active")));
    await Promise.all(wires.map(({ emulator }) => emulator.stop()));
  });
});

describe("time", () => {
  test("speed divides every timeline", async () => {
    const wire = await Wire.start({ speed: 100 });
    await wire.post(`${GROUP}/archive`);
    wire.pass(499);
    expect(wire.emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
    wire.pass(1);
    expect(wire.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    await wire.emulator.stop();
  });

  test("a job of four hours takes a moment", async () => {
    const hours = 4 * 3_600_000;
    const wire = await Wire.start({
      timeline: [
        { status: "executing", atMs: 0 },
        { status: "succeeded", atMs: hours },
      ],
    });
    const { href } = (await wire.post(`${GROUP}/archive`)).json;
    wire.pass(hours - 1);
    expect((await wire.get(href)).json.status).toBe("executing");
    wire.pass(1);
    expect((await wire.get(href)).json.status).toBe("succeeded");
    await wire.emulator.stop();
  });

  test("a function is asked for every operation and may leave it as recorded", async () => {
    const asked: (string | undefined)[] = [];
    const wire = await Wire.start({
      timeline: ({ operation }) => {
        asked.push(operation);
        return operation === "deleteGroup" ? [{ status: "succeeded", atMs: 0 }] : undefined;
      },
    });
    await wire.send("DELETE", `/v2/groups/altd/${DECOMMISSIONED}`);
    expect(wire.emulator.group(DECOMMISSIONED)).toBeUndefined();
    const { href } = (await wire.post(`${GROUP}/archive`)).json;
    expect((await wire.get(href)).json.status).toBe("notStarted");
    expect(asked).toEqual(["deleteGroup", "archiveGroup"]);
    await wire.emulator.stop();
  });

  test("a fixed timeline is that of group archives; the next one can be set for any operation", async () => {
    const wire = await Wire.start({ timeline: [{ status: "succeeded", atMs: 0 }] });
    await wire.post(`${GROUP}/archive`);
    expect(wire.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    wire.emulator.nextTimeline([{ status: "stuck", atMs: 0 }], "restoreGroup");
    await wire.send("DELETE", `/v2/groups/altd/${DECOMMISSIONED}`);
    expect(wire.emulator.group(DECOMMISSIONED)).toBeDefined();
    const body = JSON.stringify({ targetGroupId: wire.emulator.server("de1altdvpn01")?.groupId });
    const { links } = (await wire.post(`${GROUP}/restore`, { body })).json;
    expect((await wire.get(links[1].href)).json.status).toBe("stuck");
    await wire.emulator.stop();
  });

  test("without a clock of one's own, an operation goes on in real time", async () => {
    const wire = await Wire.start({ clock: Date.now, speed: 1_000 });
    await wire.post(`${GROUP}/archive`);
    const done = await wire.emulator.waitFor(
      (event) => event.kind === "group" && event.id === WEB_APPLICATIONS,
    );
    expect(done).toMatchObject({ status: "archived" });
    await wire.emulator.stop();
  });

  test.each(["unknown", "aWordNobodyKnows"])("a timeline may say %s on its way", async (word) => {
    const wire = await Wire.start();
    wire.emulator.nextTimeline([
      { status: word, atMs: 0 },
      { status: "succeeded", atMs: 10 },
    ]);
    const { href } = (await wire.post(`${GROUP}/archive`)).json;
    expect((await wire.get(href)).json).toEqual({ status: word });
    wire.pass(10);
    expect((await wire.get(href)).json).toEqual({ status: "succeeded" });
    await wire.emulator.stop();
  });

  test("a timeline without an end leaves everything queued, and the next archive has an ordinary one", async () => {
    const wire = await Wire.start();
    wire.emulator.nextTimeline([{ status: "notStarted", atMs: 0 }]);
    const { href } = (await wire.post(`${GROUP}/archive`)).json;
    await wire.post(`/v2/groups/altd/${DECOMMISSIONED}/archive`);
    wire.pass(365 * 86_400_000);
    await wire.login();
    expect((await wire.get(href)).json.status).toBe("notStarted");
    expect(wire.emulator.server("de1altdweb01")?.status).toBe("queuedForArchive");
    expect((await wire.post(`${GROUP}/archive`)).status).toBe(400);
    expect(wire.emulator.group(DECOMMISSIONED)?.status).toBe("archived");
    await wire.emulator.stop();
  });
});

describe("what a test can see and do", () => {
  let wire: Wire;
  let emulator: CtlEmulator;
  beforeEach(async () => {
    wire = await Wire.start();
    emulator = wire.emulator;
  });
  afterEach(() => emulator.stop());

  test("a group with its path, sub-groups and servers; after an archive, where the servers went", async () => {
    expect(emulator.group(WEB_APPLICATIONS.toUpperCase())).toMatchObject({
      name: "Web Applications",
      path: "DE1 Hardware / Web Applications",
      servers: [{ id: "de1altdweb01" }, { id: "de1altdweb02" }],
      archivedServers: [],
    });
    await wire.post(`${GROUP}/archive`);
    wire.pass(60_000);
    expect(emulator.group(WEB_APPLICATIONS)).toMatchObject({
      path: "DE1 Hardware / Archive / Web Applications",
      servers: [],
      archivedServers: [
        { id: "de1altdweb01", status: "archived" },
        { id: "de1altdweb02", status: "archived" },
      ],
    });
    expect(emulator.group("x")).toBeUndefined();
    expect(emulator.server("x")).toBeUndefined();
  });

  test("the event log tells the whole story and holds neither password nor token", async () => {
    await wire.post(`${GROUP}/archive`);
    wire.pass(60_000);
    expect(emulator.acceptedArchives()).toMatchObject([
      { groupId: WEB_APPLICATIONS, operationId: "de1-81787", at: "2015-07-14T13:47:58.000Z" },
    ]);
    expect(emulator.acceptedArchives(DECOMMISSIONED)).toEqual([]);
    const words = emulator.events.flatMap((event) => (event.kind === "operation" ? event.status : []));
    expect(words.join(" ")).toBe(
      "notStarted executing resumed executing resumed executing resumed succeeded",
    );
    const everything = JSON.stringify(emulator.events);
    expect(everything).not.toContain(emulator.password);
    expect(everything).not.toContain(wire.token);
  });

  test("log gets a line per event, without secrets", async () => {
    const lines: string[] = [];
    const own = await Wire.start({ log: (line) => lines.push(line) });
    own.emulator.fault({ on: "getGroup", effect: { kind: "status", status: 500 } });
    await own.get(GROUP);
    await own.post(`${GROUP}/archive`);
    expect(lines).toEqual([
      "2015-07-14T13:47:58.000Z POST /v2/authentication/login 200",
      `2015-07-14T13:47:58.000Z GET ${GROUP} 500 (fault: status)`,
      `2015-07-14T13:47:58.000Z archive of group ${WEB_APPLICATIONS} accepted as de1-81787, 5 servers`,
      `2015-07-14T13:47:58.000Z POST ${GROUP}/archive 202`,
    ]);
    await own.emulator.stop();
  });

  test("waitFor finds what has happened already, and gives up with a sentence", async () => {
    expect(await emulator.waitFor(({ kind }) => kind === "request")).toMatchObject({ route: "login" });
    await expect(emulator.waitFor(() => false, { timeoutMs: 1 })).rejects.toThrow(
      "no such event came within 1 ms",
    );
  });

  test("restoreGroup brings an archived group back as it was", async () => {
    const before = emulator.group(WEB_APPLICATIONS);
    const shop = (await wire.get("/v2/servers/altd/de1altdshop01")).json;
    await wire.post(`${GROUP}/archive`);
    wire.pass(60_000);
    emulator.restoreGroup(WEB_APPLICATIONS);
    expect(emulator.group(WEB_APPLICATIONS)).toEqual(before);
    expect((await wire.get("/v2/servers/altd/de1altdshop01")).json).toEqual(shop);
    expect((await wire.post(`${GROUP}/archive`)).status).toBe(202);
  });

  test("restoreGroup ends an archive in flight, and can put a group elsewhere", async () => {
    await wire.post(`${GROUP}/archive`);
    wire.pass(30_000);
    const target = emulator.addGroup({
      parentId: emulator.group(WEB_APPLICATIONS)?.parentId ?? "",
      name: "Restored",
    });
    expect(emulator.restoreGroup(WEB_APPLICATIONS, target.id).path).toBe(
      "DE1 Hardware / Restored / Web Applications",
    );
    wire.pass(60_000);
    expect(emulator.group(WEB_APPLICATIONS)).toMatchObject({
      status: "active",
      servers: [{ status: "active" }, {}],
    });
  });

  test("restoreGroup also restores the group that is archived from the start", () => {
    expect(emulator.restoreGroup(LEGACY_REPORTING)).toMatchObject({
      path: "DE1 Hardware / Legacy Reporting",
      servers: [{ id: "de1altdbi01", status: "active" }, { id: "de1altdbi02" }],
    });
  });

  test("deleteServer leaves nothing of a server, and what is in flight goes on without it", async () => {
    await wire.post(`${GROUP}/archive`);
    emulator.deleteServer("DE1ALTDWEB01");
    expect(emulator.server("de1altdweb01")).toBeUndefined();
    expect(emulator.events.at(-1)).toMatchObject({ kind: "server", id: "de1altdweb01", status: "deleted" });
    wire.pass(60_000);
    expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
    expect(() => emulator.deleteServer("de1altdweb01")).toThrow(EmulatorError);
  });

  test("addGroup and addServer take what is needed and make up the rest", async () => {
    const group = emulator.addGroup({ parentId: DECOMMISSIONED, name: "New", servers: [{ name: "new01" }] });
    expect(group).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      servers: [{ id: "ca1altdnew01" }],
    });
    emulator.addServer(group.id, { name: "new02", powerState: "stopped" });
    expect((await wire.get("/v2/servers/altd/CA1ALTDNEW02")).json.details.powerState).toBe("stopped");
  });

  test.each<[string, (one: CtlEmulator) => unknown, string]>([
    ["an unknown parent", (one) => one.addGroup({ parentId: "x", name: "New" }), "there is no group x"],
    [
      "an id that is taken",
      (one) => one.addGroup({ parentId: DECOMMISSIONED, name: "New", id: WEB_APPLICATIONS }),
      `there is a group ${WEB_APPLICATIONS} already, so "New" cannot have that id`,
    ],
    [
      "a malformed id",
      (one) => one.addGroup({ parentId: DECOMMISSIONED, name: "New", id: "wa1-0001" }),
      'a group id has 32 hex digits, but "New" has "wa1-0001"',
    ],
    [
      "a server twice",
      (one) => one.addServer(WEB_APPLICATIONS, { name: "web01" }),
      "a server de1altdweb01 already",
    ],
    ["an unknown server to queue", (one) => one.queueServers(["x"]), "there is no server x"],
  ])("%s is refused with a sentence", (_, act, sentence) => {
    expect(() => act(emulator)).toThrow(sentence);
    expect(() => act(emulator)).toThrow(EmulatorError);
  });

  test("queueServers is somebody who archives single servers; the group stays active", async () => {
    const id = emulator.queueServers(["DE1ALTDWEB01", "de1altdweb02"], { archivedAfterMs: 10_000 });
    expect((await wire.get(`/v2/operations/altd/status/${id}`)).json.status).toBe("executing");
    expect(emulator.server("de1altdweb01")?.status).toBe("queuedForArchive");
    wire.pass(10_000);
    expect(emulator.server("de1altdweb02")?.status).toBe("archived");
    expect(emulator.group(WEB_APPLICATIONS)).toMatchObject({ status: "active", servers: [] });
  });

  test("queued servers without a time stay queued", () => {
    emulator.queueServers(["de1altdweb01"]);
    wire.pass(86_400_000);
    expect(emulator.server("de1altdweb01")?.status).toBe("queuedForArchive");
  });
});
