import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

/** Polls every 2.5 s like the recorded client, and returns what it saw without repetitions, and when it ended. */
async function poll(groupId: string): Promise<{ sequence: string[]; seconds: number }> {
  const { href } = (await wire.post(`/v2/groups/altd/${groupId}/archive`)).json;
  const sequence: string[] = [];
  for (let seconds = 0; ; seconds += 2.5) {
    const { status } = (await wire.get(href)).json;
    if (sequence.at(-1) !== status) sequence.push(status);
    if (status === "succeeded" || seconds > 3_600) return { sequence, seconds };
    wire.pass(2_500);
  }
}

test("[REC] the answer is a status and nothing else", async () => {
  const { href } = (await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`)).json;
  expect(await wire.get(href)).toMatchObject({ status: 200, text: '{"status":"notStarted"}' });
});

test("[REC of its siblings] notStarted comes first, then executing and resumed flip back and forth, then succeeded", async () => {
  const { sequence, seconds } = await poll(WEB_APPLICATIONS);
  expect(sequence.join(" ")).toBe(
    "notStarted executing resumed executing resumed executing resumed succeeded",
  );
  expect(seconds).toBeGreaterThanOrEqual(45);
  expect(seconds).toBeLessThanOrEqual(52.5);
});

test("[REC of DELETE] an empty group takes 16 to 29 seconds", async () => {
  const { seconds } = await poll(DECOMMISSIONED);
  expect(seconds).toBeGreaterThanOrEqual(16);
  expect(seconds).toBeLessThanOrEqual(29);
});

test("[REC of a server archive] eight servers take 198 seconds, and are not done after 193", async () => {
  const parentId = wire.emulator.group(DECOMMISSIONED)?.parentId ?? "";
  const servers = Array.from({ length: 8 }, (_, index) => ({ name: `eight0${index}` }));
  const { id } = wire.emulator.addGroup({ parentId, name: "Eight", servers });
  const link = (await wire.post(`/v2/groups/altd/${id}/archive`)).json;
  wire.pass(193_000);
  expect((await wire.get(link.href)).json.status).not.toBe("succeeded");
  wire.pass(5_000);
  expect((await wire.get(link.href)).json.status).toBe("succeeded");
});

test("[REC] the reads right after succeeded are consistent with it", async () => {
  await poll(WEB_APPLICATIONS);
  expect((await wire.get(`/v2/groups/altd/${WEB_APPLICATIONS}`)).json.status).toBe("archived");
  expect((await wire.get("/v2/servers/altd/de1altdweb01")).json.status).toBe("archived");
});

test("[REC] a status id is found in any case", async () => {
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  expect((await wire.get("/v2/operations/ALTD/status/DE1-81787")).status).toBe(200);
});
