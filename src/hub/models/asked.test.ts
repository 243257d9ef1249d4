/** A request that reaches a model at an endpoint, through the whole hub: what it costs, and what happens where it may cost no more. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ModelUsageView, ModelView } from "../../api/model.ts";
import type { TaskView } from "../../api/task.ts";
import { answers, misbehaviours, startEndpoint, toldIn, type Endpoint } from "../../../test/support/endpoint/index.ts";
import { hubHere, type HubHere } from "../../../test/support/hub.ts";
import { joinHub } from "../../../test/support/peer.ts";

let hub: HubHere;
let scripted: Endpoint;
const key = "sk-test-0123456789abcdef";
beforeAll(async () => {
  scripted = startEndpoint([answers({ text: "There is nothing to look at yet.", used: { input: 900, output: 100 } })]);
  hub = await hubHere();
  await joinHub(hub, "web-1");
  const prices = { input: 1, output: 5 };
  await hub.ask(
    "/api/models",
    { preset: "other", url: scripted.url, key, model: "scripted", planner: "model", prices },
    "PATCH",
  );
});
afterAll(async () => {
  await hub.close();
  await scripted.close();
});

const asked = async (text: string): Promise<TaskView> => {
  const { id } = await hub.ask<TaskView>("/api/tasks", { request: text });
  return await hub.ended(id);
};
/** All that people see of it. */
const toldOf = async (task: TaskView): Promise<string> =>
  JSON.stringify([task, await hub.ask(`/api/tasks/${task.id}/turns`)]);

describe("a request that goes to a model", () => {
  test("is answered, counted for its task and for the month", async () => {
    const task = await asked("what should I look at first?");
    expect(toldIn(scripted.asked.at(-1) ?? { body: { model: "", messages: [] } })).toContain(
      "what should I look at first?",
    );
    const { tasks, months } = await hub.ask<ModelUsageView>("/api/models/usage");
    const mine = tasks.find((each) => each.task === task.id);
    expect([mine?.inputTokens === 900 * (mine?.answers ?? 0), months[0]?.model]).toEqual([true, "scripted"]);
    expect(scripted.faults()).toEqual([]);
  });

  test("is asked again where there were too many at once, and people see it", async () => {
    scripted.play([misbehaviours["429 in ms"], answers({ text: "Nothing to do." })]);
    const told = await toldOf(await asked("what should I look at first?"));
    expect(told).toContain("too many questions at once. It says: “Rate limit reached.” It is asked again in 1 s.");
  });

  test("is asked with the temperature that is set, and within the window that is known", async () => {
    await hub.ask("/api/models", { temperature: 0.7, contextTokens: 1_000 }, "PATCH");
    await asked("what should I look at first?");
    expect(scripted.asked.at(-1)?.body.temperature).toBe(0.7);
    await hub.ask("/api/models", { temperature: null, contextTokens: null }, "PATCH");
  });

  test("is planned without it where the ceiling is reached, and says so", async () => {
    await hub.ask("/api/models", { monthTokens: 10 }, "PATCH");
    const before = scripted.asked.length;
    const task = await asked("what should I look at first?");
    expect([
      scripted.asked.length,
      (await toldOf(task)).includes("ceiling for models of 10 tokens is used up"),
    ]).toEqual([before, true]);
    await hub.ask("/api/models", { monthTokens: null }, "PATCH");
  });

  test("is planned without it where the key is refused, and says so without the key", async () => {
    scripted.play([misbehaviours["401"]]);
    const task = await asked("show disk usage on all machines");
    const told = await toldOf(task);
    expect([told.includes("The endpoint refuses the key (401)"), told.includes(key)]).toEqual([true, false]);
    const { checks } = await hub.ask<{ checks: { what: string; state: string }[] }>("/api/doctor");
    expect(checks.find(({ what }) => what === "model")?.state).toBe("warn");
  });

  test("is not sent where the embedded planner was chosen", async () => {
    await hub.ask<ModelView>("/api/models", { planner: "embedded" }, "PATCH");
    const before = scripted.asked.length;
    await asked("show disk usage on all machines");
    expect(scripted.asked).toHaveLength(before);
  });
});
