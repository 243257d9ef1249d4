/** A change of a file: seen before it is allowed, done, and taken back by one button; and not over somebody else's work. */
import { describe, expect } from "bun:test";
import { appendFileSync, chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { pageFaults } from "../support/browser.ts";
import { inState, see, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": ["web"] } });

/** Asks for the change as the page's own program would, and goes to its task. */
async function write(page: Page, path: string, content: string): Promise<void> {
  const id = await page.evaluate(
    async (input) => {
      const answer = await fetch("/api/tools/file.write", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ on: "web-1", input }),
      });
      return ((await answer.json()) as { id: string }).id;
    },
    { path, content },
  );
  await page.goto(`/tasks/${id}`);
}
async function approve(page: Page): Promise<void> {
  await inState(page, "needs_approval");
  await page.click(".approve-button");
}

describe("a change of a file", () => {
  story("is seen line by line, allowed, and taken back", async ({ page, lab, look }) => {
    const path = join(lab.dir, `motd-${look.width}`);
    writeFileSync(path, "old <b>line</b>\n");
    chmodSync(path, 0o664);
    await write(page, path, "new line\n");
    await see(page, "Would change on web-1");
    expect(await page.locator(".approval-preview .del").textContent()).toBe("-old <b>line</b>");
    expect(await page.locator(".approval-preview .add").textContent()).toBe("+new line");
    expect(await pageFaults(page)).toEqual([]);
    await approve(page);
    await inState(page, "succeeded");
    expect(readFileSync(path, "utf8")).toBe("new line\n");

    const changed = page.url();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL((url) => url.href !== changed);
    await see(page, "takes back");
    await approve(page);
    await inState(page, "succeeded");
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["old <b>line</b>\n", 0o664]);
    await page.goto(changed);
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  story("is not taken back over what somebody wrote since, until that is meant", async ({ page, lab, look }) => {
    const path = join(lab.dir, `shared-${look.width}`);
    writeFileSync(path, "old\n");
    await write(page, path, "new\n");
    await approve(page);
    await inState(page, "succeeded");
    appendFileSync(path, "theirs\n");
    const changed = page.url();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForURL((url) => url.href !== changed);
    await see(page, "was changed since by somebody else");
    await approve(page);
    await inState(page, "failed");
    expect(readFileSync(path, "utf8")).toBe("new\ntheirs\n");

    const refused = page.url();
    await page.getByRole("button", { name: "Undo over later changes" }).click();
    await page.waitForURL((url) => url.href !== refused);
    await approve(page);
    await inState(page, "succeeded");
    expect(readFileSync(path, "utf8")).toBe("old\n");
  });
});
