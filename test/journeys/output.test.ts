/** Somebody watches a command that writes 100,000 lines, loads the page again in the middle, and looks for one of them. */
import { describe, expect } from "bun:test";
import type { Page } from "playwright-core";
import { see, stage, inState } from "../support/journey.ts";

const tell = stage({ machines: { "web-1": ["web"] } });

const numbers = (page: Page): Promise<number[]> =>
  page.$$eval("#output-text .out-line", (lines) => lines.map((line) => Number(line.textContent)));
const inOrder = (shown: readonly number[]): boolean =>
  shown.every((value, at) => at === 0 || value === (shown[at - 1] ?? 0) + 1);

describe("output of 100,000 lines", () => {
  tell("is watched live, is whole after a reload, and is searched", async ({ page, lab }) => {
    const task = await lab.request<{ id: string }>("/api/exec", {
      on: "web-1",
      command: "seq 1 50000; sleep 2; seq 50001 100000",
      approveUpTo: "high",
    });
    await page.goto(`/tasks/${task.id}`);
    await page.waitForFunction(
      () => document.querySelector("#output-text")?.lastElementChild?.textContent === "50000\n",
    );
    expect(inOrder(await numbers(page))).toBe(true);
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector("#output-text")?.lastElementChild?.textContent === "100000\n",
    );
    await inState(page, "succeeded");
    const shown = await numbers(page);
    expect([shown.length, inOrder(shown), shown.at(-1)]).toEqual([5_000, true, 100_000]);
    await see(page, /lines above not shown/);

    await page.getByRole("button", { name: "Find" }).click();
    await page.fill("#output-find-text", "4242");
    await page.keyboard.press("Enter");
    await see(page, /lines$/);
    await page.locator("[data-output-matches] button", { hasText: "14242" }).click();
    await see(page, "Around line 14,242 of stdout.");
    expect(await page.locator(".out-hit").textContent()).toBe("14242\n");
    expect(inOrder(await numbers(page))).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.getByRole("button", { name: "Back to the end" }).click();
    await page.waitForFunction(
      () => document.querySelector("#output-text")?.lastElementChild?.textContent === "100000\n",
    );
  });
});
