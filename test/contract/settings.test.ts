import fc from "fast-check";
import { UsageError } from "../../lib/common/usage-error";
import { formatProtectedNames, toOrder, toRestoreOrder, toTarget } from "../../lib/contract/orders";
import {
  HOOK_SETTINGS,
  RESTORE_SETTINGS,
  SETTINGS,
  type SettingValues,
  settingsFrom,
} from "../../lib/contract/settings";

const GROUP = "2a5c0b9662cf4fc8bf6180f139facdc0";
const TARGET = { account: "ALTD", group: GROUP };

test("account and group are enough: 4 h to wait, 60 s to settle, no guardrails", () => {
  expect(toOrder(TARGET)).toEqual({
    accountAlias: "ALTD",
    groupId: GROUP,
    timeoutMs: 4 * 3_600_000,
    settleMs: 60_000,
  });
});

test("every setting is read from its variable", () => {
  const order = toOrder(
    settingsFrom(
      {
        ARCHIVED_GROUP_ACCOUNT: "altd",
        ARCHIVED_GROUP_ID: GROUP.toUpperCase(),
        ARCHIVED_GROUP_EXPECTED_NAME: " Web Applications ",
        ARCHIVED_GROUP_MAX_SERVERS: "0",
        ARCHIVED_GROUP_TIMEOUT: "90m",
        ARCHIVED_GROUP_SETTLE: "5s",
        ARCHIVED_GROUP_ENDPOINT: "HTTP://10.0.0.1/v2",
        UNRELATED: "x",
      },
      SETTINGS,
    ),
  );
  expect(order).toEqual({
    accountAlias: "ALTD",
    groupId: GROUP,
    expectedName: " Web Applications ",
    maxServers: 0,
    timeoutMs: 5_400_000,
    settleMs: 5_000,
    endpoint: "http://10.0.0.1",
  });
});

test("variables and flags are named alike", () => {
  for (const { variable, flag } of Object.values({ ...SETTINGS, ...RESTORE_SETTINGS })) {
    expect(variable).toMatch(/^ARCHIVED_GROUP_[A-Z_]+$/);
    expect(flag).toMatch(/^--[a-z-]+ <[a-z]+>$/);
  }
});

test.each<[SettingValues, string]>([
  [{}, "no account is given; use --account <alias>, or set ARCHIVED_GROUP_ACCOUNT"],
  [{ account: "ALTD" }, "no group is given; use --group <id>, or set ARCHIVED_GROUP_ID"],
  [{ ...TARGET, account: "AL TD" }, 'got "AL TD"'],
  [{ ...TARGET, group: `${GROUP}0` }, `got 33 characters: "${GROUP}0"`],
  [{ ...TARGET, timeout: "0s" }, "timeout must be longer than 0s"],
  [{ ...TARGET, settle: "soon" }, 'settle must be a duration such as "90s", "1h30m" or "4h", got "soon"'],
  [{ ...TARGET, maxServers: "-1" }, 'maxServers must be a whole number of zero or more, got "-1"'],
  [{ ...TARGET, maxServers: "1.5" }, 'got "1.5"'],
  [{ ...TARGET, maxServers: "" }, 'got ""'],
  [{ ...TARGET, expectedName: "" }, "expectedName must not be empty; leave it out to accept any name"],
  [{ ...TARGET, expectedName: "\u200b\n" }, "expectedName must not be empty"],
  [
    { ...TARGET, protectedNames: "" },
    'protectedNames must be a list of names or globs such as ["*production*"], got ""',
  ],
  [
    { ...TARGET, protectedNames: "web,data*" },
    'got "web,data*"; ARCHIVED_GROUP_PROTECTED_NAMES holds it as JSON, and --protected-names <glob> can be given several times',
  ],
  [{ ...TARGET, protectedNames: '"web"' }, 'such as ["*production*"], got "web"'],
  [{ ...TARGET, protectedNames: "[]" }, "got []"],
  [{ ...TARGET, protectedNames: '["web", 1]' }, 'got ["web",1]'],
  [{ ...TARGET, protectedNames: '["web", " "]' }, "none of them empty"],
  [
    { ...TARGET, protectedNames: ["{web,data}*"] },
    'protectedNames supports only *, ? and [ab], but "{web,data}*" has "{"',
  ],
  [{ ...TARGET, protectedNames: '["**"]' }, '"**" has "**"'],
  [{ ...TARGET, endpoint: "" }, "endpoint must be an address"],
])("%j is refused", (values, sentence) => {
  expect(() => toOrder(values)).toThrow(UsageError);
  expect(() => toOrder(values)).toThrow(sentence);
});

