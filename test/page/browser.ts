import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const FIND = join(__dirname, "..", "..", "scripts", "chromium.mjs");

/** A headless Chromium with a new, empty profile that is gone afterwards. */
export class Browser {
  private constructor(
    private readonly context: BrowserContext,
    private readonly profile: string,
  ) {}

  static async start(options: { readonly colorScheme?: "light" | "dark" } = {}): Promise<Browser> {
    const executablePath = execFileSync(process.execPath, [FIND], { encoding: "utf8" }).trim();
    const profile = mkdtempSync(join(tmpdir(), "page-test-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      headless: true,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
      ...options,
    });
    return new Browser(context, profile);
  }

  /** A page of its own for each test, in a window of this size. */
  async open(url: string, viewport = { width: 1200, height: 900 }): Promise<Page> {
    const page = await this.context.newPage();
    await page.setViewportSize(viewport);
    await page.goto(url);
    return page;
  }

  async stop(): Promise<void> {
    await this.context.close();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
