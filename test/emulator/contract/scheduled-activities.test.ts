import { type AccountSeed, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

const POWER_ON = "95715f96f8a145d68ace797fe542c9ae";
const account: AccountSeed = {
  alias: "ALTD",
  dataCenters: [
    {
      id: "WA1",
      name: "WA1 - US West (Seattle)",
      groups: [
        {
          id: WEB_APPLICATIONS,
          name: "Web Applications",
          scheduledActivities: [
            {
              id: POWER_ON.toUpperCase(),
              // Written in another order than the documented one.
              nextOccurrenceDateUTC: "2015-10-22T18:11:00Z",
              type: "poweron",
              beginDateUTC: "2015-03-16T18:11:00Z",
              repeat: "customWeekly",
              customWeeklyDays: ["tue", "thu"],
              timeZoneOffset: "-07:00:00",
              changeInfo: {
                createdBy: "john.doe",
                createdDate: "2015-03-16T18:12:02Z",
                modifiedBy: "john.doe",
                modifiedDate: "2015-10-20T22:20:25Z",
              },
            },
            { type: "archive", status: "off", beginDateUTC: "2015-03-17T18:11:00Z" },
          ],
        },
        {
          id: LEGACY_REPORTING,
          name: "Legacy Reporting",
          status: "archived",
          scheduledActivities: [{ type: "shutdown", beginDateUTC: "2015-03-17T18:11:00Z" }],
        },
      ],
    },
  ],
};

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start({ account });
});
afterAll(() => wire.emulator.stop());

const read = (id: string) => wire.get(`/v2/groups/altd/${id}/scheduledActivities`);

test("[DOC] the scheduled activities of a group, with what is documented, keys in the documented order", async () => {
  const { status, json } = await read(WEB_APPLICATIONS);
  expect(status).toBe(200);
  const documented = {
    id: POWER_ON,
    locationId: "WA1",
    changeInfo: {
      createdBy: "john.doe",
      createdDate: "2015-03-16T18:12:02Z",
      modifiedBy: "john.doe",
      modifiedDate: "2015-10-20T22:20:25Z",
    },
    links: [
      {
        rel: "group",
        href: `/v2/groups/altd/${WEB_APPLICATIONS}`,
        id: WEB_APPLICATIONS,
        name: "Web Applications",
      },
      {
        rel: "self",
        href: `/v2/groups/altd/${WEB_APPLICATIONS}/scheduledActivities/${POWER_ON}`,
        verbs: ["GET", "PUT", "DELETE"],
      },
    ],
    status: "on",
    type: "poweron",
    beginDateUTC: "2015-03-16T18:11:00Z",
    repeat: "customWeekly",
    customWeeklyDays: ["tue", "thu"],
    expire: "never",
    timeZoneOffset: "-07:00:00",
    isExpired: false,
    occurrenceCount: 0,
    nextOccurrenceDateUTC: "2015-10-22T18:11:00Z",
  };
  expect(JSON.stringify(json[0])).toBe(JSON.stringify(documented));
});

test("[INF] what a seed leaves out is never repeated, never expires, and was never done", async () => {
  const [, second] = (await read(WEB_APPLICATIONS)).json;
  expect(second).toMatchObject({ type: "archive", status: "off", repeat: "never", expire: "never" });
  expect(second).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{32}$/), occurrenceCount: 0 });
  expect(second).not.toHaveProperty("nextOccurrenceDateUTC");
});

test("[DOC] the path as it is documented, capitals and trailing slash, answers the same", async () => {
  const { text } = await wire.get(`/v2/groups/ALTD/${WEB_APPLICATIONS}/ScheduledActivities/`);
  expect(text).toBe((await read(WEB_APPLICATIONS)).text);
});

test("[INF] an archived group keeps its own; a group without any has an empty list, an unknown group is a 404", async () => {
  expect((await read(LEGACY_REPORTING)).json).toMatchObject([{ type: "shutdown" }]);
  expect((await read(wire.emulator.rootGroup("WA1").id)).json).toEqual([]);
  expect(await read("0".repeat(32))).toMatchObject({ status: 404, text: "" });
});

test("[INF] who may only read sees an activity without the verbs that change it", async () => {
  const reader = await Wire.start({ account, readOnly: true });
  const { json } = await reader.get(`/v2/groups/altd/${WEB_APPLICATIONS}/scheduledActivities`);
  expect(json[0].links[1].verbs).toEqual(["GET"]);
  await reader.emulator.stop();
});

test("[INF] nothing is done when the time comes", async () => {
  const before = (await read(WEB_APPLICATIONS)).text;
  wire.pass(365 * 86_400_000);
  await wire.login();
  expect((await read(WEB_APPLICATIONS)).text).toBe(before);
  expect(wire.emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
});

test("[INF] a single one is not emulated: 501", async () => {
  const path = `/v2/groups/altd/${WEB_APPLICATIONS}/scheduledActivities/${POWER_ON}`;
  expect((await wire.get(path)).status).toBe(501);
});
