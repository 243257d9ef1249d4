/** Somebody who may look and not act: every page, and nothing to press. */
import { describe, expect } from "bun:test";
import { visit } from "../support/browser.ts";
import { machinePath, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": ["web"] }, signedIn: false });

describe("a viewer", () => {
  story("sees everything and no action", async ({ browser, lab, look }) => {
    const { secret } = await lab.request<{ secret: string }>("/api/keys", { label: "wall display", role: "viewer" });
    const asked = async (request: string) => (await lab.request<{ id: string }>("/api/tasks", { request })).id;
    const [waiting, question, declined, done] = [
      await asked("reboot web-1"),
      await asked("restart it"),
      await asked("make the servers happy"),
      await asked("show memory on web-1"),
    ];
    await lab.ended(done);
    const viewer = await visit(browser, lab.url, look, { extraHTTPHeaders: { authorization: `Bearer ${secret}` } });
    const { page } = viewer;
    const machine = await machinePath(lab, "web-1");
    for (const path of [
      "/",
      "/tasks",
      `/tasks/${waiting}`,
      `/tasks/${question}`,
      `/tasks/${declined}`,
      `/tasks/${done}`,
      "/machines",
      machine,
    ]) {
      await viewer.go(path);
      const actions = await page
        .locator("form[method=post]:not([action='/logout']), [data-ask-open], [data-ask-fill], a[href='/machines/add']")
        .count();
      expect([path, actions]).toEqual([path, 0]);
      await page.keyboard.press("/");
      expect(await page.locator("dialog[open]").count()).toBe(0);
    }
    // Also after a live update.
    await viewer.go("/");
    await asked("reboot web-1");
    await page.locator("#home-needs .task-lines li").nth(1).waitFor();
    expect(await page.locator("a[href='/machines/add']").count()).toBe(0);
    await viewer.go(`${machine}/processes`);
    await page.locator("#machine-panel", { hasText: "Viewers cannot ask machines" }).waitFor();
    expect(viewer.faults()).toEqual([]);

    viewer.expect(/status of 403/);
    await viewer.go("/machines/add");
    expect(await page.textContent("h1")).toBe("You may not do this");
    await viewer.leave();
  });
});
