/** Planning whose budget is used up: the task waits, goes on knowing what it found, or ends with that. */
import { afterEach, describe, expect, test } from "bun:test";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { choosePlanner } from "../planning/choose.ts";
import { ModelError } from "../planning/llm/model.ts";
import { scripted, type Line } from "../planning/llm/testing/scripted.ts";
import { ann, startFleet } from "./testing/fleet.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const look = (lines: number): Line => ({
  calls: [["service_logs", { service: "nginx", lines, machines: ["web-1"] }]],
});
const logs = { service: "nginx", lines: [{ atMs: 1, priority: 3, text: "upstream is away" }], cut: false };

/** As a model that looks at ever new things until it may no more; then these lines. */
async function spent(last: readonly Line[], first: number = 14) {
  const { model, asked } = scripted((_request, n) =>
    n <= first ? look(n) : (last[Math.min(n - first, last.length) - 1] ?? ""),
  );
  const hub = await startFleet(2, {
    planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => "model" }),
  });
  ends.push(hub.end);
  const { id, done } = hub.engine.create.ask(ann, { request: "why is nginx slow on web-1?" });
  await done;
  let answered = 0;
  const planned = async (): Promise<void> => {
    while (hub.view(id).state === "planning") {
      if (hub.callsOf("web-1").length > answered) await hub.answer("web-1", answered++, logs);
      await Bun.sleep(1);
    }
  };
  await planned();
  return { hub, id, asked, planned };
}
const found = "The log says that the upstream is away.";

describe("planning that has used up its budget", () => {
  test("is paused with what was found, and says which budget", async () => {
    const { hub, id } = await spent([found]);
    expect(hub.view(id)).toMatchObject({
      state: "paused",
      pausedBy: "budget",
      paused: "Paused: the number of answers for planning was used up.",
      summary: { headline: found },
    });
    expect(hub.view(id).endedAt).toBeUndefined();
    expect(hub.view(id).summary?.looked).toHaveLength(14);
  });

  test("goes on with a new budget, told what it found", async () => {
    const { hub, id, asked, planned } = await spent([found, "It is the upstream."]);
    await hub.engine.pausing.resume(id, ann);
    await planned();
    expect(hub.view(id)).toMatchObject({
      state: "succeeded",
      summary: { headline: expect.stringContaining("It is the upstream.") },
    });
    const told = asked.at(-1)?.messages[1]?.content;
    expect(told).toContain(found);
    expect(told).toContain("service.logs on web-1");
    expect(asked.at(-1)?.toolChoice).toBe("auto");
  });

  test("ends with what was found where that is enough", async () => {
    const { hub, id } = await spent([found]);
    await hub.engine.pausing.conclude(id, ann);
    expect(hub.view(id)).toMatchObject({
      state: "succeeded",
      summary: { headline: found, lines: ["Taken as it stood when the number of answers for planning was used up."] },
    });
    expect(hub.view(id).pausedBy).toBeUndefined();
  });

  test("ends by being cancelled", async () => {
    const { hub, id } = await spent([found]);
    await hub.engine.decide.cancel(id, ann);
    expect(hub.view(id).state).toBe("cancelled");
  });

  test("is let go on by who asked, and by nobody else", async () => {
    const { hub, id } = await spent([found]);
    const bob = { ...ann, actor: { ...ann.actor, id: "p-bob", name: "bob", role: "operator" as const } };
    expect(hub.engine.pausing.resume(id, bob)).rejects.toMatchObject({ code: "forbidden" });
    expect(hub.engine.pausing.conclude(id, bob)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of money in the middle is paused too, without another word", async () => {
    const { hub, id } = await spent([new ModelError("budget_spent", "This month's ceiling is reached.")], 2);
    expect(hub.view(id)).toMatchObject({ state: "paused", paused: "Paused: This month's ceiling is reached." });
    expect(hub.view(id).summary?.headline).toBe("It had not come to an answer; 2 things were looked at.");
  });

  test("of money before anything was found is planned without a model", async () => {
    const { hub, id } = await spent([new ModelError("budget_spent", "This month's ceiling is reached.")], 0);
    expect(hub.view(id).state).not.toBe("paused");
  });

  test("is no task that other ones can be ended like", async () => {
    const { hub, id } = await spent(["It is the upstream."], 1);
    expect(hub.engine.pausing.conclude(id, ann)).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a task that is paused because its budget is used up", () => {
  test("stays so when the hub is restarted, and goes on afterwards", async () => {
    const { hub, id, planned } = await spent([found, "It is the upstream."]);
    await hub.restart();
    expect(hub.view(id)).toMatchObject({ state: "paused", pausedBy: "budget", summary: { headline: found } });
    await hub.engine.pausing.resume(id, ann);
    await planned();
    expect(hub.view(id).state).toBe("succeeded");
  });

  test("is no running one that could be paused, and needs no approval", async () => {
    const { hub, id } = await spent([found]);
    expect(hub.engine.pausing.pause(id, ann)).rejects.toMatchObject({ code: "wrong_state" });
    expect(hub.engine.decide.steer(id, ann, { text: "go on" })).rejects.toMatchObject({ code: "wrong_state" });
  });
});
