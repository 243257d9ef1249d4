/** A request planned by a model, from its words to the end of its runs: looks, one proposal, a card, and only then a change. */
import { afterEach, describe, expect, test } from "bun:test";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { choosePlanner } from "../planning/choose.ts";
import { ModelError } from "../planning/llm/model.ts";
import { protocolFaults, scripted, type Line } from "../planning/llm/testing/scripted.ts";
import { ann, startFleet } from "./testing/fleet.ts";
import { turnsOf } from "./turns.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

export async function withModel(lines: readonly Line[], request = "restart nginx on web-1", ask: object = {}) {
  const { model, asked } = scripted(lines);
  const hub = await startFleet(2, {
    planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => "model" }),
  });
  ends.push(hub.end);
  const { id, done } = hub.engine.create.ask(ann, { request, ...ask });
  await done;
  return { hub, id, asked, planned: () => hub.until(() => hub.view(id).state !== "planning") };
}
const status = (active: boolean) => ({
  service: "nginx",
  active,
  enabled: true,
  state: active ? "active" : "failed",
  subState: active ? "running" : "failed",
  description: "",
  mainPid: active ? 1 : null,
  sinceMs: null,
  restarts: 0,
  result: "success",
  oneshot: false,
  invocation: "",
});
const look = { calls: [["service_status", { service: "nginx", machines: ["web-1"] }]] } satisfies Line;
const propose = {
  calls: [["propose_plan", { steps: [{ tool: "service.restart", input: { service: "nginx" }, machines: ["web-1"] }] }]],
} satisfies Line;

describe("a model's plan", () => {
  test("is looked for, proposed, approved, and only then carried out", async () => {
    const { hub, id, asked, planned } = await withModel([look, propose]);
    await hub.until(() => hub.callsOf("web-1").length === 1);
    await hub.answer("web-1", 0, status(false));
    await planned();
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { by: "llm" } });
    expect(hub.callsOf("web-1").map(({ tool }) => tool)).toEqual(["service.status"]);
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    await hub.until(() => hub.callsOf("web-1").length === 2);
    expect(hub.callsOf("web-1")[1]).toMatchObject({ tool: "service.restart", input: { service: "nginx" } });
    expect(asked.flatMap(protocolFaults)).toEqual([]);
    expect(turnsOf(hub.db, id).map(({ part }) => part.kind)).toEqual([
      "usage",
      "call",
      "found",
      "usage",
      "call",
      "found",
    ]);
  });

  test("that only answers changes nothing, whatever it claims", async () => {
    const { hub, id, planned } = await withModel(["I have restarted nginx on web-1 successfully."]);
    await planned();
    expect(hub.view(id).state).toBe("succeeded");
    expect(hub.view(id).summary?.headline).toStartWith("Nothing was changed");
    expect(hub.sent()).toEqual([]);
  });

  test("by calling the changing tool is a proposal all the same", async () => {
    const { hub, id, planned } = await withModel([
      { calls: [["service_restart", { service: "nginx", machines: ["web-1"], approved: true, risk: "low" }]] },
    ]);
    await planned();
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { risk: "medium" } });
    expect(hub.sent()).toEqual([]);
  });

  test("gives way to the embedded planner where the model cannot be had, and says why", async () => {
    const { hub, id, planned } = await withModel([new ModelError("auth", "The endpoint refuses the key.")]);
    await planned();
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { by: "embedded" } });
    expect(hub.view(id).plan?.assumptions.join()).toContain("The endpoint refuses the key.");
    expect(turnsOf(hub.db, id).map(({ part }) => part)).toMatchObject([{ kind: "note", code: "fallback" }]);
  });

  test("asks the person, and goes on with the answer", async () => {
    const { hub, id, asked, planned } = await withModel(
      [{ calls: [["ask_user", { question: "Which one?", options: ["web-1", "web-2"] }]] }, propose],
      "restart the web server",
    );
    await planned();
    expect(hub.view(id)).toMatchObject({
      state: "needs_answer",
      question: { options: [{ value: "web-1" }, { value: "web-2" }] },
    });
    await hub.engine.decide.answer(id, ann, { answer: "web-1" });
    await planned();
    expect(hub.view(id).state).toBe("needs_approval");
    expect(asked[1]?.messages[1]?.content).toContain("The person answered: web-1");
  });
});
