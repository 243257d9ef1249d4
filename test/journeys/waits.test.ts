/** A command that asks: the page says what it waits for and why that is known, and it is answered, waited for, interrupted there. */
import { describe, expect } from "bun:test";
import { inState, see, stage } from "../support/journey.ts";
import type { Lab } from "../support/program.ts";

const story = stage({ machines: { "web-1": [] } });

const begun = async (lab: Lab, command: string, terminal = true): Promise<string> => {
  const asked = { on: "web-1", command, approveUpTo: "high", idleMs: 1_000, ...(terminal ? { terminal } : {}) };
  return (await lab.request<{ id: string }>("/api/exec", asked)).id;
};

describe("a command that asks", () => {
  story("is answered on its page", async ({ page, visitor, lab }) => {
    const id = await begun(lab, "read -p 'Restart it now? [y/N] ' x; echo \"was told $x\"");
    await visitor.go(`/tasks/${id}`);
    await see(page, "bash asks “Restart it now? [y/N]”");
    await page.locator(".run-detail [data-state=waits]").waitFor();
    await page.click("text=How this is known");
    await see(page, "/dev/pts/");
    await page.click("text=Answer “y”");
    await inState(page, "succeeded");
    await see(page, "was told y");
    expect(await page.locator(".stall").count()).toBe(0);
  });

  story("for a secret is answered by typing, and the secret is shown nowhere", async ({ page, visitor, lab }) => {
    const id = await begun(lab, "read -s -p 'Vault password: ' x; echo; echo \"has ${#x} letters\"");
    await visitor.go(`/tasks/${id}`);
    await see(page, "asks for a password. A person has to type it.");
    expect(await page.locator(".stall input[type=password]").count()).toBe(1);
    await page.fill(".stall input[type=password]", "correct-horse");
    await page.click(".stall button:has-text('Type it')");
    await inState(page, "succeeded");
    await see(page, "has 13 letters");
    expect(await page.content()).not.toContain("correct-horse");
  });
});

describe("a command that never ends", () => {
  story("is interrupted on its page, and what it wrote stays", async ({ page, visitor, lab }) => {
    const id = await begun(lab, "echo before; exec tail -n0 -f /etc/hostname", false);
    await visitor.go(`/tasks/${id}`);
    await see(page, "tail follows /etc/hostname and never ends by itself.");
    await page.locator(".stall").getByText("Interrupt").click();
    await inState(page, "failed");
    await see(page, "before");
    await see(page, "Interrupted by ann.");
    await see(page, /held by (a control group|its process group|a scope)/);
  });
});
