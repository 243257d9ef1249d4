/** The engine on a real database; only the wire is played, so that machines can be away for as long as a test wants. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineOf } from "../../domain/target-testing.ts";
import { silentLog } from "../../lib/log.ts";
import { limits } from "../../protocol/limits.ts";
import type { CallResult } from "../../protocol/call.ts";
import { startWriter } from "../../workers.ts";
import { audit } from "../audit/table.ts";
import { openDb } from "../db/open.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { policyStore } from "../policy/store.ts";
import type { By } from "./create.ts";
import { makeEngine } from "./engine.ts";
import { outputStore } from "./outputs.ts";
import { taskStore } from "./store.ts";
import { graceMs } from "./watch.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const web = machineOf({ name: "web-1", services: ["nginx"] });
const by: By = {
  actor: { id: "p1", name: "ada", role: "admin", kind: "person" },
  origin: "192.0.2.1",
  channel: "cli",
};
const cancelled: CallResult = {
  outcome: "cancelled",
  startedAtMs: 1,
  endedAtMs: 2,
  stdoutBytes: 0,
  stderrBytes: 0,
  truncated: false,
  frames: 0,
};

async function startEngine() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-engine-"));
  const time = { nowMs: 1_000_000 };
  const clock = () => time.nowMs;
  const db = await openDb({ dir, clock, startWriter });
  const store = taskStore(db);
  const sent: string[] = [];
  let away = false;
  const told: string[] = [];
  const engine = makeEngine({
    db,
    store,
    outputs: outputStore({ dir, log: silentLog }),
    link: {
      connected: () => !away,
      room: () => (away ? 0 : 256),
      grant: () => {},
      send: (_machine, { callId }) => void sent.push(callId),
      cancel: (_machine, id) => void told.push(`cancel ${id}`),
      settled: (_machine, id) => void told.push(`settled ${id}`),
      ack: () => {},
      act: (_machine, { callId, action }) => void told.push(`${action} ${callId}`),
      suspect: () => {},
      drop: () => {},
    },
    fleet: { list: () => [web], get: (id) => (id === web.id ? web : undefined) },
    planner: embeddedPlanner,
    policy: policyStore(db),
    clock,
    log: silentLog,
  });
  ends.push(async () => {
    engine.stop();
    await db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  /** A change that is out on the machine, and the machine gone for longer than the grace. */
  const lost = async ({ shown = true } = {}) => {
    const { id, done } = engine.create.exec(by, { command: "touch /srv/x", on: "web-1", approveUpTo: "high" });
    await done;
    const attemptId = sent.at(-1) ?? "";
    engine.incoming.accepted(web.id, attemptId);
    engine.incoming.started(web.id, attemptId, clock());
    if (shown) await Bun.sleep(200);
    engine.reconcile.away(web.id);
    time.nowMs += graceMs + 1;
    await engine.reconcile.sweep();
    return { id, attemptId };
  };
  const leave = () => (away = true);
  const audited = () => db.read.select({ action: audit.action, data: audit.dataJson }).from(audit).all();
  const state = (id: Parameters<typeof store.runs>[0]) => store.runs(id, 1).map((run) => `${run.state}: ${run.line}`);
  return { engine, time, sent, told, store, lost, state, leave, audited };
}

describe("a change whose machine was away for too long", () => {
  test("is not known, and is told once its result comes after all", async () => {
    const { engine, lost, state } = await startEngine();
    const { id, attemptId } = await lost();
    expect(state(id)[0]).toStartWith("unknown: ");
    await engine.reconcile.returned(web.id, [{ id: attemptId, state: "ended" }]);
    await engine.incoming.result(web.id, attemptId, {
      ...cancelled,
      outcome: "ok",
      output: { exitCode: 0, signal: null, timedOut: false, durationMs: 1 },
    });
    expect(state(id)).toEqual(["ok: exit 0"]);
  });

  test("and that was cancelled on its return ends as that", async () => {
    const { engine, lost, state, told } = await startEngine();
    const { id, attemptId } = await lost();
    await engine.incoming.result(web.id, attemptId, cancelled);
    expect(state(id)).toEqual(["failed: cancelled while it ran"]);
    expect(told).toContain(`settled ${attemptId}`);
    await engine.reconcile.returned(web.id, []);
    expect(state(id)).toEqual(["failed: cancelled while it ran"]);
  });

  test("stays not known where its agent no longer knows the call: it had begun", async () => {
    const { engine, lost, state, time } = await startEngine();
    const { id } = await lost();
    time.nowMs += limits.callValidMs;
    await engine.reconcile.returned(web.id, []);
    expect(state(id)[0]).toStartWith("unknown: ");
  });
});

describe("a change whose agent itself says that it was lost", () => {
  test("stays not known, however often that agent comes back", async () => {
    const { engine, lost, state } = await startEngine();
    const { id, attemptId } = await lost({ shown: false });
    const gone = { code: "agent_restarted", detail: "The agent stopped while this ran." };
    await engine.incoming.result(web.id, attemptId, { ...cancelled, outcome: "lost", error: gone });
    await engine.reconcile.returned(web.id, []);
    expect(state(id)[0]).toStartWith("unknown: ");
  });
});

describe("a run that never began", () => {
  test("has its entry in the audit, as every run's end", async () => {
    const { engine, leave, audited } = await startEngine();
    leave();
    await engine.create.exec(by, { command: "uptime", on: "web-1" }).done;
    expect(audited().filter(({ action }) => action === "run.ended")).toEqual([
      { action: "run.ended", data: '{"state":"unreachable","line":"not connected"}' },
    ]);
  });
});
