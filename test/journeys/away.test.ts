/** The hub goes away and comes back: the page says how old it is, and takes up again by itself. */
import { describe, expect } from "bun:test";
import { machinePath, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": [], "web-2": [] } });

describe("an open page", () => {
  story("says that updates stopped, and takes up again when the hub is back", async ({ page, visitor, lab }) => {
    visitor.expect(
      /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|htmx:sse:error/,
    );
    await visitor.go("/machines");
    const id = (await machinePath(lab, "web-2")).replace("/machines/", "");
    const state = (name: string) =>
      page
        .locator(`#machine-${id} [data-state=${name}]`)
        .filter({ visible: true })
        .first()
        .waitFor({ timeout: 30_000 });
    await page.evaluate(() => (document.title = "not loaded again"));
    await state("online");
    await lab.hub.kill();
    await page.waitForSelector("#stream-lost:not([hidden])");
    expect(await page.textContent("#stream-lost")).toMatch(/Live updates stopped\. What you see is \d+ s old/);
    await lab.startHub();
    await page.waitForSelector("#stream-lost", { state: "hidden", timeout: 30_000 });
    await state("online");
    await lab.agent("web-2").kill();
    await state("offline");
    expect(await page.title()).toBe("not loaded again");
    await lab.startAgent("web-2");
    await state("online");
  });

  story("says that the hub restarts, and takes up again by itself", async ({ page, visitor, lab }) => {
    visitor.expect(
      /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|htmx:sse:error/,
    );
    await visitor.go("/machines");
    await page.waitForTimeout(300);
    await lab.hub.stop();
    await page.getByText("The hub restarts.").filter({ visible: true }).waitFor();
    await lab.startHub();
    await page.waitForSelector("#stream-lost", { state: "hidden", timeout: 30_000 });
  });
});
