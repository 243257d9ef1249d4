/** Every other day: signing in, mistyping the password, signing out. */
import { describe, expect } from "bun:test";
import { visit } from "../support/browser.ts";
import { see, stage } from "../support/journey.ts";
import { ann } from "../support/program.ts";

const story = stage({ signedIn: false });

describe("signing in", () => {
  story("refuses a wrong password, keeps the name, and leads where one wanted to go", async ({ visitor, page }) => {
    visitor.expect(/status of 401/);
    await visitor.go("/machines?expr=web-*");
    expect(visitor.path()).toBe("/login");
    await page.fill("#login-username", ann.username);
    await page.fill("#login-password", "wrong");
    await page.click("button:text('Sign in')");
    await see(page, "The user name or the password is wrong.");
    expect(await page.inputValue("#login-username")).toBe("ann");
    await page.fill("#login-password", ann.password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/machines?expr=web-*");
  });

  story("ends with signing out, in every page that is open", async ({ visitor, browser, lab, look }) => {
    const { page } = visitor;
    await visitor.signIn();
    const second = await page.context().newPage();
    await second.goto(`${lab.url}/machines`);
    await second.waitForSelector("#live", { state: "attached" });
    await page.click(".person button");
    await page.click("text=Sign out");
    await page.waitForURL("**/login");
    await second.waitForURL("**/login**", { timeout: 10_000 });
    await page.goBack();
    expect(visitor.path()).toBe("/login");
    const stranger = await visit(browser, lab.url, look);
    await stranger.go("/tasks");
    expect(stranger.path()).toBe("/login");
    await stranger.leave();
  });
});
