/** One Chromium for tests that look at pages; absent where none is installed, and then those tests are skipped by name. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { buildAssets } from "../../scripts/assets.ts";
import { serveGallery, type Gallery } from "../../scripts/gallery.ts";
import { publicDir } from "../frame/assets.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const hasChromium = existsSync(executablePath);

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export type Visit = {
  page: Page;
  /** Errors that the page wrote to its console or threw. */
  said: string[];
  go: (screen: string) => Promise<void>;
};
export type Looking = {
  gallery: Gallery;
  visit: (options?: BrowserContextOptions) => Promise<Visit>;
  stop: () => Promise<void>;
};

export async function lookAtGallery(): Promise<Looking> {
  if (!existsSync(join(publicDir, "manifest.json"))) await buildAssets({ fast: true });
  const gallery = serveGallery();
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  return {
    gallery,
    stop: async () => {
      await browser.close();
      await gallery.stop();
    },
    visit: async (options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(5_000);
      const said: string[] = [];
      page.on("console", (message) => void (message.type() === "error" && said.push(message.text())));
      page.on("pageerror", (error) => void said.push(error.message));
      return {
        page,
        said,
        go: async (screen) => void (await page.goto(new URL(screen, gallery.url).href, { waitUntil: "load" })),
      };
    },
  };
}

/**
 * Looks for faults of accessibility. Our pages have no frames, so it needs no second page for its results; and of what a
 * page does right it tells one example a rule, where all of them are megabytes a page.
 */
export const axeOn = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
