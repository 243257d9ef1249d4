/** A request planned by a model, from its words to the end of its runs: looks, one proposal, a card, and only then a change. */
import { afterEach, describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { choosePlanner } from "../planning/choose.ts";
import { ModelError } from "../planning/llm/model.ts";
import { protocolFaults, scripted, type Line } from "../planning/llm/testing/scripted.ts";
import type { JudgePort } from "./judging.ts";
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
    await hub.engine.decide.answer(id, ann, { answer: "the first one" });
    await planned();
    expect(hub.view(id).state).toBe("needs_approval");
    expect(asked[1]?.messages[1]?.content).toContain("The person answered: web-1");
  });
});

describe("a model's plan that fails", () => {
  const fails = { exitCode: 1, signal: null, timedOut: false, durationMs: 1 };
  const run = (command: string): Line => ({
    calls: [["propose_plan", { steps: [{ tool: "shell.run", input: { command }, machines: ["web-1"] }] }]],
  });
  async function failing(lines: readonly Line[]) {
    const all = await withModel(lines, "run the clean-up on web-1");
    const { hub, id } = all;
    const tryOnce = async (): Promise<void> => {
      await hub.until(() => hub.view(id).state === "needs_approval");
      const sent = hub.callsOf("web-1").length;
      await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
      await hub.until(() => hub.callsOf("web-1").length > sent);
      await hub.answer("web-1", 1, fails);
    };
    return { ...all, tryOnce };
  }

  test("is followed by another one, which is asked about anew", async () => {
    const { hub, id, asked, tryOnce } = await failing([run("touch /srv/a"), run("touch /srv/b")]);
    await tryOnce();
    await hub.until(() => hub.view(id).state === "needs_approval");
    expect(hub.store.get(id).revision).toBe(2);
    expect(hub.view(id).plan?.steps[0]?.input).toEqual({ command: "touch /srv/b" });
    expect(asked[1]?.messages[1]?.content).toContain("this failed");
    expect(hub.callsOf("web-1")).toHaveLength(1);
  });

  test("is followed by two others at most", async () => {
    const { hub, id, tryOnce } = await failing([run("touch /srv/a"), run("touch /srv/b"), run("touch /srv/c")]);
    for (const _ of [1, 2, 3]) await tryOnce();
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect(hub.view(id).state).toBe("failed");
    expect(hub.callsOf("web-1")).toHaveLength(3);
  });

  test("ends as failed where no other way is found, with what was said of it", async () => {
    const { hub, id, tryOnce } = await failing([
      run("touch /srv/a"),
      "The disk is read-only; a person has to look at it.",
    ]);
    await tryOnce();
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect(hub.view(id).state).toBe("failed");
    expect(hub.view(id).summary?.lines.join()).toContain("The disk is read-only");
  });
});

describe("a rejected plan", () => {
  test("is not proposed again as it was, and the reason reaches the planner", async () => {
    const reload = {
      calls: [
        ["propose_plan", { steps: [{ tool: "service.reload", input: { service: "nginx" }, machines: ["web-1"] }] }],
      ],
    } satisfies Line;
    const { hub, id, asked, planned } = await withModel([propose, propose, reload]);
    await planned();
    await hub.engine.decide.reject(id, ann, { reason: "a reload is enough", another: true });
    await planned();
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { steps: [{ tool: "service.reload" }] } });
    expect(asked[1]?.messages[1]?.content).toContain("a reload is enough");
    expect(asked[2]?.messages.at(-1)?.content).toContain("turned down exactly this");
    expect(hub.sent()).toEqual([]);
  });

  test("is proposed again with what the person wants before it", async () => {
    const validate = { tool: "config.validate", input: { path: "/etc/nginx/nginx.conf" }, machines: ["web-1"] };
    const restart = { tool: "service.restart", input: { service: "nginx" }, machines: ["web-1"] };
    const { hub, id, planned } = await withModel([
      propose,
      { calls: [["propose_plan", { steps: [validate, restart] }]] },
    ]);
    await planned();
    await hub.engine.decide.reject(id, ann, { reason: "check the configuration first", another: true });
    await planned();
    expect(hub.view(id).plan?.steps.map(({ tool }) => tool)).toEqual(["config.validate", "service.restart"]);
  });

  test.each([
    ["a command", [{ tool: "shell.run", input: { command: "sudo systemctl restart nginx" }, machines: ["web-1"] }]],
    [
      "stopping and starting",
      [
        { tool: "service.stop", input: { service: "nginx" }, machines: ["web-1"] },
        { tool: "service.start", input: { service: "nginx" }, machines: ["web-1"] },
      ],
    ],
  ])("is not proposed again as %s either", async (_what, steps) => {
    const again = { calls: [["propose_plan", { steps }]] } satisfies Line;
    const { hub, id, asked, planned } = await withModel([propose, again, "Then nothing can be done."]);
    await planned();
    await hub.engine.decide.reject(id, ann, { reason: "not now", another: true });
    await planned();
    expect(asked[2]?.messages.at(-1)?.content).toContain("by other means it is the same");
    expect(hub.view(id).state).toBe("succeeded");
    expect(hub.sent()).toEqual([]);
  });
});

