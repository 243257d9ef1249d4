/** What happens in the same moment, late, twice or in the wrong order: each run ends once, and nothing is begun that was stopped. */
import { afterEach, describe, expect, test } from "bun:test";
import { AppError } from "../../domain/error.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { TaskId } from "../../domain/task.ts";
import type { CallResult } from "../../protocol/call.ts";
import { limits } from "../../protocol/limits.ts";
import { ann, startFleet } from "./testing/fleet.ts";

type Fleet = Awaited<ReturnType<typeof startFleet>>;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function fleet(count: number) {
  const started = await startFleet(count);
  ends.push(started.end);
  return started;
}
const singly = { rollout: { batch: 1 } };

const exits = (exitCode: number): CallResult => ({
  outcome: "ok",
  output: { exitCode, signal: null, timedOut: false, durationMs: 1 },
  startedAtMs: 1,
  endedAtMs: 2,
  stdoutBytes: 0,
  stderrBytes: 0,
  truncated: false,
  frames: 0,
});
const cancelled: CallResult = { ...exits(0), outcome: "cancelled" };

/** The call of a run, by where it stands in the task. */
function callOf({ store }: Fleet, id: TaskId, at = 0): { machineId: MachineId; attemptId: string } {
  const run = store.runs(id, 1)[at];
  const attempt = run && store.attempts(run.id).at(-1);
  if (!run || !attempt) throw new Error("that run was not sent");
  return { machineId: run.machineId, attemptId: attempt.id };
}

describe("a task that is cancelled", () => {
  test.each([0, 1, 2, 3, 5, 8])(
    "is cancelled also where a result is stored in the same moment (%i turns apart)",
    async (turns) => {
      const hub = await fleet(3);
      const id = await hub.exec(singly);
      const answered = hub.answer("web-1");
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      await hub.engine.decide.cancel(id, ann);
      await answered;
      expect(hub.view(id).state).toBe("cancelled");
      expect(hub.runs(id)[0]).toBe("web-1 ok exit 0");
      // What was sent meanwhile was told to end.
      const open = hub.store.openRuns().map(({ attempt }) => attempt.id);
      expect(hub.cancelled).toEqual(expect.arrayContaining(open));
      expect(hub.store.runs(id, 1).some(({ state }) => state === "queued")).toBe(false);
    },
  );

  test("keeps the result of what ended before it heard of it", async () => {
    const hub = await fleet(2);
    const id = await hub.exec({});
    await hub.engine.decide.cancel(id, ann);
    await hub.answer("web-1");
    const { machineId, attemptId } = callOf(hub, id, 1);
    await hub.engine.incoming.result(machineId, attemptId, cancelled);
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0", "web-2 cancelled cancelled"]);
    expect(hub.view(id).state).toBe("cancelled");
  });

  test("does nothing on a machine that is waited for", async () => {
    const hub = await fleet(2);
    hub.away.add("web-2");
    const id = await hub.exec({ queueForMs: 3_600_000 });
    await hub.engine.decide.cancel(id, ann);
    await hub.answer("web-1");
    await hub.comes("web-2");
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0", "web-2 cancelled cancelled before it started"]);
    expect(hub.sent()).toEqual(["web-1"]);
  });
});

describe("a task that is paused", () => {
  test.each([0, 1, 2, 3, 5, 8])("sends nothing after that (%i turns behind a result)", async (turns) => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    const answered = hub.answer("web-1");
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await hub.engine.pausing.pause(id, ann);
    const sent = hub.sent().length;
    await answered;
    await hub.engine.reconcile.sweep();
    expect([hub.view(id).state, hub.sent().length]).toEqual(["paused", sent]);
    expect(hub.runs(id)[0]).toBe("web-1 ok exit 0");
  });
});

describe("a result in the moment of a pause", () => {
  test.each([0, 1, 2, 3, 5, 8])("begins nothing (%i turns apart)", async (turns) => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    const paused = hub.engine.pausing.pause(id, ann);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await hub.answer("web-1");
    await paused;
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0", "web-2 queued", "web-3 queued"]);
    expect(hub.sent()).toEqual(["web-1"]);
  });
});

describe("a machine that comes back without a call it was sent", () => {
  test("is not sent a change again that had begun there", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({});
    const { machineId, attemptId } = callOf(hub, id);
    hub.engine.incoming.started(machineId, attemptId, 1);
    await hub.until(() => hub.runs(id)[0]?.startsWith("web-1 running") === true);
    await hub.comes("web-1");
    expect(hub.sent()).toEqual(["web-1"]);
    expect(hub.runs(id)[0]).toStartWith("web-1 unknown");
  });

  test("is not sent it again once it is too old to be wanted", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({});
    hub.time.nowMs += limits.callValidMs;
    await hub.comes("web-1");
    expect(hub.sent()).toEqual(["web-1"]);
    expect(hub.runs(id)[0]).toBe("web-1 failed The call never reached web-1; nothing was done there.");
  });

  test("is told to end what was cancelled while it was away", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({});
    await hub.engine.decide.cancel(id, ann);
    const { machineId, attemptId } = callOf(hub, id);
    hub.cancelled.splice(0);
    await hub.engine.reconcile.returned(machineId, [{ id: attemptId, state: "running" }]);
    expect(hub.cancelled).toEqual([attemptId]);
  });
});

