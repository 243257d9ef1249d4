/** One thing leads to another: a question answered by a click, requests that go on from each other, a plan made another way. */
import { describe, expect } from "bun:test";
import type { Page } from "playwright-core";
import { pageFaults, type Look } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": ["web"], "web-2": ["web"], "film-1": [], "film-2": [] } });
const wide: Look[] = [{ width: 1440, scheme: "light" }];

const idOf = (page: Page): string => new URL(page.url()).pathname.replace("/tasks/", "");
const isFocused = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Types into the box at the foot and waits for the page of the task that comes of it. */
async function goOn(page: Page, request: string): Promise<string> {
  const before = idOf(page);
  await page.fill("#follow-input", request);
  await page.keyboard.press("Enter");
  await page.waitForURL((at) => at.pathname.startsWith("/tasks/") && !at.pathname.endsWith(before));
  return idOf(page);
}

/** By the arrows alone, from wherever the page is looked at. */
async function choose(page: Page, name: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press("ArrowDown");
    if ((await page.evaluate(() => document.activeElement?.textContent))?.startsWith(name)) break;
  }
  await page.keyboard.press("Enter");
}

describe("a question", () => {
  story("is answered by the arrows", async ({ page, look }) => {
    await ask(page, `delete /tmp/no-such-file-${look.width}`);
    await inState(page, "needs_answer");
    await choose(page, "film-2");
    await inState(page, "needs_approval");
    await see(page, "film-2");
    expect(await pageFaults(page)).toEqual([]);
  });

  story(
    "tells what words mean, and that is remembered where a person says so",
    async ({ page, lab }) => {
      await ask(page, "delete /tmp/no-such-file on the film server");
      await inState(page, "needs_answer");
      await page.click("#task-question .option:has-text('film-2')");
      await inState(page, "needs_approval");
      await see(page, "“the film server” is film-2.");
      await page.click("text=Remember this");
      await page.waitForSelector("#remember >> text=remembered");
      expect(await page.locator("text=Remember this").count()).toBe(0);
      expect(await pageFaults(page)).toEqual([]);
      const { items } = await lab.request<{ items: { text: string; machines: { name: string }[] }[] }>("/api/memory");
      expect(items.map(({ text, machines }) => [text, machines.map(({ name }) => name)])).toEqual([
        ["the film server", ["film-2"]],
      ]);
    },
    wide,
  );
});

describe("a conversation", () => {
  story("goes on below a task, and each of its pages shows the others", async ({ page, lab, visitor }) => {
    const first = await ask(page, "show memory on web-1");
    await inState(page, "succeeded");
    await page.keyboard.press("f");
    expect(await isFocused(page, "#follow-input")).toBe(true);
    const second = await goOn(page, "show disk usage on web-2");
    await inState(page, "succeeded");
    await page.click('nav[aria-label="Earlier in this conversation"] a');
    await page.waitForURL(`**/tasks/${first}`);
    await page.waitForSelector('nav[aria-label="Later in this conversation"] >> text=show disk usage on web-2');
    expect(await pageFaults(page)).toEqual([]);
    expect(await lab.task(second)).toMatchObject({ follows: first, thread: first });

    await visitor.go("/tasks");
    expect(await page.locator(`#line-${first}`).isVisible()).toBe(false);
    await page.click(`#line-${second} summary`);
    expect(await page.locator(`#line-${first}`).isVisible()).toBe(true);
    expect(await pageFaults(page)).toEqual([]);
  });

  story("knows what was meant before", async ({ page }) => {
    await ask(page, "show memory on web-1");
    await inState(page, "succeeded");
    await goOn(page, "and on web-2");
    await inState(page, "succeeded");
    expect(await page.locator("[data-matrix] tbody th").allTextContents()).toContain("web-2");
  });
});

describe("a plan that should be another", () => {
  story("is made anew by words, told apart from the one before, and approved", async ({ page, lab, look }) => {
    const command = `touch -c /tmp/changed-${look.width}`;
    const before = await ask(page, `run \`${command}\` on web-1 and web-2`);
    await inState(page, "needs_approval");
    await page.click(".change summary");
    expect(await page.inputValue("#change-request")).toContain("web-1 and web-2");
    await page.fill("#change-request", `run \`${command}\` on web-2`);
    await page.click("text=Plan it this way");
    await page.waitForURL((at) => !at.pathname.endsWith(before));
    await inState(page, "needs_approval");
    await see(page, "What is different from the plan before");
    await see(page, /no longer on web-1/);
    expect(await pageFaults(page)).toEqual([]);
    expect((await lab.task(before)).state).toBe("rejected");

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press("a");
    expect(await isFocused(page, "#typed-name, .approve-button")).toBe(true);
    if (await isFocused(page, "#typed-name")) {
      await page.keyboard.type((await page.getAttribute("#typed-name", "data-must-equal")) ?? "");
      await page.click(".approve-button");
    } else await page.keyboard.press("Enter");
    await inState(page, "succeeded");
    expect((await lab.task(idOf(page))).runs.map(({ machineName }) => machineName)).toEqual(["web-2"]);
  });
});

describe("evidence", () => {
  story("opens the output at its line", async ({ page, lab }) => {
    const id = await ask(page, "run `seq 1 20000` on web-1");
    if ((await lab.task(id)).state === "needs_approval") await page.click(".approve-button");
    await inState(page, "succeeded");
    const run = (await lab.task(id)).runs[0]?.id ?? "";
    await page.goto(`/runs/${run}?line=12345`);
    await page.waitForSelector(".out-hit");
    expect(await page.textContent(".out-hit")).toBe("12345\n");
    expect(await page.locator(".out-hit").evaluate((line) => line.getBoundingClientRect().top > 0)).toBe(true);
    await page.goto(`/runs/${run}?line=99999`);
    await see(page, "There is no line 99,999 in this output.");
  });
});

const plain = stage({ machines: { "web-1": [] }, context: { javaScriptEnabled: false } });
describe("without script", () => {
  plain(
    "a conversation goes on by forms alone",
    async ({ page }) => {
      await page.goto("/");
      await page.fill("#ask-input", "show memory on web-1");
      await page.click("main button[type=submit]");
      await page.waitForURL("**/tasks/*");
      const first = idOf(page);
      await page.fill("#follow-input", "show disk usage on web-1");
      await page.click(".follow-up button[type=submit]");
      await page.waitForURL((at) => at.pathname.startsWith("/tasks/") && !at.pathname.endsWith(first));
      await page.waitForSelector(`.turns-around a[href="/tasks/${first}"]`);
    },
    wide,
  );
});
