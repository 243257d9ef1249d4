/** Stopping what runs: the whole process tree is gone, and the page says what is known of it. */
import { describe } from "bun:test";
import { inState, machinePath, see, stage } from "../support/journey.ts";
import { until } from "../support/program.ts";

const story = stage({ machines: { "web-1": [] } });

/** Sleeps of an odd length, so that nobody else's are counted. */
const sleeping = (seconds: string): number =>
  Bun.spawnSync(["pgrep", "-fx", `sleep ${seconds}`])
    .stdout.toString()
    .split("\n")
    .filter(Boolean).length;

describe("a running command", () => {
  story("stops with all its processes", async ({ page, visitor, lab, look }) => {
    const seconds = `98${look.width}.5`;
    await visitor.go(await machinePath(lab, "web-1"));
    await page.fill("#exec-command", `sh -c 'sleep ${seconds} & sh -c "sleep ${seconds} & wait" & wait'`);
    await page.click("text=Run command");
    await page.waitForURL("**/tasks/*");
    await page.waitForSelector("#task-approval, [data-task-state=running]");
    if (await page.locator("#task-approval").count()) await page.click(".approve-button");
    await inState(page, "running");
    await until("both", async () => sleeping(seconds) === 2);
    await page.click("text=Stop this task");
    await inState(page, "cancelled");
    await until("no process left", async () => sleeping(seconds) === 0);
    await page.waitForSelector("#task-matrix [data-ended=yes]");
    await page.locator(".run-detail [data-state=cancelled]").waitFor();
    // It only sleeps, so nothing was done that would not be known.
    await see(page, "Cancelled. Interrupted on web-1.");
  });
});