describe("a hub that starts", () => {
  test("waits for machines that are not back yet before it calls them unreachable", async () => {
    const hub = await fleet(2);
    const id = await hub.exec(singly);
    hub.away.add("web-2");
    hub.time.nowMs += 1;
    await hub.restart();
    await hub.answer("web-1");
    expect(hub.runs(id)[1]).toStartWith("web-2 queued waits for web-2");
    await hub.comes("web-2");
    expect(hub.sent()).toEqual(["web-1", "web-2"]);
  });
});

describe("a machine that is left out in the moment in which its turn comes", () => {
  test.each([0, 1, 2, 3, 5, 8])("is left out or has begun, and its person is told which (%i turns)", async (turns) => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    const answered = hub.answer("web-1");
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    const said = await hub.engine.pausing.skip(hub.store.runs(id, 1)[1]?.id ?? "", ann).then(
      () => "skipped",
      (error: unknown) => (error instanceof AppError ? error.code : "bug"),
    );
    await answered;
    const begun = hub.store.runs(id, 1)[1]?.state === "dispatched";
    expect([begun, said]).toEqual(begun ? [true, "wrong_state"] : [false, "skipped"]);
  });
});

describe("an agent's word", () => {
  test("that it still holds what has ended opens nothing", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({});
    await hub.answer("web-1");
    const { machineId, attemptId } = callOf(hub, id);
    expect(hub.engine.incoming.frames(machineId, attemptId)).toBe(0);
    expect(hub.outputs.liveBytes(attemptId)).toBeUndefined();
  });

  test("counts in whatever order it comes, and once", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({});
    const { machineId, attemptId } = callOf(hub, id);
    const { incoming } = hub.engine;
    await Promise.all([
      incoming.result(machineId, attemptId, exits(0)),
      incoming.result(machineId, attemptId, exits(1)),
    ]);
    incoming.accepted(machineId, attemptId);
    incoming.started(machineId, attemptId, 1);
    incoming.started(machineId, attemptId, 2);
    await incoming.refused(machineId, attemptId, { code: "expired_call", detail: "Too late." });
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0"]);
    expect(hub.audited().filter(({ action }) => action === "run.ended")).toHaveLength(1);
  });

  test("that it refuses what was delivered again ends the run as not done", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({});
    await hub.comes("web-1");
    expect(hub.sent()).toEqual(["web-1", "web-1"]);
    const { machineId, attemptId } = callOf(hub, id);
    await hub.engine.incoming.refused(machineId, attemptId, { code: "level_too_low", detail: "Needs level 4." });
    expect(hub.runs(id)).toEqual(["web-1 failed Needs level 4."]);
    expect(hub.view(id).state).toBe("failed");
  });
});

describe("a run that nobody knows the end of", () => {
  test("is resolved when its machine comes back, also once it was tried again", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({}, "apt-get -y upgrade");
    const { machineId, attemptId } = callOf(hub, id);
    hub.engine.incoming.accepted(machineId, attemptId);
    hub.away.add("web-1");
    hub.engine.reconcile.away(machineId);
    hub.time.nowMs += 31_000;
    await hub.engine.reconcile.sweep();
    expect(hub.view(id).state).toBe("failed");
    const again = hub.engine.create.retry(ann, id, { machines: ["web-1"] });
    await again.done;
    hub.away.delete("web-1");
    await hub.engine.reconcile.returned(machineId, [{ id: attemptId, state: "running" }]);
    await hub.engine.decide.approve(again.id, ann, { digest: hub.view(again.id).plan?.digest ?? "" });
    await hub.until(() => hub.runs(again.id).some((run) => run.includes("waits for task")));
    expect(hub.sent()).toEqual(["web-1"]);
    await hub.engine.incoming.result(machineId, attemptId, exits(0));
    await hub.engine.reconcile.sweep();
    expect([hub.runs(id)[0], hub.runs(again.id)[0]]).toEqual(["web-1 ok exit 0", "web-1 dispatched"]);
  });
});

describe("an approval that nobody gave", () => {
  const asked = async (hub: Fleet): Promise<TaskId> => {
    const { id, done } = hub.engine.create.ask(ann, { request: "restart nginx on web-1" });
    await done;
    return id;
  };

  test("has expired after the hub was down for longer", async () => {
    const hub = await fleet(1);
    const id = await asked(hub);
    hub.time.nowMs += 8 * 86_400_000;
    await hub.restart();
    await hub.engine.reconcile.sweep();
    expect(hub.view(id).state).toBe("expired");
    expect(hub.sent()).toEqual([]);
  });

  test("expires however many others are asked for after it", async () => {
    const hub = await fleet(1);
    const first = await asked(hub);
    hub.time.nowMs += 8 * 86_400_000;
    for (let n = 0; n < 201; n++) await asked(hub);
    await hub.engine.reconcile.sweep();
    expect(hub.view(first).state).toBe("expired");
  });
});
