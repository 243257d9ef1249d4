/** Somebody follows what a finding rests on: the page opens the result at the row that shows it. */
import { describe, expect } from "bun:test";
import { pageFaults } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";

const follow = stage({ machines: { "web-1": ["web"] } });

/** A parent that becomes a program which never waits for the children it was given. */
const withZombies = ["bash", "-c", "for n in 1 2 3 4 5 6 7; do sleep 0.1 & done; exec sleep 120"];

const zombiesOf = async (pid: number): Promise<number> =>
  (await Bun.$`ps -o stat= --ppid ${pid}`.nothrow().text()).split("\n").filter((state) => state.startsWith("Z")).length;

describe("the evidence of a finding", () => {
  follow("is a link that opens the result where it says so, marked and in sight", async ({ page, lab }) => {
    await using parent = Bun.spawn(withZombies);
    while ((await zombiesOf(parent.pid)) < 7) await Bun.sleep(50);
    const id = await ask(page, "why are there so many zombies on web-1?");
    await inState(page, "succeeded");
    await see(page, `process ${parent.pid} does not wait for its children`);
    const told = await page.locator(".finding-evidence code").first().textContent();
    const [, child] = /such as (\d+) \(/.exec(told ?? "") ?? [];
    await page.locator(".finding-evidence a").first().click();
    await page.waitForURL(/\?run=.*row=\d+#evidence$/);
    const row = page.locator("tr#evidence.row-hit");
    expect(await row.textContent()).toStartWith(child ?? "no child");
    const box = await row.boundingBox();
    const height = await page.evaluate(() => innerHeight);
    expect([(box?.y ?? -1) >= 0, (box?.y ?? height) < height]).toEqual([true, true]);
    expect(await pageFaults(page)).toEqual([]);

    const { summary } = await lab.task(id);
    expect(summary?.findings?.[0]?.evidence[0]?.row).toBeGreaterThan(0);
  });
});
