/** What a machine says is text, whatever it is: markup, terminal codes, hidden characters, far too much of it. */
import { describe, expect } from "bun:test";
import { ask, inState, machinePath, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": [] } });

describe("what a machine says", () => {
  story("stays text", async ({ page }) => {
    const codes = String.raw`\033[31mred\033[0m \033]0;owned\007 \033]8;;https://example.com\007link\033]8;;\007 \342\200\256txt.exe`;
    await ask(
      page,
      `run \`printf '<img src=x onerror=alert(1)><script>alert(2)</script><hx-partial hx-target="#main">x</hx-partial>\n${codes.replaceAll("\\", "\\")}\n'\` on web-1`,
    );
    // It only prints, so nobody is asked.
    await inState(page, "succeeded");
    await page.waitForSelector(".out-line >> nth=1");
    const [markup, terminal] = await page.locator(".out-line").allTextContents();
    expect(markup).toBe(
      '<img src=x onerror=alert(1)><script>alert(2)</script><hx-partial hx-target="#main">x</hx-partial>\n',
    );
    expect(terminal).toStartWith("red ");
    for (const code of ["\u001b", "\u0007", "\u202e"]) expect(terminal).not.toContain(code);
    expect(terminal).toContain("\\u{202e}txt.exe");
    expect(await page.locator("main img, main script, main hx-partial, main a[href*=example]").count()).toBe(0);
    expect(await page.title()).not.toContain("owned");
  });

  story("stays text in the names of its processes", async ({ page, visitor, lab }) => {
    const evil = `<b id="evil" onclick=alert(1)>\u202eevil</b>`;
    const child = Bun.spawn(["bash", "-c", 'exec -a "$0" sh -c "while :; do :; done"', evil], {
      stdin: "ignore",
      stdout: "ignore",
      stderr: "ignore",
    });
    try {
      await Bun.sleep(300);
      await visitor.go(`${await machinePath(lab, "web-1")}/processes`);
      await page.locator("#machine-panel", { hasText: "<b id=" }).waitFor();
      expect(await page.locator("#evil").count()).toBe(0);
      expect(await page.textContent("#machine-panel")).not.toContain("\u202e");
    } finally {
      child.kill("SIGKILL");
    }
  });

  story("may be far too much", async ({ page, visitor, lab }) => {
    await visitor.go(await machinePath(lab, "web-1"));
    await page.fill("#exec-command", "seq 1 300000");
    await page.click("text=Run command");
    await page.waitForURL("**/tasks/*");
    await page.waitForSelector("#task-approval, [data-task-state=running], [data-task-state=succeeded]");
    if (await page.locator("#task-approval").count()) await page.click(".approve-button");
    await inState(page, "succeeded");
    await page.locator("[data-output-state]", { hasText: "lines above not shown" }).waitFor({ timeout: 30_000 });
    expect(await page.locator(".out-line").count()).toBe(5_000);
    // The end of it is shown, and the whole is kept.
    expect(await page.locator(".out-line").last().textContent()).toBe("300000\n");
  });
});
