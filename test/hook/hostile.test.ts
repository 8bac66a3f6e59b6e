import { type AccountSeed, WEB_APPLICATIONS } from "../../lib/emulator";
import { HOSTILE_NAMES } from "../outputs/hostile-names";
import { Stage } from "./stage";

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

test.each(HOSTILE_NAMES)("a group called %j can be archived under its very name", async (name) => {
  stage = await Stage.set({ account: account(name) });
  expect(await stage.archive({ expectedName: name })).toMatchObject({ code: 0 });
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
