import {
  type AccountSeed,
  CtlEmulator,
  DECOMMISSIONED,
  type GroupSeed,
  LEGACY_REPORTING,
  sampleAccount,
  WEB_APPLICATIONS,
} from "../../lib/emulator";

const groups = sampleAccount.dataCenters.flatMap((dataCenter) => dataCenter.groups ?? []);
const below = (group: GroupSeed): GroupSeed[] => [group, ...(group.groups ?? []).flatMap(below)];
const depth = (group: GroupSeed): number => 1 + Math.max(0, ...(group.groups ?? []).map(depth));

test("the sample account has two data centers, ten user groups three levels deep and forty servers", () => {
  const all = groups.flatMap(below);
  const inDefault = sampleAccount.dataCenters.flatMap((dataCenter) => dataCenter.defaultGroupServers ?? []);
  expect(sampleAccount.dataCenters.map(({ id }) => id)).toEqual(["DE1", "CA1"]);
  expect(all).toHaveLength(10);
  expect(Math.max(...groups.map(depth))).toBe(3);
  expect(all.flatMap(({ servers = [] }) => servers).length + inDefault.length).toBe(40);
});

test("its named groups are what they are named for", async () => {
  const emulator = await CtlEmulator.start();
  const web = emulator.group(WEB_APPLICATIONS);
  const subGroups = (web?.groups ?? []).map((id) => emulator.group(id));
  expect(subGroups.map((group) => group?.name)).toEqual(["Content Delivery", "Storefront"]);
  expect([web, ...subGroups].flatMap((group) => group?.servers)).toHaveLength(5);
  expect(emulator.group(DECOMMISSIONED)).toMatchObject({ name: "Decommissioned", groups: [], servers: [] });
  expect(emulator.group(LEGACY_REPORTING)).toMatchObject({ name: "Legacy Reporting", status: "archived" });
  await emulator.stop();
});

test("an account of one's own takes its place; ids are the same at every start", async () => {
  const account: AccountSeed = {
    alias: "mine",
    dataCenters: [
      { id: "wa1", name: "WA1 - US West (Seattle)", groups: [{ name: "One", servers: [{ name: "a01" }] }] },
    ],
  };
  const [one, two] = await Promise.all([CtlEmulator.start({ account }), CtlEmulator.start({ account })]);
  expect(one.accountAlias).toBe("MINE");
  const { groupId } = one.server("wa1minea01") ?? { groupId: "" };
  expect(one.group(groupId)?.path).toBe("WA1 Hardware / One");
  expect(two.group(groupId)).toEqual(one.group(groupId));
  await Promise.all([one.stop(), two.stop()]);
});
