import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pinDifference } from "../../lib/cli/pin";
import { clean } from "../../lib/common/clean";
import { parsePins } from "../../lib/contract/parse-pins";
import { pinOf } from "../../lib/contract/pin";
import { formatPins } from "../../lib/contract/scope-file";
import type { EmulatorOptions } from "../../lib/emulator";
import { describeEvent, parseSeed, WEB_APPLICATIONS } from "../../lib/emulator";
import { FORMATS, type Format, review } from "../../lib/review/review";
import { type Printed, Stage } from "../hook/stage";
import { named } from "../review/hostile";
import { anImpact, planOf } from "../review/plans";
import { HOSTILE_NAMES } from "./hostile-names";
import { hasCommand, ordersIn } from "./log-orders";

jest.setTimeout(120_000);

const CLEAR_ROW = "\r\u001b[K";
const JSON_LINES = { logFormat: "json" } as const;

/** One group of this name, changed by somebody of that name, in a group of that name. */
const account = (name: string): NonNullable<EmulatorOptions["account"]> => {
  const changeInfo = {
    createdBy: name,
    createdDate: "2015-01-01T00:00:00Z",
    modifiedBy: name,
    modifiedDate: "2015-01-01T00:00:00Z",
  };
  const web = {
    id: WEB_APPLICATIONS,
    name,
    changeInfo,
    servers: [{ name: "WEB01" }],
    groups: [{ name: `${name} ` }],
  };
  const groups = [{ id: "a".repeat(32), name, groups: [web] }];
  return { alias: "ALTD", dataCenters: [{ id: "DE1", name, groups }] };
};

/** What is printed on an emulator that has such a group. */
const onStage =
  (act: (stage: Stage, name: string) => Promise<Printed[]>, options: EmulatorOptions = {}) =>
  async (name: string): Promise<string> => {
    const stage = await Stage.set({ account: account(name), timeline: () => SOON, ...options });
    try {
      const printed = await act(stage, name);
      return printed.map(({ text }) => text.replaceAll(CLEAR_ROW, "")).join("");
    } finally {
      await stage.strike();
    }
  };

const SOON = [{ status: "succeeded", atMs: 0 }];
const FAILS = { timeline: [{ status: "failed", atMs: 0 }] };
const rejected = (name: string) => ({
  kind: "status" as const,
  status: 400,
  body: { message: name, modelState: { [name]: [name] } },
});

