/** Rules, in a browser: written with a word on what they mean, tried out, met on an approval, and taken away again. */
import { describe, expect } from "bun:test";
import { pageFaults } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": ["web"], "db-1": ["db"] } });

describe("a rule", () => {
  story("is written, tried out, met on a task, and removed", async ({ page, visitor, look }) => {
    const id = `four-eyes-${look.width}`;
    await visitor.go("/policies");
    expect(await pageFaults(page)).toEqual([]);
    await page.fill("#rule-title", "Databases need two people");
    await page.fill("#rule-id", id);
    await page.fill("#rule-machines", "tag:db and (");
    await page.waitForSelector("#rule-check .field-error");
    await page.fill("#rule-machines", "tag:db");
    await see(page, "1 machine");
    await page.selectOption("#rule-then", "two");
    await page.click(".rule-foot button[type=submit]");
    await page.waitForSelector(`#rule-${id}`);
    await see(page, "Databases need two people");

    await page.fill("#sim-text", "restart cron on db-1");
    await page.click("text=Tell what would happen");
    await page.waitForSelector("#simulation-result .answer-warn");
    expect(await page.textContent("#simulation-result")).toContain("Asks two");
    expect(await pageFaults(page)).toEqual([]);

    await ask(page, "run `touch /tmp/nothing` on db-1");
    await inState(page, "needs_approval");
    await see(page, "0 of 2 approvals given.");
    expect(await page.getAttribute(".approval-asked a", "href")).toBe(`/policies#rule-${id}`);
    expect(await page.textContent(".approve-button")).toBe("Approve as the first of two");
    await page.click(".approve-button");
    await see(page, "1 of 2 approvals given.");
    await see(page, "Another person has to approve it too.");
    expect(await page.locator(".approve-button").isVisible()).toBe(false);
    await page.reload();
    await see(page, "Another person has to approve it too.");
    expect(await page.locator(".approve-button").isVisible()).toBe(false);
    expect(await pageFaults(page)).toEqual([]);

    await visitor.go("/policies");
    await page.click(`#rule-${id} .btn-error`);
    await page.waitForSelector(`#rule-${id}`, { state: "detached" });
  });
});

describe("what is allowed again", () => {
  story("runs without being asked until it is revoked", async ({ page, visitor, look }) => {
    const request = `run \`touch /tmp/again-${look.width}\` on web-1`;
    await ask(page, request);
    await inState(page, "needs_approval");
    await page.selectOption("#approve-again", "3600000");
    await page.click(".approve-button");
    await inState(page, "succeeded");
    await ask(page, request);
    await inState(page, "succeeded");
    await visitor.go("/policies");
    await see(page, "used 1 time");
    await page.click("#permits .btn-error");
    await see(page, "Nothing is allowed beforehand");
    await ask(page, request);
    await inState(page, "needs_approval");
  });
});

describe("the read-only switch", () => {
  story("keeps everything from being changed, and says who threw it", async ({ page, visitor }) => {
    await visitor.go("/policies");
    await page.fill(".read-only-form [name=reason]", "migration");
    await page.click("text=Make it read-only");
    await see(page, "This hub is read-only.");
    await ask(page, "run `touch /tmp/nothing` on web-1");
    await inState(page, "failed");
    await see(page, /switched this hub to read-only \(migration\)/);
    await visitor.go("/policies");
    await page.click("text=Let this hub change machines again");
    await see(page, "Make it read-only");
  });
});
