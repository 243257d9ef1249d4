/** The desk of a planner that looks: what it may read, what people see of it, and what becomes of it when it is stopped. */
import { afterEach, describe, expect, test } from "bun:test";
import { AppError } from "../../domain/error.ts";
import { machineId } from "../../domain/machine.ts";
import type { Outcome } from "../../domain/plan.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import type { Desk, PlanRequest } from "../planning/planner.ts";
import { ann, startFleet, viewer } from "./testing/fleet.ts";
import { turnsOf } from "./turns.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A hub whose planner does what the test says at its desk. */
async function planned(
  at: (desk: Desk, request: PlanRequest) => Promise<Outcome>,
  ask: object = {},
  { returnMs = 0, away = [] }: { returnMs?: number; away?: string[] } = {},
) {
  const hub = await startFleet(2, {
    returnMs,
    planner: (request) => {
      if (!request.desk) throw new AppError("internal", "no desk");
      return at(request.desk, request);
    },
  });
  ends.push(hub.end);
  for (const name of away) hub.away.add(name);
  const { id, done } = hub.engine.create.ask(ann, { request: "is nginx up?", ...ask });
  await done;
  return { hub, id };
}
const answer = (text: string): Outcome => ({ kind: "answer", text });
const web1 = machineId("id-web-1");
const status = { tool: "service.status", input: { service: "nginx" }, machineIds: [web1] };
const running = {
  service: "nginx",
  active: true,
  enabled: true,
  state: "active",
  subState: "running",
  description: "",
  mainPid: 1,
  sinceMs: null,
  restarts: 0,
  result: "success",
  oneshot: false,
  invocation: "",
};

describe("a planner's look", () => {
  test("is a task of its own, sent to the machine, and gives what it found", async () => {
    const { hub, id } = await planned(async (desk) => {
      const [found] = await desk.look([status]);
      return answer(`${found?.runs[0]?.machine} ${found?.runs[0]?.state}`);
    });
    await hub.until(() => hub.callsOf("web-1").length === 1);
    expect(hub.callsOf("web-1")[0]?.tool).toBe("service.status");
    expect(hub.view(id).state).toBe("planning");
    await hub.answer("web-1", 0, running);
    await hub.until(() => hub.view(id).state !== "planning");
    expect(hub.view(id).summary?.headline).toBe("web-1 ok");
    expect(hub.audited().map(({ action }) => action)).toContain("run.dispatched");
  });

  test("right after a start waits for machines that are on their way back", async () => {
    const { hub, id } = await planned(
      async (desk) => {
        const [found] = await desk.look([status]);
        return answer(`${found?.runs[0]?.machine} ${found?.runs[0]?.state}`);
      },
      {},
      { returnMs: 60_000, away: ["web-1"] },
    );
    expect(hub.view(id).state).toBe("planning");
    await hub.comes("web-1");
    await hub.until(() => hub.callsOf("web-1").length === 1);
    await hub.answer("web-1", 0, running);
    await hub.until(() => hub.view(id).state !== "planning");
    expect(hub.view(id).summary?.headline).toBe("web-1 ok");
  });

  test.each([
    ["a change", { tool: "service.restart", input: { service: "nginx" }, machineIds: [web1] }, "forbidden"],
    ["a command", { tool: "shell.run", input: { command: "uptime" }, machineIds: [web1] }, "forbidden"],
    ["an unknown tool", { tool: "service.explode", input: {}, machineIds: [web1] }, "no_such_tool"],
    ["an unknown machine", { ...status, machineIds: [machineId("id-web-9")] }, "forbidden"],
    ["no machine", { ...status, machineIds: [] }, "no_machine"],
    ["a wrong input", { ...status, input: { servise: "nginx" } }, "validation"],
  ])("refuses %s and sends nothing", async (_what, call, code) => {
    const { hub, id } = await planned(async (desk) => {
      const [found] = await desk.look([call]);
      return answer(`${found?.refused?.code}`);
    });
    await hub.until(() => hub.view(id).state !== "planning");
    expect(hub.view(id).summary?.headline).toBe(code);
    expect(hub.sent()).toEqual([]);
  });

  test("of what is secret waits for a person, whatever was allowed beforehand", async () => {
    const secret = { tool: "file.read", input: { path: "/etc/shadow" }, machineIds: [web1] };
    const { hub, id } = await planned(async (desk) => answer(`${(await desk.look([secret]))[0]?.refused?.code}`), {
      approveUpTo: "high",
    });
    await hub.until(() => hub.view(id).state !== "planning");
    expect(hub.view(id).summary?.headline).toBe("forbidden");
    expect(hub.sent()).toEqual([]);
  });

  test("reaches no machine outside of what the request is limited to", async () => {
    const other = { ...status, machineIds: [machineId("id-web-2")] };
    const { hub, id } = await planned(async (desk) => answer(`${(await desk.look([other]))[0]?.refused?.code}`), {
      on: "web-1",
    });
    await hub.until(() => hub.view(id).state !== "planning");
    expect(hub.view(id).summary?.headline).toBe("forbidden");
    expect(hub.sent()).toEqual([]);
  });
});

