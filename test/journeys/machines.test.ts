/** The fleet: find machines by an expression, look into one, and see it go away and come back without loading again. */
import { describe, expect } from "bun:test";
import { pageFaults } from "../support/browser.ts";
import { machinePath, see, stage } from "../support/journey.ts";
import { until } from "../support/program.ts";

const story = stage({ machines: { "web-1": ["web"], "web-2": ["web"], "db-1": ["db"] } });

describe("the table of machines", () => {
  story("is filtered while one types", async ({ page, visitor }) => {
    await visitor.go("/machines");
    const names = () => page.locator(".fleet-table tbody th a").allTextContents();
    expect((await names()).toSorted()).toEqual(["db-1", "web-1", "web-2"]);
    await page.fill("#machine-filter", "tag:web and not web-2");
    await until("one row", async () => (await names()).join() === "web-1");
    await page.waitForURL((at) => at.searchParams.get("expr") === "tag:web and not web-2");
    // Live updates of machines that are not shown, and of the one that is.
    await page.waitForTimeout(2_500);
    expect(await names()).toEqual(["web-1"]);
    await page.reload();
    expect([await page.inputValue("#machine-filter"), ...(await names())]).toEqual(["tag:web and not web-2", "web-1"]);
    await page.fill("#machine-filter", "os:beos");
    await see(page, "No machine matches");
    expect(await pageFaults(page)).toEqual([]);
    await page.fill("#machine-filter", "");
    await until("all rows", async () => (await names()).length === 3);
  });

  story("shows where an expression cannot be read", async ({ page, visitor }) => {
    await visitor.go("/machines");
    await page.fill("#machine-filter", "tag:web and (os:debian");
    await page.waitForSelector("#machine-list [role=alert] mark");
    expect(await page.locator(".expression").textContent()).toContain("tag:web and (os:debian");
    expect(await pageFaults(page)).toEqual([]);
    await page.fill("#machine-filter", "tag:web colour:red");
    await until("another place", async () => (await page.locator(".expression").textContent())?.includes("colour"));
  });

  story("shows a machine go and come without loading again", async ({ page, visitor, lab }) => {
    await visitor.go("/machines");
    const id = (await machinePath(lab, "web-2")).replace("/machines/", "");
    await page.evaluate(() => (document.title = "not loaded again"));
    const state = (name: string) =>
      page.locator(`#machine-${id} [data-state=${name}]`).filter({ visible: true }).first().waitFor();
    await lab.agent("web-2").kill();
    await state("offline");
    await page.locator("#fleet-strip a", { hasText: "1 down" }).waitFor();
    await lab.startAgent("web-2", ["web"]);
    await state("online");
    await page.locator("#fleet-strip a", { hasText: "0 down" }).waitFor({ state: "attached" });
    expect(await page.title()).toBe("not loaded again");
  });

  story("shows a machine that joins", async ({ page, visitor, lab, look }) => {
    await visitor.go("/machines");
    await lab.startAgent(`new-${look.width}`);
    await page.locator(".fleet-table tbody th a", { hasText: `new-${look.width}` }).waitFor();
  });
});

describe("a machine's page", () => {
  story("has its numbers, and a tab for each thing on it", async ({ page, visitor, lab }) => {
    await visitor.go(await machinePath(lab, "db-1"));
    await page.locator("#machine-tiles .tile-number", { hasText: "%" }).first().waitFor();
    await see(page, "What it is");
    await page.click(".tab-bar >> text=Processes");
    await page.waitForSelector("#machine-panel table tbody tr");
    expect(await page.locator("#machine-panel tbody tr").count()).toBeGreaterThan(3);
    await page.click(".tab-bar >> text=Ports");
    await page.waitForURL("**/ports");
    const hub = new URL(lab.url).port;
    await page.locator("#machine-panel tbody tr", { hasText: hub }).first().waitFor();
    await page.click(".tab-bar >> text=Tasks");
    await page.waitForURL("**/tasks");
    await page.locator(".task-lines [data-item]").first().waitFor();
    await page.click(".tab-bar >> text=Services");
    await page.waitForURL("**/services");
    await page.waitForSelector("#machine-panel [role=alert], #machine-panel table");
    await page.click(".tab-bar >> text=Containers");
    await page.waitForURL("**/containers");
    await page.waitForSelector("#machine-panel [role=alert], #machine-panel .panel-body > *");
  });

  story("asks in words for what the tab shows", async ({ page, visitor, lab }) => {
    await visitor.go(`${await machinePath(lab, "db-1")}/ports`);
    await page.click(".says button");
    expect(await page.inputValue("#ask-anywhere-input")).toBe("show open ports on db-1");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#task-body[data-task-state=succeeded]");
  });

  story("takes tags", async ({ page, visitor, lab, look }) => {
    await visitor.go(await machinePath(lab, "db-1"));
    await page.fill("#machine-tags", `db spare-${look.width}`);
    await page.click("text=Save tags");
    await page.locator(".machine-head", { hasText: `spare-${look.width}` }).waitFor();
  });
});