/** Each output, with what it holds for a group, or a word of a server, that is called so. */
const OUTPUTS: Readonly<Record<string, (name: string) => string | Promise<string>>> = {
  "the hook, archiving": onStage(async (stage) => [await stage.archive({}, { byTerraform: true })]),
  "the hook, archiving on a terminal": onStage(
    async (stage) => [await stage.archive({}, { isTerminal: true })],
    { timeline: [{ status: "succeeded", atMs: 3_000 }] },
  ),
  "the hook, archiving in JSON": onStage(async (stage) => [await stage.archive({}, JSON_LINES)]),
  "the hook, failing": onStage(
    async (stage) => [await stage.archive(), await stage.archive({}, JSON_LINES)],
    FAILS,
  ),
  "the hook, refusing": onStage(async (stage) => {
    const guardrails = { expectedName: "other", protectedNames: ["*"], scope: "v1." };
    return [await stage.archive(guardrails), await stage.archive(guardrails, JSON_LINES)];
  }),
  "the hook, rejected in such words": onStage(async (stage, name) => {
    stage.emulator.fault({ on: "archiveGroup", times: 2, effect: rejected(name) });
    // A refused request is followed by a look at the group for as long.
    const settle = "1s";
    return [await stage.archive({ settle }), await stage.archive({ settle }, JSON_LINES)];
  }),
  "the hook, told such a word by the queue": (name) =>
    onStage(async (stage) => [await stage.archive({ timeout: "1m" })], {
      timeline: [{ status: name, atMs: 0 }],
    })(name),
  "the hook, whose login is refused in such words": onStage(async (stage, name) => {
    stage.emulator.fault({ on: "login", effect: rejected(name) });
    return [await stage.archive()];
  }),
  "the hook, given such a setting": onStage(async (stage, name) => [
    await stage.archive({ account: name }),
    await stage.archive({ protectedNames: name }),
    await stage.archive({ protectedNames: [`${name}{`] }),
    await stage.archive({}, { env: { CLC_BASE_URL: name, ARCHIVED_GROUP_STATE_DIR: name } }),
  ]),
  "the hook, restoring": onStage(async (stage) => [
    await stage.archive(),
    await stage.restore(),
    await stage.restore({}, JSON_LINES),
  ]),
  status: onStage(async (stage) => [await stage.status(), await stage.status({}, JSON_LINES)]),
  "status and receipts of an archive": onStage(async (stage) => [
    await stage.archive(),
    await stage.status(),
    await stage.status({}, JSON_LINES),
    await stage.receipts(),
    await stage.receipts(JSON_LINES),
  ]),
  "the survey of the command line": onStage(async (stage) => [
    await stage.survey(),
    await stage.survey(JSON_LINES),
  ]),
  "the differences of a pin": (name) => {
    const pin = pinOf(named(name));
    const other = pinOf(named(name, anImpact({ group: { ...anImpact().group, groups: [], servers: [] } })));
    const [less, more] = [pinDifference([pin], [other]), pinDifference([other], [pin])];
    // As each of them is printed.
    return [...less, ...more, ...pinDifference([pin], [])].map(clean).join("\n");
  },
  "a scope file that is unusable": (name) => {
    const texts = [
      JSON.stringify({ version: name }),
      JSON.stringify({ version: 1, groups: {}, [name]: 1 }),
      JSON.stringify({ version: 1, groups: { [name]: {} } }),
      JSON.stringify({ version: 1, groups: { [`ALTD ${WEB_APPLICATIONS}`]: { [name]: 1 } } }),
      `{"version": 1, "groups": ${name}`,
    ];
    return texts.map((text) => messageOf(() => parsePins(text, "scope.json"))).join("\n");
  },
  ...Object.fromEntries(
    Object.keys(FORMATS).map((format) => [
      `a review as ${format}`,
      (name: string): string => {
        const card = `${name} (2a5c), surveyed\n    ${name}\n  ${name}`;
        const plan = planOf(
          { web: {}, other: { group: "b".repeat(32), card } },
          { "terraform_data.web": named(name) },
        );
        // What keeps Markdown from linking is ours, and nobody sees it.
        return FORMATS[format as Format](review(plan)).replaceAll("\u200b", "");
      },
    ]),
  ),
  "a review of what is no plan": (name) =>
    [
      { format_version: `v${name}`, configuration: {} },
      { format_version: "1.0", configuration: { root_module: name } },
    ]
      .map((plan) => messageOf(() => review(JSON.stringify(plan))))
      .join("\n"),
  "the event log of the emulator": (name) =>
    [
      describeEvent({
        kind: "request",
        at: "",
        method: "GET",
        path: `/${name}`,
        route: undefined,
        status: 404,
      }),
      describeEvent({ kind: "request", at: name, method: name, path: name, route: undefined, status: 404 }),
      describeEvent({
        kind: "operation",
        at: "",
        operation: "archiveGroup",
        id: "1",
        status: name,
        groupId: "",
      }),
      describeEvent({ kind: "server", at: "", id: name, status: name }),
    ].join("\n"),
  "an error of the emulator": (name) =>
    [{ alias: name }, { alias: "ALTD", dataCenters: [], [name]: 1 }, name]
      .map((seed) => messageOf(() => parseSeed(JSON.stringify(seed), `${name}.json`)))
      .join("\n"),
};

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was not refused");
}

describe.each(Object.entries(OUTPUTS))("%s", (_, outputOf) => {
  test("shows what a group is called, or was said", async () => {
    expect(await outputOf("Plain Name")).toMatch(/Plain ?Name/);
  });

  test("gives no orders to a log, a terminal or cdktf, whatever that is", async () => {
    const obeyed: string[] = [];
    for (const name of HOSTILE_NAMES) {
      const output = await outputOf(name);
      obeyed.push(...ordersIn(output).map((order) => `${JSON.stringify(name)}: ${order}`));
    }
    expect(obeyed.slice(0, 5)).toEqual([]);
  });
});

test("the files that are left, which people open and paste, hold every name exactly and give no orders either", async () => {
  for (const name of HOSTILE_NAMES) {
    const stage = await Stage.set({ account: account(name), ...FAILS });
    await stage.archive();
    const folder = join(stage.stateDirectory, "receipts");
    const [receipt = ""] = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    const pin = pinOf(named(name));
    const pins = formatPins([{ ...pin, endpoint: "https://api.example.com" }]);
    await stage.strike();
    expect([receipt, pins].flatMap((text) => text.split("\n")).filter(hasCommand)).toEqual([]);
    expect(JSON.parse(receipt).groupName).toBe(name.replace(/\p{Cs}/gu, "\ufffd"));
    expect(parsePins(pins, "scope.json")[0]?.name).toBe(name);
  }
});