describe("what a planner tells", () => {
  test("is stored in order, and a part that grows keeps its number", async () => {
    const { hub, id } = await planned(async (desk) => {
      const [seq = 0] = await desk.tell([{ part: { kind: "said", by: "coordinator", text: untrusted("I") } }]);
      await desk.tell([
        { part: { kind: "said", by: "coordinator", text: untrusted("I look") }, seq },
        { part: { kind: "note", code: "budget", text: "80 %" } },
      ]);
      return answer("done");
    });
    await hub.until(() => hub.view(id).state === "succeeded");
    expect(
      turnsOf(hub.db, id).map(({ seq, part }) => [seq, part.kind === "said" ? forHtml(part.text) : part.kind]),
    ).toEqual([
      [1, "I look"],
      [2, "note"],
    ]);
  });
});

describe("steering", () => {
  test("reaches the planner once, and only from who asked", async () => {
    const go = Promise.withResolvers<void>();
    const { hub, id } = await planned(async (desk) => {
      await desk.tell([]);
      await go.promise;
      return answer([...desk.steered(), ...desk.steered()].join());
    });
    await hub.engine.decide.steer(id, ann, { text: "only web-1" });
    expect(hub.engine.decide.steer(id, viewer, { text: "all" })).rejects.toMatchObject({ code: "forbidden" });
    go.resolve();
    await hub.until(() => hub.view(id).state === "succeeded");
    expect(hub.view(id).summary?.headline).toBe("only web-1");
    expect(hub.engine.decide.steer(id, ann, { text: "late" })).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a planner at work", () => {
  const waits = async (desk: Desk): Promise<Outcome> => {
    await desk.tell([{ part: { kind: "call", by: "coordinator", id: "c1", tool: "t", input: {}, on: [] } }]);
    if (!desk.signal.aborted)
      await new Promise<void>((resolve) => desk.signal.addEventListener("abort", () => resolve(), { once: true }));
    return answer("too late");
  };

  test("is stopped with its task, and what it says afterwards counts for nothing", async () => {
    const { hub, id } = await planned(waits);
    await hub.engine.decide.cancel(id, ann);
    await Bun.sleep(5);
    expect(hub.view(id).state).toBe("cancelled");
    expect(hub.view(id).summary?.headline).toBe("Cancelled. Nothing had been done.");
  });

  test("takes the look along that it waits for", async () => {
    const { hub, id } = await planned(async (desk) => {
      await desk.look([status]);
      return answer("too late");
    });
    await hub.until(() => hub.callsOf("web-1").length === 1);
    await hub.engine.decide.cancel(id, ann);
    await hub.until(() => hub.cancelled.length === 1);
    expect(hub.view(id).state).toBe("cancelled");
  });

  test("begins anew when the hub was restarted, and its open calls are closed", async () => {
    let starts = 0;
    const { hub, id } = await planned(async (desk) => {
      if (++starts === 1) return waits(desk);
      await desk.tell([]);
      return answer("second time");
    });
    await hub.until(() => turnsOf(hub.db, id).length === 1);
    await hub.restart();
    await hub.until(() => hub.view(id).state === "succeeded");
    expect(hub.view(id).summary?.headline).toBe("second time");
    expect(turnsOf(hub.db, id).map(({ part }) => part)).toMatchObject([
      { kind: "call", id: "c1" },
      { kind: "found", call: "c1", state: "not_made" },
    ]);
  });
});
