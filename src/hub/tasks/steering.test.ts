/** What a person says while a model's answer is on its way: that answer is broken off, and the model is asked anew with it. */
import { afterEach, describe, expect, test } from "bun:test";
import { choosePlanner } from "../planning/choose.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { ModelError, type Model, type ModelRequest } from "../planning/llm/model.ts";
import { protocolFaults, scripted, type Line } from "../planning/llm/testing/scripted.ts";
import { ann, startFleet } from "./testing/fleet.ts";
import { turnsOf } from "./turns.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** An answer that begins, and never comes to an end. */
const never: Line = "never";
async function steered(lines: readonly Line[]) {
  const asked: ModelRequest[] = [];
  const held = Promise.withResolvers<void>();
  const model: Model = {
    ...scripted([]).model,
    ask: async (request) => {
      asked.push({ ...request, messages: [...request.messages] });
      const line = lines[Math.min(asked.length, lines.length) - 1] ?? "";
      if (line !== never) {
        // Ids are the conversation's own.
        const answer = await scripted([line]).model.ask(request);
        return { ...answer, calls: answer.calls.map((call) => ({ ...call, id: `${call.id}_${asked.length}` })) };
      }
      request.onPart?.({ kind: "said", text: "I restart everything" });
      const over = Promise.withResolvers<never>();
      request.signal.addEventListener("abort", () => over.reject(new ModelError("cancelled", "Cancelled.")));
      held.resolve();
      return over.promise;
    },
  };
  const hub = await startFleet(2, {
    planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => "model" }),
  });
  ends.push(hub.end);
  const { id, done } = hub.engine.create.ask(ann, { request: "restart nginx" });
  await done;
  await held.promise;
  return { hub, id, asked };
}
const propose = {
  calls: [["propose_plan", { steps: [{ tool: "service.restart", input: { service: "nginx" }, machines: ["web-2"] }] }]],
} satisfies Line;

describe("what a person says while a model answers", () => {
  test("breaks the answer off and is heard at once", async () => {
    const { hub, id, asked } = await steered([never, propose]);
    await hub.engine.decide.steer(id, ann, { text: "only on web-2" });
    await hub.until(() => hub.view(id).state === "needs_approval");
    expect(asked).toHaveLength(2);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked[1]?.messages.at(-1)?.content).toBe("The person says now:\nonly on web-2");
    expect(asked.flatMap(protocolFaults)).toEqual([]);
    expect(hub.view(id).plan?.steps[0]?.machines.map(({ name }) => name)).toEqual(["web-2"]);
    expect(turnsOf(hub.db, id).some(({ part }) => part.kind === "note" && part.code === "fallback")).toBe(false);
  });

  test("breaks a specialist off, and the coordinator hears it", async () => {
    const delegate = { calls: [["delegate", { specialist: "services", goal: "look at nginx" }]] } satisfies Line;
    const { hub, id, asked } = await steered([delegate, never, propose]);
    await hub.engine.decide.steer(id, ann, { text: "only on web-2" });
    await hub.until(() => hub.view(id).state === "needs_approval");
    expect(asked).toHaveLength(3);
    expect(asked[2]?.messages.at(-2)?.content).toContain("services was broken off");
    expect(asked[2]?.messages.at(-1)?.content).toContain("only on web-2");
    expect(asked.flatMap(protocolFaults)).toEqual([]);
  });

  test("is not heard any more once the task was cancelled", async () => {
    const { hub, id, asked } = await steered([never, propose]);
    await hub.engine.decide.cancel(id, ann);
    expect(hub.view(id).state).toBe("cancelled");
    expect(asked).toHaveLength(1);
  });
});
