/** The main job: ask in one's own words, and read the answer. */
import { describe, expect } from "bun:test";
import { pageFaults } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": ["web"], "web-2": ["web"], "db-1": ["db"], "nas-1": [] } });

describe("a request that only reads", () => {
  story("is answered by a table of all machines", async ({ page, look }) => {
    await page.waitForSelector("#ask-input");
    const startedAtMs = performance.now();
    await ask(page, "show disk usage on all machines");
    await page.waitForSelector("#summary-table");
    console.log(`asked to table at ${look.width} px: ${Math.round(performance.now() - startedAtMs)} ms`);
    await inState(page, "succeeded");
    const machines = await page
      .locator("#summary-table tbody tr")
      .evaluateAll((rows) => rows.map((row) => row.firstElementChild?.textContent?.trim()));
    expect(new Set(machines)).toEqual(new Set(["db-1", "nas-1", "web-1", "web-2"]));
    expect(await pageFaults(page)).toEqual([]);
  });

  story("goes to the machines that the field beside it names", async ({ page }) => {
    await page.fill("#ask-input", "show memory");
    await page.fill("input[name=on]", "tag:web");
    await page.click("main button[type=submit]");
    await inState(page, "succeeded");
    const rows = await page.locator("[data-matrix] tbody th").allTextContents();
    expect(rows.toSorted()).toEqual(["web-1", "web-2"]);
  });

  story("can be one of the examples", async ({ page }) => {
    await page.click(".examples button >> nth=0");
    expect(await page.inputValue("#ask-input")).toBe((await page.textContent(".examples button >> nth=0")) ?? "");
    await page.keyboard.press("Enter");
    await inState(page, "succeeded");
    const asked = (await page.textContent("h1")) ?? "";
    await page.click("text=Ask again");
    expect(await page.inputValue("#ask-anywhere-input")).toBe(asked);
  });
});

describe("a request that is not understood", () => {
  story("changes nothing and leads to what comes near", async ({ page, lab }) => {
    const id = await ask(page, "make the servers happy");
    await inState(page, "declined");
    await see(page, "Nothing was done");
    expect((await lab.task(id)).runs).toEqual([]);
    expect(await pageFaults(page)).toEqual([]);
    const nearest = (await page.locator("#task-declined .option").first().textContent()) ?? "";
    await page.locator("#task-declined .option").first().click();
    expect(await page.inputValue("#ask-anywhere-input")).toBe(nearest.trim());
  });
});
