/** An admin sets up a model: where it is, which one, what it can, what it may cost; and takes it away. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { ModelView } from "../../src/api/model.ts";
import type { Page } from "playwright-core";
import { pageFaults } from "../support/browser.ts";
import { answers, callsTools, startEndpoint, type Endpoint } from "../support/endpoint/index.ts";
import { see, stage } from "../support/journey.ts";

const key = "sk-journey-0123456789";
let endpoint: Endpoint | undefined;
beforeAll(() => {
  endpoint = startEndpoint(
    ({ body }) =>
      body.tools
        ? callsTools({ name: "disk_usage", args: { machine: "web-1" } })
        : answers({ text: '{"full":true,"machine":"web-1"}' }),
    { key, models: ["large-2", "small-2"] },
  );
});
afterAll(async () => await endpoint?.close());

const story = stage({});
const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

describe("the page of the model", () => {
  story(
    "leads from nothing to a model that was tried, with the reason where it fails",
    async ({ page, lab, visitor }) => {
      visitor.expect(/status of 400/);
      await visitor.go("/settings/model");
      await see(page, "The embedded planner makes all plans");
      await page.selectOption("#model-preset", "other");
      await page.fill("#model-url", "http://models.example/v1");
      await press(page, "Save");
      await see(page, "is not known here, and over http");

      await page.fill("#model-url", endpoint?.url ?? "");
      await page.fill("#model-key", "sk-wrong");
      await page.fill("#model-name", "large-2");
      await press(page, "Save");
      await see(page, "large-2 at 127.0.0.1");
      await press(page, "Find out what it can");
      await see(page, "The endpoint refuses the key (401)");
      expect(await pageFaults(page)).toEqual([]);

      await page.fill("#model-key", key);
      await press(page, "Save");
      await page.waitForSelector("#model-key[placeholder*='set']");
      await press(page, "Find out what it can");
      await see(page, "lists 2, large-2 among them");
      await see(page, "makes one call at a time");
      expect(await page.locator("#model-names option").count()).toBe(2);
      expect(await pageFaults(page)).toEqual([]);

      await page.fill("#model-monthUsd", "5");
      await press(page, "Save prices and ceilings");
      await see(page, "A ceiling in money needs the prices");
      await page.fill("#model-priceInput", "2,5");
      await page.fill("#model-priceOutput", "10");
      await press(page, "Save prices and ceilings");
      await see(page, "of $5.00");
      expect(await page.content()).not.toContain(key);
      expect(await lab.request<ModelView>("/api/models")).toMatchObject({ ready: true, monthUsd: 5 });

      await press(page, "Remove");
      await press(page, "Remove the endpoint");
      await see(page, "The embedded planner makes all plans");
      expect(endpoint?.faults()).toEqual([]);
    },
  );
});