describe("a model's word on how its plan ended", () => {
  const run = {
    calls: [
      ["propose_plan", { steps: [{ tool: "shell.run", input: { command: "touch /srv/a" }, machines: ["web-1"] }] }],
    ],
  } satisfies Line;
  const evidence = [{ runId: "r", machine: "web-1", line: 1, text: "still slow" }];
  async function ended(judge: JudgePort, exitCode = 0) {
    const { model } = scripted([run, "Nothing else can be done."]);
    const hub = await startFleet(1, {
      planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => "model" }),
      judge,
    });
    ends.push(hub.end);
    const { id, done } = hub.engine.create.ask(ann, {
      request: "run the clean-up on web-1, so that the shop is faster",
    });
    await done;
    await hub.until(() => hub.view(id).state === "needs_approval");
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    await hub.until(() => hub.callsOf("web-1").length === 1);
    await hub.answer("web-1", exitCode, { exitCode, signal: null, timedOut: false, durationMs: 1 });
    await hub.until(() => hub.view(id).endedAt !== undefined);
    return hub.view(id);
  }

  test("lowers a success, with the line that shows it", async () => {
    const { state, summary } = await ended(async () => ({ verdict: "not_met", evidence }));
    expect(state).toBe("partly_failed");
    expect(summary?.headline).toContain("not reached: web-1 says “still slow”");
  });

  test("raises no failure", async () => {
    expect((await ended(async () => ({ verdict: "met", evidence }), 1)).state).toBe("failed");
  });

  test("stands beside what was computed", async () => {
    const { summary } = await ended(async () => ({ verdict: "met", words: "It answers at once.", evidence }));
    expect(summary?.headline).toContain("done and verified on web-1");
    expect(summary?.lines.at(-1)).toBe("In the model's words: It answers at once.");
    expect(summary?.judged).toEqual({
      verdict: "met",
      evidence: [{ run: "r", machine: "web-1", line: 1, text: "still slow" }],
    });
  });

  test("is missed by nobody where it fails to come", async () => {
    expect((await ended(() => Promise.reject(new Error("gone")))).state).toBe("succeeded");
  });
});

describe("a model's word on a silent command", () => {
  test("is said beside the task, once, and does nothing", async () => {
    const { model } = scripted([
      {
        calls: [
          ["propose_plan", { steps: [{ tool: "shell.run", input: { command: "touch /srv/a" }, machines: ["web-1"] }] }],
        ],
      },
    ]);
    const asked: string[] = [];
    const hub = await startFleet(1, {
      planner: choosePlanner({ embedded: embeddedPlanner, model: () => model, setting: () => "model" }),
      advise: async (_task, { title }) => {
        asked.push(title);
        return "web-1: I would wait.";
      },
    });
    ends.push(hub.end);
    const { id, done } = hub.engine.create.ask(ann, { request: "run the clean-up on web-1" });
    await done;
    await hub.until(() => hub.view(id).state === "needs_approval");
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    await hub.until(() => hub.callsOf("web-1").length === 1);
    const stall = {
      kind: "busy",
      words: "",
      evidence: [],
      pid: 1,
      program: "",
      quietMs: 1,
      actions: ["wait", "kill"],
    } as const;
    for (const _ of [1, 2])
      hub.engine.stalls.stalled(machineId("id-web-1"), hub.callsOf("web-1")[0]?.callId ?? "", {
        ...stall,
        evidence: [],
        actions: [...stall.actions],
      });
    await hub.until(() => turnsOf(hub.db, id).some(({ part }) => part.kind === "said" && part.by === "adviser"));
    expect(asked).toHaveLength(1);
    expect(hub.callsOf("web-1")).toHaveLength(1);
    expect(hub.cancelled).toEqual([]);
  });
});
