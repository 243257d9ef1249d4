/** The first start: whoever sees the hub's terminal makes the first account. */
import { describe, expect } from "bun:test";
import { lookName, openBrowser, pageFaults, screens, visit, type Visitor } from "../support/browser.ts";
import { see } from "../support/journey.ts";
import { lab, until, type Lab } from "../support/program.ts";
import { browserTest } from "../support/skip.ts";

const codes = (hub: Lab): string[] =>
  [...hub.hub.said().matchAll(/\/setup\?code=(\S+)/g)].map(([, code = ""]) => decodeURIComponent(code));

async function fresh(
  look: (typeof screens)[number],
  tell: (told: { hub: Lab; visitor: Visitor }) => Promise<void>,
): Promise<void> {
  const [hub, browser] = await Promise.all([lab([], { admin: false }), openBrowser()]);
  try {
    const visitor = await visit(browser, hub.url, look);
    await tell({ hub, visitor });
    expect(visitor.faults()).toEqual([]);
  } finally {
    await browser.close();
    await hub.end();
  }
}

async function fill(
  { page }: Visitor,
  { code, username, password }: Record<"code" | "username" | "password", string>,
): Promise<void> {
  await page.fill("#setup-code", code);
  await page.fill("#setup-username", username);
  await page.fill("#setup-password", password);
  await page.keyboard.press("Enter");
}

describe("a new hub", () => {
  for (const look of screens) {
    browserTest(`refuses a wrong code and takes the printed one (${lookName(look)})`, () =>
      fresh(look, async ({ hub, visitor }) => {
        const { page } = visitor;
        visitor.expect(/status of 40[13]/);
        await visitor.go("/");
        expect(visitor.path()).toBe("/setup");
        expect(await pageFaults(page)).toEqual([]);
        const me = { username: "marta", password: "a long enough one" };
        await fill(visitor, { ...me, code: "AAAA-BBBB" });
        await see(page, "The code is wrong.");
        expect([await page.inputValue("#setup-username"), await page.inputValue("#setup-password")]).toEqual([
          "marta",
          "",
        ]);
        expect(await pageFaults(page)).toEqual([]);

        await fill(visitor, { ...me, code: codes(hub)[0] ?? "" });
        await page.waitForURL((at) => at.pathname === "/");
        await see(page, "Add the first machine");
        expect(await page.getByRole("button", { name: "marta, menu" }).count()).toBe(1);
        await visitor.go("/setup");
        expect(visitor.path()).toBe("/");
      }),
    );
  }

  browserTest("fills the code in for whoever follows the printed address", () =>
    fresh({ width: 1440, scheme: "dark" }, async ({ hub, visitor }) => {
      await visitor.go(/\S+\/setup\?code=\S+/.exec(hub.hub.said())?.[0] ?? "");
      await visitor.page.fill("#setup-username", "marta");
      await visitor.page.fill("#setup-password", "a long enough one");
      await visitor.page.click("text=Make the account");
      await see(visitor.page, "Add the first machine");
    }),
  );

  browserTest("prints a new code when the first was guessed at too often", () =>
    fresh({ width: 1440, scheme: "light" }, async ({ hub, visitor }) => {
      const { page } = visitor;
      visitor.expect(/status of 40[13]/);
      await visitor.go("/setup");
      for (let guess = 0; guess < 5; guess++) {
        await fill(visitor, { code: `wrong-${guess}`, username: "marta", password: "a long enough one" });
        await see(page, guess < 4 ? "The code is wrong." : "The code is wrong, and void now.");
      }
      await until("a second code on the hub's terminal", async () => codes(hub).length > 1);
      await fill(visitor, { code: codes(hub).at(-1) ?? "", username: "marta", password: "a long enough one" });
      await see(page, "Add the first machine");
    }),
  );
});
