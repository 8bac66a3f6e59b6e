import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;
const DENIED = '{"message":"Authorization has been denied for this request."}';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start({ tokenTtlMs: 60_000 });
});
afterEach(() => wire.emulator.stop());

test.each([
  ["no Authorization", ""],
  ["another scheme", "Basic ZGVtbzpkZW1v"],
  ["a made-up token", "Bearer a.b.c"],
])("[INF] %s gets 401 with the framework's default body", async (_, authorization) => {
  const answer = await wire.get(GROUP, { headers: { authorization } });
  expect(answer).toMatchObject({ status: 401, text: DENIED });
});

test("[DOC] a token is good until it expires, and not a moment longer", async () => {
  wire.pass(59_999);
  expect((await wire.get(GROUP)).status).toBe(200);
  wire.pass(1);
  expect((await wire.get(GROUP)).status).toBe(401);
  await wire.login();
  expect((await wire.get(GROUP)).status).toBe(200);
});

test("[INF] a revoked token gets 401, also after somebody logged in again within the same second", async () => {
  const old = wire.token;
  wire.emulator.revokeTokens();
  await wire.login();
  expect((await wire.get(GROUP)).status).toBe(200);
  expect((await wire.get(GROUP, { headers: { authorization: `Bearer ${old}` } })).status).toBe(401);
});

test("[INF] the token of one emulator is worth nothing on another", async () => {
  const other = await Wire.start();
  other.token = wire.token;
  expect((await other.get(GROUP)).status).toBe(401);
  await other.emulator.stop();
});

test("[INF] the alias of another account gets 403", async () => {
  const answer = await wire.get(`/v2/groups/OTHR/${WEB_APPLICATIONS}`);
  expect(answer.status).toBe(403);
  expect(answer.json).toHaveProperty("message");
});

test("[INF] somebody who may only read sees no action links and cannot archive", async () => {
  const reader = await Wire.start({ readOnly: true });
  const { json } = await reader.get(GROUP);
  const rels = json.links.map(({ rel }: { rel: string }) => rel);
  expect(rels).toContain("self");
  expect(rels).not.toContain("archiveGroupAction");
  expect(rels).not.toContain("createServer");
  expect(json.links.flatMap(({ verbs = [] }: { verbs?: string[] }) => verbs)).not.toContain("DELETE");
  expect((await reader.post(`${GROUP}/archive`)).status).toBe(403);
  await reader.emulator.stop();
});
