/** A change: read what will happen, allow it by the keyboard alone, watch it, read what came of it. Or say no. */
import { describe, expect } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { pageFaults } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";
import { until } from "../support/program.ts";

const story = stage({ machines: { "web-1": ["web"], "web-2": ["web"], "db-1": ["db"] } });

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

describe("a request that changes something", () => {
  story("is approved by the keyboard alone and watched while it runs", async ({ page, lab }) => {
    await page.keyboard.press("Escape");
    // The first page of a browser: its script may come later than the key.
    await until("the ask box to have the focus", async () => {
      await page.keyboard.press("/");
      return page.evaluate(() => document.activeElement?.getAttribute("name") === "request");
    });
    await page.keyboard.press("Control+A");
    await page.keyboard.type(
      "run `for i in $(seq 1 25); do echo line $i; sleep 0.1; done; touch -c /tmp/watched` on all web servers",
    );
    await page.keyboard.press("Enter");
    await inState(page, "needs_approval");
    await see(page, "2 machines");
    expect(await page.textContent("#task-approval pre, #task-approval code")).toContain("seq 1 25");
    expect(await pageFaults(page)).toEqual([]);

    await tabTo(page, ".approve-button");
    await page.keyboard.press("Enter");
    await inState(page, "running");
    await page.waitForSelector(".out-line");
    const first = await page.locator(".out-line").count();
    await until("more lines while it runs", async () => (await page.locator(".out-line").count()) > first + 3);
    expect(await page.getAttribute("#task-body", "data-task-state")).toBe("running");
    expect(first).toBeLessThan(25);

    await inState(page, "succeeded");
    await page.waitForSelector("#task-summary");
    expect(await page.locator(".out-line").last().textContent()).toBe("line 25\n");
    await see(page, "approved by ann");
    const id = new URL(page.url()).pathname.replace("/tasks/", "");
    const [one, two] = (await lab.task(id)).runs;
    expect(Date.parse(two?.startedAt ?? "") >= Date.parse(one?.endedAt ?? "")).toBe(true);
    expect(await pageFaults(page)).toEqual([]);
  });

  story("does nothing when it is rejected, and keeps the reason", async ({ page, lab, visitor }) => {
    const file = join(lab.dir, "kept");
    writeFileSync(file, "");
    const id = await ask(page, `delete ${file} on db-1`);
    await inState(page, "needs_approval");
    await page.click(".reject summary");
    await page.fill("#reject-reason", "not on a <b>Friday</b>");
    await page.click("text=Reject this plan");
    await inState(page, "rejected");
    await see(page, "Rejected: not on a <b>Friday</b>");
    expect([existsSync(file), (await lab.task(id)).state]).toEqual([true, "rejected"]);
    await visitor.go("/");
    expect(await page.locator(`#home-needs [href="/tasks/${id}"]`).count()).toBe(0);
  });

  story("asks which machine is meant instead of guessing", async ({ page, lab, look }) => {
    const file = join(lab.dir, `unwanted-${look.width}`);
    writeFileSync(file, "");
    await ask(page, `delete ${file}`);
    await inState(page, "needs_answer");
    expect(await pageFaults(page)).toEqual([]);
    await page.click("#task-question .option:has-text('web-2')");
    await inState(page, "needs_approval");
    await see(page, "1 machine");
    expect(existsSync(file)).toBe(true);
    await page.click(".approve-button");
    await inState(page, "succeeded");
    expect(existsSync(file)).toBe(false);
  });

  story("shows on the home page of everybody else at once", async ({ page, lab }) => {
    await page.waitForSelector("#ask-input");
    const { id } = await lab.request<{ id: string }>("/api/tasks", { request: "reboot db-1" });
    await page.waitForSelector(`#home-needs [href="/tasks/${id}"]`);
    await page.click(`#home-needs [href="/tasks/${id}"]`);
    await inState(page, "needs_approval");
    await lab.request(`/api/tasks/${id}/rejection`, { reason: "only looking" });
    await inState(page, "rejected");
  });
});
