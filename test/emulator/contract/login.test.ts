import { Wire } from "./wire";

const LOGIN = "/v2/authentication/login";
const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

test("[REC] login answers userName, accountAlias, locationAlias, roles and bearerToken, in that order", async () => {
  const body = JSON.stringify({ username: "demo", password: "demo-password" });
  const { status, json } = await wire.post(LOGIN, { body, headers: JSON_TYPE });
  expect(status).toBe(200);
  expect(Object.keys(json)).toEqual(["userName", "accountAlias", "locationAlias", "roles", "bearerToken"]);
  expect(json).toMatchObject({ userName: "demo", accountAlias: "ALTD" });
  expect(json.roles).toEqual(expect.arrayContaining(["AccountAdmin", "ServerOperator", "BillingAdmin"]));
  expect(json.roles).toHaveLength(9);
});

test("[REC] the token is an HS256 JWT with the recorded claims, good for 14.0 days exactly", () => {
  const [header, claims] = wire.token.split(".").slice(0, 2).map(decode);
  expect(header).toEqual({ typ: "JWT", alg: "HS256" });
  expect(Object.keys(claims)).toEqual([
    "iss",
    "aud",
    "nbf",
    "exp",
    "unique_name",
    "urn:tier3:account-alias",
    "urn:tier3:location-alias",
    "role",
  ]);
  expect(claims).toMatchObject({ iss: "urn:api-tier3", aud: "urn:tier3-users", unique_name: "demo" });
  expect(Array.isArray(claims.role)).toBe(true);
  expect(claims.exp - claims.nbf).toBe(14 * 86_400);
});

test.each([
  ["[REC] JSON", '{"username":"demo","password":"demo-password"}', JSON_TYPE],
  ["[RUN] JSON with keys in another case", '{"Username":"demo","Password":"demo-password"}', JSON_TYPE],
  ["[RUN] JSON without a Content-Type", '{"username":"demo","password":"demo-password"}', {}],
  ["[DOC] a form", "username=demo&password=demo-password", FORM_TYPE],
  ["[DOC] a form without a Content-Type", "username=demo&password=demo-password", {}],
])("%s is taken by login", async (_, body, headers: Record<string, string>) => {
  expect((await wire.post(LOGIN, { body, headers })).status).toBe(200);
});

test.each([
  ["a wrong password", '{"username":"demo","password":"x"}'],
  ["an unknown user", '{"username":"x","password":"demo-password"}'],
  ["nothing at all", ""],
])("[DOC] %s gets 400 with the sentence of 89 bytes", async (_, body) => {
  const answer = await wire.post(LOGIN, { body, headers: JSON_TYPE });
  expect(answer.status).toBe(400);
  expect(answer.text).toBe(
    `{"message":"We didn't recognize the username or password you entered. Please try again."}`,
  );
  expect(answer.headers["content-length"]).toBe("89");
});

test("[INF] a broken JSON body gets 400 in the shape of a validation error", async () => {
  const answer = await wire.post(LOGIN, { body: '{"username":', headers: JSON_TYPE });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({ message: "The request is invalid." });
});

function decode(part: string) {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}
