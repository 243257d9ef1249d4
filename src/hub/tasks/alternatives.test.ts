/** After a change that the embedded planner planned has failed: a model that is there looks for another way, which is asked about. */
import { afterEach, describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { choosePlanner, type PlannerSetting } from "../planning/choose.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { ModelError } from "../planning/llm/model.ts";
import { scripted, type Line } from "../planning/llm/testing/scripted.ts";
import { ann, startFleet } from "./testing/fleet.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const logs: Line = { calls: [["service_logs", { service: "nginx", machines: ["web-1"] }]] };
const reload: Line = {
  calls: [["propose_plan", { steps: [{ tool: "service.reload", input: { service: "nginx" }, machines: ["web-1"] }] }]],
};
const said = { service: "nginx", lines: [{ atMs: 1, priority: 3, text: "bind() failed" }], cut: false };

async function failed(
  lines: readonly Line[],
  { setting = "auto", ask = {} }: { setting?: PlannerSetting; ask?: object } = {},
) {
  const { model, asked } = scripted(lines);
  const hub = await startFleet(1, {
    planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => setting }),
    alternatives: () => setting !== "embedded",
  });
  ends.push(hub.end);
  const { id, done } = hub.engine.create.ask(ann, { request: "restart nginx on web-1", ...ask });
  await done;
  await hub.until(() => hub.view(id).state === "needs_approval");
  expect(hub.view(id).plan?.by).toBe("embedded");
  expect(asked).toEqual([]);
  await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
  await hub.until(() => hub.callsOf("web-1").length === 1);
  await hub.engine.incoming.result(machineId("id-web-1"), hub.callsOf("web-1")[0]?.callId ?? "", {
    outcome: "failed",
    error: { code: "tool_failed", detail: "the unit did not start" },
    startedAtMs: 1,
    endedAtMs: 2,
    stdoutBytes: 0,
    stderrBytes: 0,
    truncated: false,
    frames: 0,
  });
  return { hub, id, asked, over: () => hub.until(() => hub.view(id).endedAt !== undefined) };
}

describe("a failed plan of the embedded planner", () => {
  test("is taken up by the model, which looks and proposes another way", async () => {
    const { hub, id, asked } = await failed([logs, reload]);
    await hub.until(() => hub.callsOf("web-1").length === 2);
    await hub.answer("web-1", 0, said);
    await hub.until(() => hub.view(id).state === "needs_approval");
    expect(hub.view(id)).toMatchObject({ plan: { by: "llm", steps: [{ tool: "service.reload" }] } });
    expect(hub.store.get(id).revision).toBe(2);
    expect(asked[0]?.messages[1]?.content).toContain("the unit did not start");
    expect(hub.callsOf("web-1").map(({ tool }) => tool)).toEqual(["service.restart", "service.logs"]);
  });

  test("stays failed with what the model says where it finds no other way", async () => {
    const { hub, id, over } = await failed(["A person has to look at the configuration."]);
    await over();
    expect(hub.view(id).state).toBe("failed");
    expect(hub.view(id).summary?.lines.join()).toContain("A person has to look at the configuration.");
  });

  test("stays failed where the model cannot be had, and is not planned once more", async () => {
    const { hub, id, over } = await failed([new ModelError("auth", "The endpoint refuses the key.")]);
    await over();
    expect(hub.view(id).state).toBe("failed");
    expect(hub.store.get(id).revision).toBe(1);
  });

  test.each<[string, { setting?: PlannerSetting; ask?: object }]>([
    ["the model is switched off", { setting: "embedded" }],
    ["the embedded planner was asked for", { ask: { planner: "embedded" } }],
  ])("asks no model where %s", async (_where, more) => {
    const { hub, id, asked, over } = await failed([reload], more);
    await over();
    expect(hub.view(id).state).toBe("failed");
    expect(asked).toEqual([]);
  });
});
