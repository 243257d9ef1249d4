/** A whole visit without a pointer. */
import { describe, expect } from "bun:test";
import { machinePath, stage } from "../support/journey.ts";

const story = stage({ machines: { "web-1": [], "web-2": [], "db-1": [] } });

describe("the keyboard", () => {
  story(
    "reaches everything",
    async ({ page, visitor, lab }) => {
      const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
      await visitor.go("/machines");
      await page.keyboard.press("/");
      expect(await focused()).toBe("ask-anywhere-input");
      await page.keyboard.press("Escape");
      expect(await page.locator("#ask-dialog").isVisible()).toBe(false);
      await page.keyboard.press("Control+k");
      await page.keyboard.type("show memory on all machines");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#task-body[data-task-state=succeeded]");

      await page.keyboard.press("g");
      await page.keyboard.press("t");
      await page.waitForURL("**/tasks");
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/tasks/*");

      await page.keyboard.press("g");
      await page.keyboard.press("m");
      await page.waitForURL("**/machines");
      const here = () => page.evaluate(() => document.activeElement?.textContent);
      await page.keyboard.press("j");
      const first = await here();
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      expect(await here()).toBe(first);
      // A live update of the table leaves the focus where it is.
      await page.waitForTimeout(2_500);
      expect(await here()).toBe(first);
      await page.keyboard.press("Enter");
      await page.waitForURL((at) => at.pathname !== "/machines");
      expect(await page.textContent("h1")).toBe(first ?? "");

      await page.keyboard.press("?");
      expect(await page.locator("#keys-dialog").isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await page.locator("#keys-dialog").isVisible()).toBe(false);
      await page.keyboard.press("g");
      await page.keyboard.press("a");
      await page.waitForURL((at) => at.pathname === "/");
      expect(await machinePath(lab, first ?? "")).toStartWith("/machines/");
    },
    [{ width: 1440, scheme: "light" }],
  );
});
