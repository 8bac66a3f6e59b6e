import { CtlClient } from "../../lib";
import {
  CtlEmulator,
  DECOMMISSIONED,
  LEGACY_REPORTING,
  sampleAccount,
  WEB_APPLICATIONS,
} from "../../lib/emulator";
import { type LocatedGroup, readGroups } from "../../lib/survey/read-groups";

let emulator: CtlEmulator;
afterEach(() => emulator.stop());

async function start(options: Parameters<typeof CtlEmulator.start>[0] = {}): Promise<CtlClient> {
  emulator = await CtlEmulator.start(options);
  const { username, password } = emulator;
  return new CtlClient({ endpoint: emulator.url, credentials: { login: { username, password } } });
}

const requests = (): string[] =>
  emulator.events.flatMap((event) => (event.kind === "request" ? [event.route ?? "none"] : []));

test("one group takes a request, and one for each group above it", async () => {
  const client = await start();
  const found = (await readGroups(client, "ALTD", [WEB_APPLICATIONS])).get(WEB_APPLICATIONS);
  expect(found).toMatchObject({ path: ["DE1 Hardware"], readAs: WEB_APPLICATIONS });
  expect(requests()).toEqual(["login", "getGroup", "getGroup"]);
});

test("200 groups in two data centers take a login, the list of data centers, and two trees", async () => {
  const group = (stem: string, index: number) => ({
    id: `${stem}${String(index).padStart(31, "0")}`,
    name: `Group ${index}`,
    servers: [{ name: `${stem}${index}` }],
  });
  const dataCenters = ["DE1", "CA1"].map((id, number) => ({
    id,
    name: id,
    groups: Array.from({ length: 100 }, (_, index) => group(["d", "c"][number] as string, index)),
  }));
  const client = await start({ account: { alias: "ALTD", dataCenters } });
  const ids = dataCenters.flatMap(({ groups }) => groups.map(({ id }) => id));
  const found = await readGroups(client, "ALTD", ids);
  expect([...found.values()].filter((one) => one && !(one instanceof Error))).toHaveLength(200);
  expect((found.get(ids[150] as string) as LocatedGroup).path).toEqual(["CA1 Hardware"]);
  expect(requests()).toEqual(["login", "dataCenters", "getGroup", "getGroup"]);
});

test("a group that the trees do not show is asked for on its own", async () => {
  const client = await start({ archivedGroups: "hidden" });
  const ids = [WEB_APPLICATIONS, DECOMMISSIONED, LEGACY_REPORTING];
  const found = await readGroups(client, "ALTD", ids);
  expect(found.get(WEB_APPLICATIONS)).toMatchObject({ path: ["DE1 Hardware"] });
  expect(found.has(LEGACY_REPORTING)).toBe(true);
  expect(found.get(LEGACY_REPORTING)).toBeUndefined();
});

test("with more data centers than groups, the groups are read one by one", async () => {
  const dataCenters = Array.from({ length: 5 }, (_, index) => ({
    id: `${"ABCDE"[index]}A1`,
    name: "somewhere",
    groups: [{ id: `${index}`.repeat(32), name: "Group" }],
  }));
  const client = await start({ account: { alias: "ALTD", dataCenters } });
  const ids = ["0", "1", "2"].map((digit) => digit.repeat(32));
  expect((await readGroups(client, "ALTD", ids)).size).toBe(3);
  expect(requests().filter((route) => route === "getGroup")).toHaveLength(6);
});

test("one group that cannot be read leaves the others alone", async () => {
  const client = await start();
  emulator.fault("getGroup:403");
  const found = await readGroups(client, "ALTD", [WEB_APPLICATIONS, DECOMMISSIONED]);
  const results = [...found.values()];
  expect(results.filter((one) => one instanceof Error)).toHaveLength(1);
  expect(results.filter((one) => one && !(one instanceof Error))).toHaveLength(1);
});

test.each([1, 2, 3])(
  "a refused login ends a survey of %d groups at once: a second login could lock the account",
  async (many) => {
    await start({ account: sampleAccount });
    const login = { username: emulator.username, password: "wrong" };
    const client = new CtlClient({ endpoint: emulator.url, credentials: { login } });
    const ids = Array.from({ length: many }, (_, index) => `${index}`.repeat(32));
    const readBoth = async (): Promise<void> => {
      // A survey reads one account after the other; only a rejection stops it.
      for (const alias of ["ALTD", "OTHR"]) await readGroups(client, alias, ids);
    };
    await expect(readBoth()).rejects.toThrow(/login/);
    expect(requests()).toEqual(["login"]);
  },
);
