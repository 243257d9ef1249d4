/** Every page at both widths, by day and by night: no rule of WCAG AA broken, no sideways scroll, nothing refused or thrown. */
import { afterAll, describe, expect } from "bun:test";
import { pageFaults, looks } from "../support/browser.ts";
import { machinePath, stage } from "../support/journey.ts";
import type { Lab } from "../support/program.ts";

const story = stage({ machines: { "web-1": ["web", "production"], "web-2": ["web"], "db-1": ["db"] } });
let made: Promise<Record<string, string>> | undefined;
afterAll(() => (made = undefined));

/** One task in each state that has a look of its own. */
async function pagesOf(lab: Lab): Promise<Record<string, string>> {
  const asked = async (request: string) => (await lab.request<{ id: string }>("/api/tasks", { request })).id;
  const done = await asked("show disk usage on all machines");
  const failed = (await lab.exec("web-1", "ls /no/such/place; echo kept; exit 3")).id;
  await Promise.all([done, failed].map((id) => lab.ended(id)));
  const machine = await machinePath(lab, "web-1");
  return {
    home: "/",
    tasks: "/tasks",
    "a task that waits for approval": `/tasks/${await asked("reboot web-1 and db-1")}`,
    "a question": `/tasks/${await asked("reboot the web server")}`,
    "a declined task": `/tasks/${await asked("make the servers happy")}`,
    "a table": `/tasks/${done}`,
    "a failure": `/tasks/${failed}`,
    machines: "/machines",
    "a wrong filter": "/machines?expr=tag%3Aweb%20and%20(",
    machine,
    services: `${machine}/services`,
    ports: `${machine}/ports`,
    processes: `${machine}/processes`,
    containers: `${machine}/containers`,
    "its tasks": `${machine}/tasks`,
    "add machine": "/machines/add",
  };
}

describe("every page", () => {
  story(
    "can be used by everybody",
    async ({ page, visitor, lab, look }) => {
      const pages = await (made ??= pagesOf(lab));
      const found: string[] = [];
      for (const [name, path] of Object.entries(pages)) {
        await visitor.go(path);
        await page.waitForFunction(() => document.querySelector("#machine-panel .skeletons") === null);
        const only = look.scheme === "dark" ? ["color-contrast"] : undefined;
        found.push(...(await pageFaults(page, only)).map((fault) => `${name}: ${fault}`));
      }
      expect(found).toEqual([]);
    },
    looks,
  );
});