test("protected names come as one JSON list, or as a flag each, with commas as they are", () => {
  const protectedNames = ["one, two", "*production*", 'a "quoted" name', "Bu\u0308ro"];
  expect(toOrder({ ...TARGET, protectedNames })).toMatchObject({ protectedNames });
  expect(toOrder({ ...TARGET, protectedNames: formatProtectedNames(protectedNames) })).toMatchObject({
    protectedNames,
  });
});

test("an empty duration counts as not given", () => {
  expect(toOrder({ ...TARGET, timeout: "", settle: "" })).toEqual(toOrder(TARGET));
});

describe("a restore", () => {
  test("takes account, group and target from variables, and waits as an archive does", () => {
    const env = {
      ARCHIVED_GROUP_ACCOUNT: "altd",
      ARCHIVED_GROUP_ID: GROUP,
      ARCHIVED_GROUP_RESTORE_TO: "0".repeat(31).concat("A"),
      ARCHIVED_GROUP_MAX_SERVERS: "none of its business",
    };
    expect(toRestoreOrder(settingsFrom(env, RESTORE_SETTINGS), true, "web01 web02")).toEqual({
      accountAlias: "ALTD",
      groupId: GROUP,
      targetGroupId: "0".repeat(31).concat("a"),
      timeoutMs: 4 * 3_600_000,
      settleMs: 60_000,
      onlyOurs: true,
      servers: ["web01", "web02"],
    });
  });

  test("without a target has none, also when its variable is empty", () => {
    for (const target of [undefined, ""]) {
      expect(toRestoreOrder({ ...TARGET, target }, false)).not.toHaveProperty("targetGroupId");
    }
  });

  test("refuses a target that is none, and names it", () => {
    expect(() => toRestoreOrder({ ...TARGET, target: TARGET.group }, false)).toThrow(
      `target must be a different group from the one that is restored, got "${TARGET.group}"`,
    );
    expect(() => toRestoreOrder({ ...TARGET, target: "web" }, false)).toThrow(
      new UsageError(
        'target must be 32 hex digits such as "2a5c0b9662cf4fc8bf6180f139facdc0", got 3 characters: "web"',
      ),
    );
  });
});

test("whatever is written, it is an order or wrong usage", () => {
  const text = fc.option(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[0-9a-fA-F]{32}$/)), {
    nil: undefined,
  });
  const values = fc.record({
    account: text,
    group: text,
    expectedName: text,
    maxServers: fc.oneof(text, fc.nat().map(String)),
    protectedNames: fc.oneof(text, fc.json(), fc.array(fc.string({ unit: "binary" }))),
    timeout: text,
    settle: text,
    endpoint: text,
  });
  fc.assert(
    fc.property(values, (given) => {
      try {
        expect(toOrder(given)).toMatchObject(toTarget(given));
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});

describe("the operation that an archive adopts", () => {
  test("is the id of the queue, in lower case, and in no variable", () => {
    expect(toOrder({ ...TARGET, operation: "DE1-81787" }).operation).toEqual({ id: "de1-81787", href: "" });
    expect(
      toOrder({
        ...TARGET,
        ...settingsFrom({ ARCHIVED_GROUP_OPERATION: "de1-1" }, HOOK_SETTINGS),
        account: "ALTD",
        group: GROUP,
      }).operation,
    ).toBeUndefined();
  });

  test.each(["", "de1", "81787", "de1-", "de1 81787", "../de1-1", "de1-1/..", "de1-81787\n", "ID"])(
    "is a usage error when it is malformed: %j",
    (operation) => {
      expect(() => toOrder({ ...TARGET, operation })).toThrow(
        new UsageError(
          `operation must be the id of an operation, a data center and a number such as "de1-81787", got "${operation}"`,
        ),
      );
    },
  );
});
