import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

const read = (query: string) => wire.get(`/v2/groups/altd/${WEB_APPLICATIONS}/statistics?${query}`);

test("[REC] the latest of each active server, keys in the recorded order, floats with a point", async () => {
  const { json, text } = await read("type=latest");
  expect(json.map(({ name }: { name: string }) => name)).toEqual([
    "de1altdweb01",
    "de1altdweb02",
    "de1altdcache01",
    "de1altdshop01",
    "de1altdshop02",
  ]);
  expect(Object.keys(json[0])).toEqual(["name", "stats"]);
  expect(Object.keys(json[0].stats[0])).toEqual([
    "timestamp",
    "cpu",
    "cpuPercent",
    "memoryMB",
    "memoryPercent",
    "networkReceivedKBps",
    "networkTransmittedKBps",
    "diskUsageTotalCapacityMB",
    "diskUsage",
    "guestDiskUsage",
  ]);
  expect(json[0].stats[0].timestamp).toBe("2015-07-14T13:47:58Z");
  expect(text).toContain('"diskUsageTotalCapacityMB":17408.0,');
});

test("[DOC] an hour apart unless it is said otherwise, within the window", async () => {
  const window = "start=2015-07-14T00:00:00Z&end=2015-07-14T06:00:00Z";
  const counts = [];
  for (const query of [window, `${window}&sampleInterval=02:00:00`, `type=hourly&${window}`]) {
    counts.push((await read(query)).json[0].stats.length);
  }
  expect(counts).toEqual([7, 4, 7]);
});

test.each(["type=weekly", "sampleInterval=x", "start=2015-07-14T13:00:00Z&sampleInterval=02:00:00"])(
  "[DOC] %s is refused",
  async (query) => {
    expect((await read(query)).status).toBe(400);
  },
);
