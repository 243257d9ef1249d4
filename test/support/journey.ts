/** The stage of a journey: one hub, its machines and one browser for a file; each story has a visitor and ends without faults. */
import { afterAll, beforeAll, expect } from "bun:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { lookName, openBrowser, screens, visit, type Look, type Visitor } from "./browser.ts";
import { lab, type Lab, type LabOptions } from "./program.ts";
import { browserTest, chromium } from "./skip.ts";

export type Told = { visitor: Visitor; page: Page; lab: Lab; browser: Browser; look: Look };

type StageOptions = LabOptions & {
  /** Names of machines and their tags. */
  machines?: Record<string, readonly string[]>;
  /** Signed in as the admin before a story begins. */
  signedIn?: boolean;
  context?: BrowserContextOptions;
};

export function stage({ machines = {}, signedIn = true, context = {}, ...options }: StageOptions = {}) {
  let shared: { lab: Lab; browser: Browser } | undefined;

  beforeAll(async () => {
    if (chromium === undefined) return;
    const [hub, browser] = await Promise.all([lab([], options), openBrowser()]);
    shared = { lab: hub, browser };
    for (const [name, tags] of Object.entries(machines)) await hub.startAgent(name, tags);
  }, 60_000);
  afterAll(async () => {
    await shared?.browser.close();
    await shared?.lab.end();
  });

  /** Tells the story once for each look: a wide screen by day and a phone by night, where nothing else is said. */
  return (name: string, tell: (told: Told) => Promise<void>, told: readonly Look[] = screens): void => {
    for (const look of told)
      browserTest(
        `${name} (${lookName(look)})`,
        async () => {
          if (!shared) throw new Error("the stage is not set");
          const visitor = await visit(shared.browser, shared.lab.url, look, context);
          try {
            if (signedIn) await visitor.signIn();
            await tell({ ...shared, visitor, page: visitor.page, look });
            expect(visitor.faults()).toEqual([]);
          } finally {
            await visitor.leave();
          }
        },
        60_000,
      );
  };
}

/** Waits until the page shows this text somewhere. */
export const see = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).filter({ visible: true }).first().waitFor();

/** Types a request into the box of the home page and waits for its task. Returns the task's id. */
export async function ask(page: Page, request: string): Promise<string> {
  if (new URL(page.url()).pathname !== "/") await page.goto("/");
  await page.fill("#ask-input", request);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tasks/*");
  return new URL(page.url()).pathname.replace("/tasks/", "");
}

/** Waits until the task on the page is in this state, by the page's own word. */
export const inState = (page: Page, state: string): Promise<unknown> =>
  page.waitForSelector(`#task-body[data-task-state="${state}"]`);

/** The page of a machine, by its name. */
export async function machinePath(lab: Lab, name: string): Promise<string> {
  const machine = (await lab.machines()).find((each) => each.name === name);
  if (!machine) throw new Error(`there is no ${name}`);
  return `/machines/${machine.id}`;
}
