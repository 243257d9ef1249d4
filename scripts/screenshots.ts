/**
 * `bun scripts/screenshots.ts [DIR]`: the pictures of the README, taken from a real hub with real agents on this machine,
 * named like a small fleet. Port 2459 must be free; nothing that asks for approval is ever allowed.
 * `approval-*` and `diagnosis-*` need hosts of their own with systemd: they are taken of the lab's, “restart nginx on all web
 * servers” and, with nginx-config-broken, “the web site is down on web-1” (test/lab/lab.ts).
 */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser, visit, type Look } from "../test/support/browser.ts";
import { ask, inState, machinePath } from "../test/support/journey.ts";
import { lab, until, type Lab } from "../test/support/program.ts";

const dir = process.argv[2] ?? join(import.meta.dir, "../docs/screenshots");
const host = "ailx.lan";
const fleet: Record<string, string[]> = {
  "web-1": ["web"],
  "web-2": ["web"],
  "db-1": ["db"],
  "nas-1": ["storage"],
  "backup-1": ["storage"],
};
const looks: readonly (Look & { name: string; scale: number })[] = [
  { name: "wide", width: 1440, scheme: "light", scale: 1 },
  { name: "phone", width: 390, scheme: "dark", scale: 1.5 },
];

mkdirSync(dir, { recursive: true });
const hub = await lab([], { listen: "0.0.0.0:2459", publicUrl: `https://${host}:2459` });
const browser = await openBrowser([`--host-resolver-rules=MAP ${host} 127.0.0.1`]);
try {
  for (const [name, tags] of Object.entries(fleet)) await hub.startAgent(name, tags);
  const asked = await history();
  const measured = async () =>
    (await hub.machines()).every(({ state, sample }) => state !== "online" || sample?.cpuRatio !== undefined);
  await until("numbers of every machine", measured, 20_000);
  for (const { name, scale, ...look } of looks) {
    const visitor = await visit(browser, hub.url, look, { ignoreHTTPSErrors: true, deviceScaleFactor: scale });
    await visitor.signIn();
    for (const [title, path] of Object.entries(await pagesOf(hub, asked))) {
      await visitor.go(path);
      if (title === "add-machine") await visitor.page.click("text=Make the line to paste");
      await settled(visitor.page);
      await visitor.page.screenshot({ path: join(dir, `${title}-${name}.png`) });
    }
    await visitor.leave();
  }
} finally {
  await browser.close();
  await hub.end();
}
for (const file of new Bun.Glob("*.png").scanSync(dir))
  console.log(`${file} ${Math.round(statSync(join(dir, file)).size / 1024)} KiB`);

type Asked = { table: string };

/** What a person asked on such a day, and a machine that went away. */
async function history(): Promise<Asked> {
  const visitor = await visit(browser, hub.url, undefined, { ignoreHTTPSErrors: true });
  const { page } = visitor;
  await visitor.signIn();
  for (const request of ["is anything listening on port 2459 on web-1?", "show memory on all machines"]) {
    await ask(page, request);
    await page.waitForSelector("#task-body:not([data-task-state=planning]):not([data-task-state=running])");
  }
  await hub.agent("backup-1").kill();
  await ask(page, "what is eating the CPU on nas-1?");
  await inState(page, "succeeded");
  const table = await ask(page, "show disk usage on all machines");
  await inState(page, "succeeded");
  await ask(page, "which machines are offline?");
  await inState(page, "succeeded");
  await ask(page, "reboot all web servers one at a time");
  await inState(page, "needs_approval");
  await visitor.leave();
  return { table };
}

async function pagesOf(of: Lab, { table }: Asked): Promise<Record<string, string>> {
  return {
    home: "/",
    result: `/tasks/${table}`,
    machines: "/machines",
    machine: await machinePath(of, "nas-1"),
    "add-machine": "/machines/add",
  };
}

/** Fonts are loaded and no field blinks. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.fonts.status === "loaded");
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
  );
  await page.waitForTimeout(400);
}
