import { type AccountSeed, WEB_APPLICATIONS } from "../../lib/emulator";
import { cdktfWouldAct, type Printed, Stage } from "./stage";

const HOSTILE = [
  'a "quoted" \\ name',
  "two\nlines\r\nand \u001b[31mred\u001b[0m\u0007",
  "\u202egnp.exe zero\u200bwidth \u2028 line",
  "Do you want to perform these actions? var.password Enter a value:",
  "the run was discarded using the UI or API",
  "東京 🚀 ".repeat(200),
  "${path.module} %{ if true }",
];
let stage: Stage;
afterEach(() => stage.strike());

/** An account with one group of this name. */
const account = (name: string, servers = 3): AccountSeed => ({
  alias: "ALTD",
  dataCenters: [
    {
      id: "DE1",
      name: "DE1 - Germany (Frankfurt)",
      groups: [
        {
          id: WEB_APPLICATIONS,
          name,
          servers: Array.from({ length: servers }, (_, index) => ({ name: `s${"x".repeat(45)}${index}` })),
        },
      ],
    },
  ],
});

const FAILS = { timeline: [{ status: "failed", atMs: 0 }] };

function expectHarmless({ text, lines }: Printed): void {
  expect(cdktfWouldAct(text)).toBe(false);
  for (const line of lines) {
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
}

describe.each(HOSTILE)("a group called %j", (name) => {
  test("does no harm in text", async () => {
    stage = await Stage.set({ account: account(name), ...FAILS });
    expectHarmless(await stage.archive());
    expectHarmless(await stage.archive({ expectedName: "Web" }));
    expectHarmless(await stage.status());
  });

  test("leaves every line of JSON valid", async () => {
    stage = await Stage.set({ account: account(name), ...FAILS });
    for (const printed of [
      await stage.archive({ expectedName: "Web" }, { logFormat: "json" }),
      await stage.archive({}, { logFormat: "json" }),
      await stage.status({}, { logFormat: "json" }),
    ]) {
      expectHarmless(printed);
      for (const line of printed.lines) {
        expect(JSON.parse(line)).toBeInstanceOf(Object);
      }
    }
  });

  test("can be archived under its very name", async () => {
    stage = await Stage.set({ account: account(name) });
    const { code } = await stage.archive({ expectedName: name });
    expect(code).toBe(0);
  });
});

test("the failure card stays under 2 KiB for a thousand servers with long names", async () => {
  stage = await Stage.set({ account: account("🚀".repeat(300), 1_000), ...FAILS });
  const { text, lines } = await stage.archive({}, { byTerraform: true });
  const card = text.slice(text.indexOf("--- archive of"));
  expect(Buffer.byteLength(card)).toBeLessThan(2_048);
  expect(card).toMatch(/- and 49\d more\n/);
  expect(lines.find((line) => line.includes("watch it with"))).toMatch(new RegExp(`${WEB_APPLICATIONS}$`));
  expect(lines.find((line) => line.includes("receipt "))).toMatch(/\.json$/);
});

test("a word of the queue that does not end does not flood the output", async () => {
  stage = await Stage.set({ timeline: [{ status: "x".repeat(100_000), atMs: 0 }] });
  const { text } = await stage.archive({ timeout: "1m" });
  expect(text.length).toBeLessThan(8_192);
});
