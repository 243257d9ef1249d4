/** A model plans: people watch its work, say something meanwhile, want its plan another way, and stop it. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { Page } from "playwright-core";
import { pageFaults, type Look } from "../support/browser.ts";
import { answers, callsTools, saysText, startEndpoint, type Endpoint, type Reply } from "../support/endpoint/index.ts";
import { ask, inState, see, stage } from "../support/journey.ts";
import type { Lab } from "../support/program.ts";

let endpoint: Endpoint | undefined;
beforeAll(() => void (endpoint = startEndpoint([saysText("Nothing to do.")])));
afterAll(async () => await endpoint?.close());

const story = stage({ machines: { "web-1": ["web"], "web-2": ["web"] } });
const wide: Look[] = [{ width: 1440, scheme: "light" }];

/** The hub asks the endpoint for everything, and it answers in turn; an answer may wait for what a test does. */
async function plays(lab: Lab, script: readonly (Reply | (() => Promise<Reply>))[]): Promise<Endpoint> {
  if (!endpoint) throw new Error("the endpoint did not start");
  let at = 0;
  endpoint.play(async () => {
    const reply = script[Math.min(at++, script.length - 1)] ?? saysText("Done.");
    return typeof reply === "function" ? await reply() : reply;
  });
  await lab.request("/api/models", { url: endpoint.url, model: "scripted", planner: "model" }, "PATCH");
  return endpoint;
}

const proposes = (command: string, machines: string[]): Reply =>
  callsTools({ name: "propose_plan", args: { steps: [{ tool: "shell.run", input: { command }, machines }] } });
const say = async (page: Page, text: string): Promise<void> => {
  await page.fill("#follow-input", text);
  await page.keyboard.press("Enter");
};

describe("a model at work", () => {
  story("is watched, and hears what a person says to it meanwhile", async ({ page, lab }) => {
    const heard = Promise.withResolvers<Reply>();
    const model = await plays(lab, [
      answers({
        thinking: "First I look at the memory of web-1.",
        calls: [{ name: "system_memory", args: { machines: ["web-1"] } }],
      }),
      () => heard.promise,
      saysText("Both have room."),
    ]);
    const asked = model.asked.length;
    await ask(page, "how is web-1?");
    await inState(page, "planning");
    await page.waitForSelector("#task-work >> text=system.memory");
    await page.waitForSelector("#task-work .tone-ok");
    await see(page, "Say something to it while it plans");
    expect(await pageFaults(page)).toEqual([]);
    await say(page, "look at web-2 as well");
    await page.waitForSelector(".work-steered >> text=look at web-2 as well");
    expect(await page.inputValue("#follow-input")).toBe("");
    heard.resolve(callsTools({ name: "system_memory", args: { machines: ["web-2"] } }));
    await inState(page, "succeeded");
    await see(page, "Both have room.");
    expect(JSON.stringify(model.asked.slice(asked).at(-1)?.body)).toContain("look at web-2 as well");
    await see(page, /\d tokens/);
    await see(page, "Go on from here");
    await page.click("#task-work summary");
    await page.click("#task-work a >> nth=0");
    await page.waitForURL("**/tasks/*?run=*");
    expect(await pageFaults(page)).toEqual([]);
  });

  story("makes its plan another way where a person wants that, and shows what changed", async ({ page, lab }) => {
    await plays(lab, [proposes("touch -c /tmp/one", ["web-1", "web-2"]), proposes("touch -c /tmp/one", ["web-2"])]);
    await ask(page, "run `touch -c /tmp/one` on all web machines");
    await inState(page, "needs_approval");
    await page.click(".change summary");
    expect(await page.inputValue("#change-request")).toBe("");
    await page.fill("#change-request", "only on web-2");
    await page.click("text=Plan it this way");
    await page.waitForSelector(".approval-changed");
    await see(page, /no longer on web-1/);
    await page.click(".approve-button");
    await inState(page, "succeeded");
  });

  story(
    "that cannot be had is stood in for, and that is said",
    async ({ page, lab }) => {
      await plays(lab, [{ kind: "raw", status: 401, body: "{}" }]);
      await ask(page, "show memory on web-1");
      await inState(page, "succeeded");
      await page.waitForSelector("#task-work >> text=/without a model/i");
    },
    wide,
  );

  story(
    "is stopped by the button, and nothing more is asked of it",
    async ({ page, lab }) => {
      const never = Promise.withResolvers<Reply>();
      const model = await plays(lab, [
        callsTools({ name: "system_memory", args: { machines: ["web-1"] } }),
        () => never.promise,
      ]);
      await ask(page, "think about web-1");
      await page.waitForSelector("#task-work .tone-ok");
      await page.click("text=Cancel this task");
      await inState(page, "cancelled");
      const asked = model.asked.length;
      never.resolve(callsTools({ name: "system_memory", args: { machines: ["web-2"] } }));
      await page.reload();
      await inState(page, "cancelled");
      expect(model.asked.length).toBe(asked);
    },
    wide,
  );
});
