/** A request planned by a model, over HTTP against a whole hub: its looks on a machine, its proposal, steering, cancelling, a restart. */
import { afterEach, describe, expect, test } from "bun:test";
import type { TaskView } from "../src/api/task.ts";
import type { TurnView } from "../src/api/turn.ts";
import {
  answers,
  callsTools,
  saysText,
  stall,
  startEndpoint,
  streams,
  says,
  begins,
  type Endpoint,
  type Script,
} from "./support/endpoint/index.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { connectAs, done, joinHub, type Peer } from "./support/peer.ts";
import { until } from "./support/program.ts";

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const unit = {
  service: "nginx",
  active: false,
  state: "failed",
  subState: "failed",
  enabled: true,
  mainPid: null,
  sinceMs: 1,
  restarts: 0,
  description: "web",
  result: "exit-code",
  oneshot: false,
  invocation: "1",
};

/** A hub with one machine that answers looks, and a model that says what the script says. */
async function hubWith(script: Script): Promise<{ hub: HubHere; endpoint: Endpoint; told: string[]; peer: Peer }> {
  const endpoint = startEndpoint(script);
  const hub = await hubHere({
    settings: {
      models: {
        planner: { value: "model", from: "test" },
        endpoint: { preset: "other", url: endpoint.url, key: "sk-test", from: "test" },
        model: { value: "scripted", from: "test" },
      },
    },
  });
  const who = await joinHub(hub, "web-1");
  const peer = await connectAs(hub, { ...who, facts: { ...who.facts, services: ["nginx"] } }, { maxLevel: 4 });
  const told: string[] = [];
  peer.on((frame) => {
    if (frame.kind === "ping") return peer.say({ kind: "pong" });
    if (frame.kind !== "call") return;
    told.push(frame.id);
    peer.say({ kind: "accepted", id: frame.id });
    peer.say(done(frame.id, { output: unit }));
  });
  ends.push(endpoint.close, hub.close, () => peer.close());
  return { hub, endpoint, told, peer };
}
const ask = (hub: HubHere, request = "restart nginx on web-1 if it is down"): Promise<TaskView> =>
  hub.ask("/api/tasks", { request });
const turns = async (hub: HubHere, id: string): Promise<TurnView["part"][]> =>
  (await hub.ask<{ items: TurnView[] }>(`/api/tasks/${id}/turns`)).items.map(({ part }) => part);
const state = async (hub: HubHere, id: string): Promise<string> => (await hub.task(id)).state;

const look = answers({
  thinking: "Is it down?",
  text: "I look first.",
  calls: [{ name: "service_status", args: { service: "nginx", machines: ["web-1"] } }],
});
const propose = callsTools({
  name: "propose_plan",
  args: { steps: [{ tool: "service.restart", input: { service: "nginx" }, machines: ["web-1"], why: "it failed" }] },
});

describe("a hub with a model", () => {
  test("answers at once that it plans, shows what the model does, and waits for a person", async () => {
    const { hub, endpoint, told } = await hubWith([look, propose]);
    const { id } = await ask(hub);
    await until("the proposal", async () => (await state(hub, id)) === "needs_approval");
    expect(told).toHaveLength(1);
    expect(await turns(hub, id)).toMatchObject([
      { kind: "thinking", text: "Is it down?" },
      { kind: "said", text: "I look first." },
      { kind: "usage", model: "scripted" },
      { kind: "call", tool: "service.status", on: ["web-1"] },
      { kind: "found", state: "ok", runs: [{ machine: "web-1" }] },
      { kind: "usage" },
      { kind: "call", tool: "propose_plan" },
      { kind: "found", state: "ok" },
    ]);
    expect((await hub.task(id)).plan).toMatchObject({ by: "llm", risk: "medium" });
    expect(endpoint.faults()).toEqual([]);
    expect(endpoint.asked[1]?.headers["authorization"]).toBe("Bearer sk-test");
  });

  test("stops the model with the task", async () => {
    const { hub, endpoint } = await hubWith([streams(begins, says("Let me think"), stall)]);
    const { id } = await ask(hub);
    await until("the first words", async () => (await turns(hub, id)).length > 0);
    await hub.ask(`/api/tasks/${id}/cancellation`, {});
    await until("the line to be cut", async () => endpoint.asked[0]?.gone === true);
    expect(await hub.task(id)).toMatchObject({
      state: "cancelled",
      summary: { headline: "Cancelled. Nothing had been done." },
    });
  });

  test("tells the model what the person says meanwhile", async () => {
    const go = Promise.withResolvers<void>();
    const { hub, endpoint } = await hubWith(async ({ n }) => {
      if (n > 1) return saysText("Only the log was read.");
      await go.promise;
      return look;
    });
    const { id } = await ask(hub);
    await until("the question", async () => endpoint.asked.length === 1);
    await hub.ask(`/api/tasks/${id}/steering`, { text: "do not restart anything" });
    go.resolve();
    await until("the end", async () => (await hub.task(id)).endedAt !== undefined);
    expect(endpoint.asked[1]?.body.messages.at(-1)?.content).toContain("do not restart anything");
    expect(await turns(hub, id)).toContainEqual({ kind: "steered", name: "ann", text: "do not restart anything" });
  });
});
