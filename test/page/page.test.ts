import type { Page } from "playwright-core";
import { type CtlEmulator, DECOMMISSIONED, type EmulatorOptions, WEB_APPLICATIONS } from "../../lib/emulator";
import { Wire } from "../emulator/contract/wire";
import { Browser } from "./browser";

// The first run on a machine may have to install Chromium.
const INSTALL_MS = 300_000;
jest.setTimeout(30_000);

let browser: Browser;
let wire: Wire;
let page: Page;

beforeAll(async () => {
  browser = await Browser.start();
}, INSTALL_MS);
afterAll(() => browser?.stop());

afterEach(async () => {
  await page?.close();
  await wire?.emulator.stop();
});

const open = async (options?: EmulatorOptions, viewport?: { width: number; height: number }) => {
  wire = await Wire.start(options);
  page = await browser.open(`${wire.emulator.url}/`, viewport);
  await page.getByText("live", { exact: true }).waitFor();
};
const group = (name: string) => page.locator("summary").filter({ hasText: name });
const text = (selector: string) => page.locator(selector).textContent();

test("shows the tree with what is in it, and the account", async () => {
  await open();
  expect(await page.title()).toBe("ALTD – CTL API emulator");
  expect(await group("Web Applications").textContent()).toBe("Web Applications active 2 servers");
  expect(await group("Legacy Reporting").textContent()).toContain("archived");
  const shop = page.locator(".server").filter({ hasText: "de1altdshop01" });
  expect(await shop.textContent()).toBe("de1altdshop01 active started, 4 CPU, 8 GB, 42 GB disk");
  expect(await page.locator(".server").count()).toBe(40);
  const nested = page.locator("li", { has: group("Web Applications") }).last();
  expect(await nested.locator("summary").allTextContents()).toHaveLength(3);
});

test("shows an archive as it goes on, without a reload", async () => {
  await open();
  await page.getByText("None yet. Archive a group").waitFor();
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  const operation = page.locator(".operation");
  await operation.getByText("archiveGroup: Web Applications").waitFor();
  expect(await operation.locator("[aria-current=step]").textContent()).toBe("notStarted 0 s");
  expect(await text("#requests .request:first-child code")).toBe(
    `POST /v2/groups/altd/${WEB_APPLICATIONS}/archive`,
  );
  wire.pass(16_000);
  await page.getByText("executing", { exact: true }).waitFor();
  expect(await operation.locator("progress").getAttribute("value")).toBe("16000");
  wire.pass(60_000);
  await operation.getByText("succeeded", { exact: true }).waitFor();
  expect(await group("Web Applications").textContent()).toContain("archived");
});

test("keeps closed groups and the keyboard's focus while it updates", async () => {
  await open();
  const web = group("Web Applications");
  await web.focus();
  await page.keyboard.press("Enter");
  await page.getByText("de1altdweb01").waitFor({ state: "hidden" });
  await wire.post(`/v2/groups/altd/${DECOMMISSIONED}/archive`);
  await page.getByText("archiveGroup: Decommissioned").waitFor();
  expect(await page.getByText("de1altdweb01").isVisible()).toBe(false);
  expect(await page.locator(":focus").textContent()).toBe(await web.textContent());
});

test("a name is text, whatever it looks like", async () => {
  const hostile = `</script><img src=x onerror="window.hit=1"><script>window.hit=1</script>`;
  await open({
    account: {
      alias: "ALTD",
      dataCenters: [{ id: "DE1", name: hostile, groups: [{ name: hostile }, { name: "__proto__" }] }],
    },
  });
  await wire.get(`/<script>window.hit=1</script>?"><img src=x onerror=window.hit=1>`);
  wire.emulator.addServer(wire.emulator.addGroup({ parentId: idOf(wire.emulator), name: "in" }).id, {
    name: "<b>x</b>",
  });
  await page.getByText("de1altd<b>x</b>").waitFor();
  expect(await group("onerror").textContent()).toContain(hostile);
  expect(await page.evaluate("window.hit")).toBeUndefined();
  expect(await page.locator("img, script[src], section b").count()).toBe(0);
});
const idOf = (emulator: CtlEmulator): string => emulator.snapshot().dataCenters[0]?.groups?.[0]?.id ?? "";

test.each([320, 390, 700, 1600])("nothing has to be scrolled sideways at %i pixels", async (width) => {
  await open(undefined, { width, height: 700 });
  wire.emulator.addGroup({ parentId: DECOMMISSIONED, name: "x".repeat(300) });
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  await wire.get(`/${"y".repeat(500)}`);
  await group("xxxx").waitFor();
  const sideways = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  expect(await page.evaluate(sideways)).toBe(0);
});

test("says when the emulator is gone, and a fault does not reach the page", async () => {
  await open({ faults: ["*:500*all"] });
  expect(await group("Web Applications").isVisible()).toBe(true);
  await wire.emulator.stop();
  await page.getByText("the emulator does not answer").waitFor();
});

test("asks nobody but the emulator, and its console stays empty", async () => {
  wire = await Wire.start();
  page = await browser.open("about:blank");
  const asked = new Set<string>();
  const said: string[] = [];
  page.on("request", (request) => asked.add(request.url().replace(wire.emulator.url, "")));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(`${wire.emulator.url}/`);
  await group("Web Applications").waitFor();
  expect([...asked].filter((url) => !url.startsWith("data:"))).toEqual(["/", "/_emulator/state"]);
  expect(said).toEqual([]);
});
