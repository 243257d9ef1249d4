/** What people tell ailx to keep: a name that it remembers after a yes, and a task that becomes a recipe. */
import { describe, expect } from "bun:test";
import { pageFaults } from "../support/browser.ts";
import { ask, inState, see, stage } from "../support/journey.ts";
import { until } from "../support/program.ts";

const story = stage({ machines: { "web-1": ["web"], "web-2": ["web"], "nas-1": [] } });

describe("a name for a machine", () => {
  story(
    "is remembered after a yes to just these words, used, and forgotten on its page",
    async ({ page, lab, look }) => {
      const name = look.width === 390 ? "the zebra box" : "the walrus box";
      await ask(page, `remember that ${name} is nas-1`);
      await inState(page, "needs_answer");
      await see(page, `“${name}” is nas-1`);
      expect(await pageFaults(page)).toEqual([]);
      await page.locator("#task-question").getByRole("button", { name: "Yes" }).click();
      await inState(page, "succeeded");
      await see(page, "Remembered");

      const id = await ask(page, `show disk usage on ${name}`);
      await inState(page, "succeeded");
      expect((await lab.task(id)).plan?.steps[0]?.machines.map((machine) => machine.name)).toEqual(["nas-1"]);

      await page.goto("/memory");
      await see(page, name);
      await see(page, "From a task");
      expect(await pageFaults(page)).toEqual([]);
      const line = page.locator(".memory-line", { hasText: name });
      await line.getByRole("link", { name: "Change" }).click();
      await page.getByRole("button", { name: "Forget it" }).click();
      await page.waitForURL("**/memory");
      await until("the name to be gone", async () => (await line.count()) === 0);
    },
  );

  story("is typed, changed and refused on its page", async ({ page, visitor, look }) => {
    visitor.expect(/409/);
    const name = look.width === 390 ? "the heron box" : "the lynx box";
    await page.goto("/memory");
    await page.fill("#memory-new-text", "web-2");
    await page.fill("#memory-new-machines", "web-1");
    await page.click("text=Remember it");
    await see(page, "web-2 is called that already.");
    await page.fill("#memory-new-text", name);
    await page.click("text=Remember it");
    const line = page.locator(".memory-line", { hasText: name });
    await line.waitFor();
    await line.getByRole("link", { name: "Change" }).click();
    await page.fill("#memory-change-machines", "web-1, web-2");
    expect(await pageFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await see(page, `${name} are`);
  });
});

describe("a finished task", () => {
  story("is saved as a runbook, which then answers for another machine", async ({ page, lab, look }) => {
    const word = look.width === 390 ? "roomy" : "spacious";
    await ask(page, "show disk usage on web-1");
    await inState(page, "succeeded");
    await page.click("text=Save as runbook");
    await page.waitForURL("**/runbooks/new?task=*");
    await see(page, "means something already");
    expect(await pageFaults(page)).toEqual([]);

    const text = await page.inputValue("#runbook-source");
    expect(text).toContain("show disk usage on {target}");
    const own = text
      .replaceAll("show disk usage on", `how ${word} is`)
      .replace(/^id: .*$/m, `id: how-${word}`)
      .replace(/^title: .*$/m, `title: Tell how ${word} it is`);
    await page.fill("#runbook-source", own);
    await see(page, "in use, 1 of 1 tests pass");
    await page.fill("#runbook-say", `how ${word} is web-1?`);
    await see(page, "a plan comes on web-1 with system.disk");
    await page.click("text=Save runbook");
    await page.waitForURL(`**/runbooks/how-${word}`);
    expect(await pageFaults(page)).toEqual([]);

    const id = await ask(page, `how ${word} is web-2?`);
    await inState(page, "succeeded");
    const { plan } = await lab.task(id);
    expect([plan?.by, plan?.steps[0]?.tool, plan?.steps[0]?.machines[0]?.name]).toEqual([
      "runbook",
      "system.disk",
      "web-2",
    ]);
    await page.goto("/runbooks");
    await see(page, `Tell how ${word} it is`);
    expect(await pageFaults(page)).toEqual([]);
  });

  story("says in the editor what is wrong with a text, and can be removed", async ({ page, look }) => {
    const id = look.width === 390 ? "narrow" : "wide";
    await page.goto("/runbooks/new");
    const text = await page.inputValue("#runbook-source");
    await page.fill(
      "#runbook-source",
      text.replace("id: my-runbook", `id: ${id}`).replace("service.restart", "service.restert"),
    );
    await see(page, "There is no tool “service.restert”.");
    await page.click("text=Save runbook");
    await page.waitForURL(`**/runbooks/${id}`);
    await see(page, "cannot be used like this");
    await page.click("text=Remove");
    await page.getByRole("button", { name: "Remove runbook" }).click();
    await page.waitForURL("**/runbooks");
    expect(await page.getByText("Say what it does").count()).toBe(0);
  });
});
