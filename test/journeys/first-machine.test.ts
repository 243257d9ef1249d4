/** The first machine: choose what ailx may do there, take the line, and see the machine the moment it joins. */
import { describe, expect } from "bun:test";
import { join } from "node:path";
import { pageFaults } from "../support/browser.ts";
import { see, stage } from "../support/journey.ts";
import { start, type Process } from "../support/program.ts";

describe("adding a machine", () => {
  const story = stage({
    listen: "0.0.0.0:0",
    context: { ignoreHTTPSErrors: true, permissions: ["clipboard-read", "clipboard-write"] },
  });

  story("shows a line to paste, and the machine the moment it joins", async ({ visitor, page, lab, look }) => {
    await visitor.go("/machines/add");
    await page.getByText("2 Own files").click();
    await page.fill("#add-tags", "web production");
    await page.click("text=Make the line to paste");
    await page.waitForSelector("#join-line");
    const line = (await page.textContent("#join-line")) ?? "";
    expect(line).toMatch(
      /^curl -fsSLk --pinnedpubkey '?sha256\/\/\S+ https:\/\/\S+\/install\.sh \| sudo sh -s -- --token \S+ --max-level 2$/,
    );
    await see(page, "Waiting for the machine");
    await page.click("[data-copy='#join-line']");
    await see(page, "Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line);
    expect(await pageFaults(page)).toEqual([]);

    await page.evaluate(() => (document.title = "not loaded again"));
    const name = `nas-${look.width}`;
    const token = /--token '?([^\s']+)/.exec(line)?.[1] ?? "";
    const port = new URL(lab.url).port;
    const joined: Process = start([
      "agent",
      "--hub",
      `https://127.0.0.1:${port}`,
      "--token",
      token,
      "--name",
      name,
      "--max-level",
      "2",
      "--state",
      join(lab.dir, name),
    ]);
    try {
      await see(page, `Open ${name}`);
      expect(await page.title()).toBe("not loaded again");
      await page.click(`text=Open ${name}`);
      await page.waitForURL("**/machines/*");
      expect(await page.textContent("h1")).toBe(name);
      expect(await page.locator(".machine-head").textContent()).toContain("production");
    } finally {
      await joined.kill();
    }
  });
});

describe("adding a machine to a hub that only this computer can reach", () => {
  const story = stage();

  story("says so, and how to open the hub", async ({ visitor, page }) => {
    await visitor.go("/");
    await page.click("text=Add machine");
    await see(page, "Only this computer can reach the hub now");
    await see(page, /--listen 0\.0\.0\.0:\d+/);
    await page.click("text=Make the line to paste");
    await see(page, "Paste this on the machine");
    expect(await page.textContent("#join-line")).toContain("http://127.0.0.1:");
    await see(page, "Waiting for the machine");
  });
});
