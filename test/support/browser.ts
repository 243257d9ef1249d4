/** Chromium for journeys: people who look at the hub at a width and in a scheme, and what went wrong on their pages. */
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { axeOn } from "../../web/testing/chromium.ts";
import { ann } from "./program.ts";
import { chromium } from "./skip.ts";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

export type Look = { width: 1440 | 390; scheme: "light" | "dark" };
export const looks: readonly Look[] = [
  { width: 1440, scheme: "light" },
  { width: 1440, scheme: "dark" },
  { width: 390, scheme: "light" },
  { width: 390, scheme: "dark" },
];
/** Where only the room matters: a wide screen by day, a phone by night. */
export const screens: readonly Look[] = [
  { width: 1440, scheme: "light" },
  { width: 390, scheme: "dark" },
];
export const lookName = ({ width, scheme }: Look): string => `at ${width} px, ${scheme}`;

export async function openBrowser(more: string[] = []): Promise<Browser> {
  if (chromium === undefined) throw new Error("no Chromium");
  return await playwright.launch({ executablePath: chromium, args: [...flags, ...quiet, ...more] });
}

export type Visitor = {
  page: Page;
  /** Console errors, exceptions and refusals by the content policy, without those that were expected. */
  faults: () => string[];
  /** These are part of the story: a refused password is an error in the browser's console. */
  expect: (fault: RegExp) => void;
  go: (path: string) => Promise<void>;
  signIn: () => Promise<void>;
  /** The path that the address bar shows. */
  path: () => string;
  leave: () => Promise<void>;
};

export async function visit(
  browser: Browser,
  url: string,
  { width, scheme }: Look = { width: 1440, scheme: "light" },
  more: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width === 390 ? 844 : 900 },
    colorScheme: scheme,
    hasTouch: width === 390,
    reducedMotion: "reduce",
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const heard: string[] = [];
  const expected: RegExp[] = [];
  page.on("console", (message) => void (message.type() === "error" && heard.push(message.text())));
  page.on("pageerror", (error) => void heard.push(error.message));
  page.on("dialog", (dialog) => {
    heard.push(`a dialog said ${dialog.message()}`);
    void dialog.dismiss();
  });
  const self: Visitor = {
    page,
    faults: () => heard.filter((fault) => !expected.some((each) => each.test(fault))),
    expect: (fault) => void expected.push(fault),
    go: async (path) => void (await page.goto(path, { waitUntil: "load" })),
    signIn: async () => {
      await page.goto("/login");
      await page.fill("#login-username", ann.username);
      await page.fill("#login-password", ann.password);
      await page.keyboard.press("Enter");
      await page.waitForURL((at) => at.pathname !== "/login");
    },
    path: () => new URL(page.url()).pathname,
    leave: () => context.close(),
  };
  return self;
}

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What is wrong with how a page is made: rules of WCAG A and AA that it breaks, and a page wider than its window.
 * `only` names the rules that are worth the time, where the page was looked at whole in another look.
 */
export async function pageFaults(page: Page, only?: string[]): Promise<string[]> {
  const axe = axeOn(page);
  const { violations } = await (only ? axe.withRules(only) : axe.withTags(standards)).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return wider > 0 ? [`${wider} px too wide`, ...found] : found;
}
