/** An admin adds a colleague with a part of the fleet; the colleague sees that part, and sets up a second factor. */
import { describe, expect } from "bun:test";
import { stepAt, totpCode } from "../../src/hub/accounts/totp.ts";
import { newPrivateKey, publicKeyOf } from "../../src/lib/ed25519.ts";
import { pageFaults, visit } from "../support/browser.ts";
import { see, stage } from "../support/journey.ts";
import { facts } from "../support/counting.ts";

const story = stage({ machines: { "web-1": ["web"], "db-1": ["db"] } });
const word = "correct horse battery";

describe("people", () => {
  story("are added with a part of the fleet, and guard their account with a second factor", async (told) => {
    const { page, lab, browser, look } = told;
    const name = `bert-${look.width}`;
    await page.goto("/users");
    await page.click("text=Add person");
    await page.fill("#new-username", name);
    await page.fill("#new-password", word);
    await page.selectOption("#new-role", "operator");
    await page.fill("#new-scope", "tag:web");
    await page.click("dialog button:text('Add person')");
    await page.waitForURL("**/users/*");
    await see(page, "never signed in");

    const theirs = await visit(browser, lab.url, look);
    const { page: own } = theirs;
    await own.goto("/login");
    await own.fill("#login-username", name);
    await own.fill("#login-password", word);
    await own.keyboard.press("Enter");
    await own.waitForURL((at) => at.pathname === "/");
    await own.goto("/machines");
    await see(own, "web-1");
    expect(await own.content()).not.toContain("db-1");
    await own.goto("/account");
    await own.fill("#start-factor-password", word);
    await own.click("text=Set it up");
    const secret = (await own.textContent("#totp-secret"))?.replaceAll(" ", "") ?? "";
    await own.fill("#totp-code", totpCode(secret, stepAt(Date.now())));
    await own.click("button:text('Confirm')");
    await see(own, "Keep these recovery codes");
    const [recovery = ""] = (await own.textContent("#recovery-codes"))?.split("\n") ?? [];
    expect(await pageFaults(own)).toEqual([]);

    await own.context().clearCookies();
    await own.goto("/login?next=/account");
    await own.fill("#login-username", name);
    await own.fill("#login-password", word);
    await own.keyboard.press("Enter");
    await see(own, "Enter the code");
    await own.fill("#login-code", recovery);
    await own.keyboard.press("Enter");
    await own.waitForURL("**/account");
    await see(own, "9 recovery codes left.");

    await page.reload();
    await page.click("text=Make not active");
    await see(page, "not active");
    await own.waitForTimeout(100);
    await own.goto("/machines");
    expect(theirs.path()).toBe("/login");
    expect(theirs.faults()).toEqual([]);
    await theirs.leave();
  });

  story("make a key for a program, and revoke it", async ({ visitor, page, lab, look }) => {
    visitor.expect(/status of 400/);
    const label = `ci-${look.width}`;
    await page.goto("/account");
    await page.fill("#key-label", label);
    await page.fill("#key-scope", "os:debian");
    await page.click("text=Make a key");
    await see(page, /it cannot hold “os:”/);
    await page.fill("#key-scope", "tag:web");
    await page.click("text=Make a key");
    const secret = (await page.textContent("#key-secret")) ?? "";
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${lab.url}/api/auth/me`, { headers })).status).toBe(200);
    await page.click(`button[aria-label="Revoke the key ${label}"]`);
    await page.waitForFunction((gone) => !document.body.textContent.includes(gone), label);
    expect((await fetch(`${lab.url}/api/auth/me`, { headers })).status).toBe(401);
  });

  story("let a machine in whose key they compared", async ({ page, lab, look }) => {
    const name = `new-${look.width}`;
    await page.goto("/machines/add");
    await page.check("input[name=approve]");
    await page.click("text=Make the line to paste");
    const line = (await page.textContent("#join-line")) ?? "";
    const token = /--token '?([^ ']+)/.exec(line)?.[1] ?? "";
    const body = {
      token,
      publicKey: publicKeyOf(newPrivateKey()),
      instanceId: `instance-${name}`,
      machineIdHash: "",
      version: "0.1.0",
      maxLevel: 3,
      name,
      facts,
    };
    const ask = () =>
      fetch(`${lab.url}/api/agents/enrolment`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const asked = await ask();
    const { fingerprint } = (await asked.json()) as { fingerprint: string };
    expect(asked.status).toBe(202);
    await page.click("text=Compare and let in");
    await see(page, fingerprint);
    await page.click(`text=Let in ${name}`);
    await see(page, "No machine waits");
    expect((await ask()).status).toBe(200);
  });
});
