import { statusPath, toOperation, toRestoreAnswer, toStatus } from "../../lib/ctl/queue";

const ORIGIN = "https://api.ctl.io";
const at = (href: string) => statusPath(ORIGIN, "ALTD", { id: "de1-81787", href });

test("the recorded link is an operation", () => {
  const link = { rel: "status", href: "/v2/operations/altd/status/de1-81787", id: "de1-81787" };
  expect(toOperation(link)).toEqual({ id: link.id, href: link.href });
});

test.each([
  [null],
  ["de1-81787"],
  [{}],
  [{ id: 5 }],
  [{ id: "" }],
  [{ id: ".." }],
  [{ id: "a/b" }],
  [{ id: "x".repeat(101) }],
  [[{ id: "de1-1" }]],
])("%j is no operation", (body) => {
  expect(toOperation(body)).toBeUndefined();
});

test("an operation without a usable link is still an operation", () => {
  expect(toOperation({ id: "de1-1", href: 5 })).toEqual({ id: "de1-1", href: "" });
  expect(toOperation({ id: "de1-1", href: `/v2/${"x".repeat(10_000)}` })).toEqual({ id: "de1-1", href: "" });
});

test("the documented answer to a restore is an operation, and so is the bare link that servers are answered with", () => {
  const link = { rel: "status", href: "/v2/operations/altd/status/de1-81787", id: "de1-81787" };
  const operation = { id: link.id, href: link.href };
  const self = { rel: "self", href: "/v2/groups/altd/2a5c" };
  for (const body of [{ isQueued: true, links: [self, link] }, link]) {
    expect(toRestoreAnswer(body)).toMatchObject({ isRefused: false, operation });
  }
});

test.each([
  null,
  "x",
  7,
  {},
  { links: {} },
  { links: [null, { rel: "status" }] },
  { links: [{ rel: "self", id: "a" }] },
])("%j is no answer to a restore", (body) => {
  expect(toRestoreAnswer(body)).toMatchObject({ isRefused: false, operation: undefined });
});

test("only isQueued false says that nothing was queued, and the server may say why", () => {
  expect(toRestoreAnswer({ isQueued: false, errorMessage: "no" })).toMatchObject({
    isRefused: true,
    reason: "no",
  });
  for (const isQueued of [true, "false", 0, null, undefined]) {
    expect(toRestoreAnswer({ isQueued }).isRefused).toBe(false);
  }
});

test("the server's own link is followed on the configured origin", () => {
  expect(at("/v2/operations/altd/status/de1-81787")).toBe("/v2/operations/altd/status/de1-81787");
});

test.each([
  "",
  "https://evil.example/v2/operations/altd/status/de1-81787",
  "//evil.example/v2/operations",
  "/v2/../../evil",
  "/v2\\..\\evil",
  "/v2/..//evil.example",
  "/status",
  "v2/operations/altd/status/de1-81787",
  "javascript:alert(1)",
])("the link %j is not followed, the documented address is", (href) => {
  expect(at(href)).toBe("/v2/operations/ALTD/status/de1-81787");
});

test.each<[unknown, string | undefined]>([
  [{ status: "succeeded" }, "succeeded"],
  [{ status: "" }, undefined],
  [{ status: "x".repeat(100_000) }, "x".repeat(50)],
  [{ status: 5 }, undefined],
  [null, undefined],
  ["succeeded", undefined],
])("the status of %j is %j", (body, word) => {
  expect(toStatus(body)).toBe(word);
});
