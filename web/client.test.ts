/** What the page's script does, in a real browser: keys, the ask box, output, and what survives a live update. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { render } from "../src/hub/http/html.ts";
import { screens } from "./gallery.tsx";
import { tasks } from "./gallery/tasks.ts";
import { hasChromium, lookAtGallery, type Looking, type Visit } from "./testing/chromium.ts";

describe.skipIf(!hasChromium)("a page in Chromium", () => {
  let looking: Looking;
  beforeAll(async () => void (looking = await lookAtGallery()), 60_000);
  afterAll(async () => await looking.stop());

  const at = async (screen: string): Promise<Visit & { focused: () => Promise<string> }> => {
    const visit = await looking.visit();
    await visit.go(screen);
    return { ...visit, focused: () => visit.page.evaluate(() => document.activeElement?.id ?? "") };
  };
  /** The same screen again, as the live stream would send it. */
  const live = async (screen: string, change: (html: string) => string, id: string): Promise<void> => {
    const drawn = screens.find(({ name }) => name === screen);
    if (!drawn) throw new Error(`no screen ${screen}`);
    const whole = change(await render(drawn.render()));
    const inner = whole.slice(whole.indexOf("<main"), whole.lastIndexOf("</main>") + "</main>".length);
    looking.gallery.push(`<hx-partial hx-target="#${id}" hx-swap="outerMorph">${inner}</hx-partial>`);
  };

  test("reaches the ask box by / and by Ctrl K", async () => {
    const { page, focused } = await at("home");
    await page.locator("#main").focus();
    await page.keyboard.press("/");
    expect([await focused(), await page.inputValue("#ask-input")]).toEqual(["ask-input", ""]);
    await page.goto(new URL("tasks", looking.gallery.url).href);
    await page.keyboard.press("Control+k");
    expect(await focused()).toBe("ask-anywhere-input");
    await page.keyboard.press("Escape");
    expect(await page.locator("#ask-dialog").isVisible()).toBe(false);
  });

  test("goes by g and a letter, and not while one types", async () => {
    const { page } = await at("home");
    await page.fill("#ask-input", "");
    await page.keyboard.type("gm");
    expect([new URL(page.url()).pathname, await page.inputValue("#ask-input")]).toEqual(["/home", "gm"]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.waitForURL("**/tasks");
  });

  test("goes to every place of the rail, and the keys are told by ?", async () => {
    const { page } = await at("home");
    const places = await page.$$eval(".rail-link", (links) =>
      links.map((link) => [link.getAttribute("data-go") ?? "", link.getAttribute("href") ?? ""]),
    );
    expect(places.length).toBe(13);
    await page.keyboard.press("?");
    const told = await page.locator("#keys-dialog").innerText();
    for (const [key = "", href = ""] of places) {
      expect(told).toContain(`g ${key}`);
      await page.goto(new URL("home", looking.gallery.url).href);
      await page.locator("#main").focus();
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.waitForURL(`**${href}`, { waitUntil: "commit" });
    }
  });

  test("walks a list by j and k and shows all keys by ?", async () => {
    const { page } = await at("tasks");
    const here = () => page.evaluate(() => document.activeElement?.querySelector(".line-request")?.textContent);
    const requests = await page.locator(".line-request").allTextContents();
    for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
    expect(await here()).toBe(requests[1]);
    await page.keyboard.press("?");
    expect(await page.locator("#keys-dialog").isVisible()).toBe(true);
  });

  test("says beside the form that the hub did not answer", async () => {
    const { page } = await at("home");
    await page.route("**/tasks", (route) => route.abort());
    await page.fill("#ask-input", "stop nginx on web-1");
    await page.keyboard.press("Enter");
    await page.locator("#ask-error [role=alert]").waitFor();
    expect(await page.textContent("#ask-error")).toContain("not known whether this arrived");
    expect(await page.inputValue("#ask-input")).toBe("stop nginx on web-1");
  });

  test("fills the ask box from an example", async () => {
    const { page, focused } = await at("home");
    await page.click("text=restart nginx on all web servers");
    expect([await page.inputValue("#ask-input"), await focused()]).toEqual([
      "restart nginx on all web servers",
      "ask-input",
    ]);
  });

  test("shows a refusal beside its form and gives the button back", async () => {
    const { page } = await at("home");
    await page.fill("#ask-input", "show disk usage");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#ask-error [role=alert]");
    expect(await page.textContent("#ask-error")).toContain("nothing was done");
    expect(
      await page.locator("#ask button[type=submit], form[data-ask-form] button[type=submit]").first().textContent(),
    ).toContain("Ask");
    expect(await page.inputValue("#ask-input")).toBe("show disk usage");
  });

  test("shows output as harmless text, stderr marked", async () => {
    const { page } = await at("task-partly");
    await page.waitForSelector(".out-error");
    const lines = await page.locator(".out-line").allTextContents();
    expect(lines.slice(0, 3)).toEqual([
      "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n",
      "price: 5 €\n",
      "warning: conflicting server name \\u{202e}example\\u{202c}, <b>ignored</b>\n",
    ]);
    expect([
      await page.locator(".out-error").count(),
      await page.locator("#output-text b").count(),
      lines.length,
    ]).toEqual([1, 0, 43]);
  });

  test("moves through the matrix by arrows", async () => {
    const { page } = await at("task-partly");
    const cells = tasks.partly.runs.map((run) => `#cell-${run.id}`);
    await page.locator(cells[0] ?? "").focus();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    expect(await page.getAttribute(cells[1] ?? "", "aria-pressed")).toBe("true");
    expect(await page.locator(".run-detail:visible h2").textContent()).toBe("web-1 Restart nginx");
  });

  test("keeps focus, typed text, open steps and the chosen run through a live update", async () => {
    const { page, focused } = await at("task-approvalCritical");
    await page.waitForFunction(() => document.querySelector("#live") !== null);
    await page.locator(".steps summary").first().click();
    await page.click("#typed-name");
    await page.keyboard.type("db-");
    await page.waitForTimeout(300);
    await live(
      "task-approvalCritical",
      (html) => html.replace("will be deleted for good", "is about to be deleted"),
      "main",
    );
    await page.waitForSelector("text=is about to be deleted");
    await page.keyboard.type("1");
    expect([await page.inputValue("#typed-name"), await focused()]).toEqual(["db-1", "typed-name"]);
    expect(await page.locator(".steps details").first().getAttribute("open")).not.toBeNull();

    await page.goto(new URL("task-partly", looking.gallery.url).href);
    await page.locator(`#cell-${tasks.partly.runs[0]?.id}`).click();
    await page.waitForSelector(".out-error");
    await live("task-partly", (html) => html.replace("6 of 6 runs ended", "all runs ended"), "main");
    await page.waitForSelector("text=all runs ended");
    expect(await page.locator(".run-detail:visible h2").textContent()).toBe("web-1 Check the nginx configuration");
    expect(await page.locator(".out-line").count()).toBe(43);
  });

  test("says that the stream is lost, and takes it back", async () => {
    const { page } = await at("home");
    await page.waitForTimeout(300);
    looking.gallery.cut(true);
    await page.waitForSelector("#stream-lost:not([hidden])");
    expect(await page.textContent("#stream-lost")).toMatch(/Live updates stopped. What you see is \d+ s old/);
    looking.gallery.cut(false);
    await page.waitForSelector("#stream-lost", { state: "hidden", timeout: 20_000 });
  }, 40_000);

  test("keeps the chosen look, from the first paint on", async () => {
    const { page } = await at("home");
    await page.click(".person button");
    await page.click("text=Dark");
    await page.reload();
    expect(
      await page.evaluate(() => [
        document.documentElement.dataset.theme,
        getComputedStyle(document.body).backgroundColor,
      ]),
    ).toEqual(["dark", "rgb(15, 20, 24)"]);
  });
});
