import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { toHtml } from "../../lib/review/html";
import { review } from "../../lib/review/review";
import { temporaryFolder } from "../construct/stacks";
import { HOSTILE_NAMES } from "../outputs/hostile-names";
import { named } from "../review/hostile";
import { anImpact, aServer, planOf } from "../review/plans";
import { Browser } from "./browser";

// The first run on a machine may have to install Chromium.
const INSTALL_MS = 300_000;
jest.setTimeout(30_000);

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await Browser.start();
}, INSTALL_MS);
afterAll(() => browser?.stop());
afterEach(() => page?.close());

const written = (impact = anImpact()): string => {
  const file = join(temporaryFolder(), "review.html");
  const plan = planOf({ web: {}, other: { group: "b".repeat(32) } }, { "terraform_data.web": impact });
  writeFileSync(file, toHtml(review(plan)));
  return pathToFileURL(file).href;
};
const summary = (name: string) => page.locator("summary").filter({ hasText: name });
const SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

test("has a language, a title, headings in order and one main part", async () => {
  page = await browser.open(written());
  expect(await page.title()).toBe("Archive review: 2 groups to archive");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  const levels = await page.evaluate<number[]>(
    "[...document.querySelectorAll('h1,h2,h3,h4')].map((heading) => Number(heading.tagName[1]))",
  );
  expect(levels).toEqual([1, 2, 2, 3, 3, 2]);
  expect(await page.getByRole("main").count()).toBe(1);
  for (const name of ["1 warning", "Web Applications will be archived"]) {
    expect(await page.getByRole("region", { name }).count()).toBe(1);
  }
});

test("groups open and close by the keyboard alone", async () => {
  page = await browser.open(written());
  const server = page.getByText("de1altdshop01");
  expect(await server.isVisible()).toBe(true);
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toBe(await summary("Web Applications").textContent());
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toContain("Shop");
  await page.keyboard.press("Enter");
  expect(await server.isVisible()).toBe(false);
  await page.keyboard.press("Space");
  expect(await server.isVisible()).toBe(true);
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
});

test.each([320, 390, 700, 1600])("nothing has to be scrolled sideways at %i pixels", async (width) => {
  let group = anImpact().group;
  for (let depth = 0; depth < 12; depth += 1) group = { ...group, id: `${depth}`, groups: [group] };
  const impact = named("x".repeat(300), anImpact({ group }));
  page = await browser.open(written(impact), { width, height: 700 });
  expect(await page.evaluate(SIDEWAYS)).toBe(0);
});

test.each(["light", "dark"] as const)(
  "every text stands out from what is behind it when it is %s",
  async (scheme) => {
    const guardrails = [true, false].map((passes) => ({ name: "maxServers", passes, sentence: "5 servers" }));
    page = await browser.open(written(anImpact({ guardrails })));
    await page.emulateMedia({ colorScheme: scheme });
    const [lowest, count] = await page.evaluate<[number, number]>(LOWEST_CONTRAST);
    expect(count).toBeGreaterThan(40);
    expect(lowest).toBeGreaterThanOrEqual(4.5); // WCAG 2.2, 1.4.3
    const dark = "getComputedStyle(document.body).backgroundColor === 'rgb(17, 21, 28)'";
    expect(await page.evaluate(dark)).toBe(scheme === "dark");
  },
);

test("on paper every group is open", async () => {
  const servers = Array.from({ length: 60 }, (_, index) => aServer(`server${index}`));
  page = await browser.open(written(anImpact({ group: { ...anImpact().group, servers } })));
  const last = page.getByText("server59", { exact: true });
  expect(await last.isVisible()).toBe(false);
  const height = () => page.evaluate<number>("document.documentElement.scrollHeight");
  const closed = await height();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await height()).toBeGreaterThan(closed + 60 * 10);
  expect(await last.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }))).toBe(
    true,
  );
  const ink = "getComputedStyle(document.body).color";
  expect(await page.evaluate(ink)).toBe("rgb(27, 35, 48)");
});

test("asks nobody for anything, runs nothing, and its console stays empty, whatever a name looks like", async () => {
  page = await browser.open("about:blank");
  const asked: string[] = [];
  const said: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  for (const name of HOSTILE_NAMES) {
    const url = written(named(name));
    asked.length = 0;
    await page.goto(url);
    expect(asked.filter((one) => !one.startsWith("data:"))).toEqual([url]);
    expect(await page.locator("script, img, a, iframe, main [style]").count()).toBe(0);
  }
  expect(said).toEqual([]);
});

/** The lowest contrast of a text, and how many were looked at. */
const LOWEST_CONTRAST = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => channels(color).slice(0, 3)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""));
  const contrasts = texts.map((element) => {
    const [low, high] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
  return [Math.min(...contrasts), contrasts.length];
})()`;
