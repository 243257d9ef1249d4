/** From a sentence with a time to what became of it: the card says when, the schedule is begun by hand, paused and removed. */
import { describe, expect } from "bun:test";
import { pageFaults } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": ["web"] } });

describe("every night at 2", () => {
  story("is told on the card, approved once, begun by hand, paused and removed", async ({ page, lab }) => {
    const id = await ask(page, "every night at 2 run `touch /tmp/ailx-night` on web-1");
    await inState(page, "needs_approval");
    await see(page, /Every night at 02:00|every night at 02:00/);
    expect(await pageFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /Schedule this on 1 machine/ }).click();
    await inState(page, "succeeded");
    expect((await lab.task(id)).runs).toEqual([]);
    await page.getByRole("link", { name: "a schedule" }).click();
    await page.waitForURL("**/schedules/*");
    await see(page, "It has not been due yet");
    expect(await pageFaults(page)).toEqual([]);
    const schedule = page.url();

    await page.getByRole("button", { name: "Run now" }).click();
    await page.waitForURL("**/tasks/*");
    await inState(page, "succeeded");
    await page.getByRole("link", { name: "a schedule" }).click();
    await page.waitForURL(schedule);
    await see(page, "by ann");
    expect(await page.locator("#schedule-one .memory-line").count()).toBe(1);

    await page.getByRole("button", { name: "Pause" }).click();
    await see(page, "None while it is paused.");
    expect(await pageFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Let it go on" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();

    await page.goto("/schedules");
    await see(page, /next/);
    expect(await pageFaults(page)).toEqual([]);
    await page.goto(schedule);
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await page.waitForURL("**/schedules");
    await see(page, "Nothing is scheduled");
  });
});
