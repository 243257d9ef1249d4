/** A change over several machines as it is watched: pausing it, a first machine that fails, trying again, waiting. */
import { describe, expect } from "bun:test";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskView } from "../../src/api/task.ts";
import { inState, see, stage } from "../support/journey.ts";
import { until, type Lab } from "../support/program.ts";

const names = ["web-1", "web-2", "web-3"];
const story = stage({ machines: Object.fromEntries(names.map((name) => [name, ["web"]])) });

/** A folder of this story's own; all machines are this one. */
function folder(lab: Lab, width: number): string {
  const dir = join(lab.dir, `story-${width}-${Date.now()}`);
  mkdirSync(dir);
  return dir;
}
const exec = (lab: Lab, command: string, more: object = {}) =>
  lab.request<TaskView>("/api/exec", {
    on: "tag:web",
    command,
    root: true,
    approveUpTo: "high",
    ...more,
  });
const run = async (lab: Lab, id: string, name: string) =>
  (await lab.task(id)).runs.find((each) => each.machineName === name);
describe("a change that goes from machine to machine", () => {
  story("is paused, leaves a machine out, and goes on", async ({ page, visitor, lab, look }) => {
    const dir = folder(lab, look.width);
    // Each waits for its own file: what runs when is this test's to say.
    const { id } = await exec(
      lab,
      `n=$(mktemp ${dir}/began-XXXX); until [ -e ${dir}/go ]; do sleep 0.05; done; rm $n`,
      {
        rollout: { batch: 1 },
      },
    );
    await visitor.go(`/tasks/${id}`);
    await inState(page, "running");
    await page.click("text=Pause");
    await inState(page, "paused");
    await see(page, /Paused by ann\. Nothing new begins; 1 run goes on to the end\./);
    writeFileSync(join(dir, "go"), "");
    await until("web-1 to end", async () => (await run(lab, id, "web-1"))?.state === "ok");
    expect((await run(lab, id, "web-2"))?.state).toBe("queued");
    await see(page, "Nothing new begins; nothing runs.");
    await page.locator(`[data-run="${(await run(lab, id, "web-2"))?.id}"]`).click();
    await page.click("text=Leave out web-2");
    await until("web-2 to be left out", async () => (await run(lab, id, "web-2"))?.line === "skipped by ann");
    await page.click("text=Go on");
    await inState(page, "succeeded");
    await see(page, "Run a command as root: done and verified on web-1 and web-3. Skipped by ann: web-2.");
    rmSync(dir, { recursive: true });
  });

  story("ends with a first machine that fails, and is tried again", async ({ page, visitor, lab, look }) => {
    const dir = folder(lab, look.width);
    const { id } = await exec(lab, `test -e ${dir}/good && mktemp ${dir}/did-XXXX`, {
      rollout: { canary: 1, batch: 5 },
    });
    await visitor.go(`/tasks/${id}`);
    await inState(page, "failed");
    await see(page, /not done\. web-1: exit status 1\. Not touched: web-2 and web-3\./);
    await see(page, "stopped after web-1 failed");
    writeFileSync(join(dir, "good"), "");
    await page.click("text=Try again on web-1 and 2 more");
    await page.waitForURL((url) => url.pathname.startsWith("/tasks/") && !url.pathname.endsWith(id));
    // A typed change that can be taken back is not asked about, the second time either.
    await inState(page, "succeeded");
    await see(page, "Run a command as root: done and verified on web-1, web-2 and web-3.");
    await page.click("text=an earlier task");
    await page.waitForURL(`**/tasks/${id}`);
    rmSync(dir, { recursive: true });
  });

  story("waits for a machine that is away, and does it when it comes", async ({ page, visitor, lab, look }) => {
    const dir = folder(lab, look.width);
    await lab.agent("web-3").kill();
    await until("web-3 to be away", async () =>
      (await lab.machines()).some(({ name, state }) => name === "web-3" && state === "offline"),
    );
    const { id } = await exec(lab, `mktemp ${dir}/did-XXXX`, { queueForMs: 3_600_000 });
    await visitor.go(`/tasks/${id}`);
    await see(page, /waits for web-3 until \d\d:\d\d UTC|waits for web-3 until \d{4}/);
    await see(page, "Waits for machines that are away until they come");
    await until("the others", async () => (await run(lab, id, "web-2"))?.state === "ok");
    await lab.hub.kill();
    visitor.expect(/ERR_|htmx:sse:error/);
    await lab.startHub();
    await lab.startAgent("web-3");
    await inState(page, "succeeded");
    await see(page, "Run a command as root: done and verified on web-1, web-2 and web-3.");
    rmSync(dir, { recursive: true });
  });
});
