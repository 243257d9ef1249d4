/** The engine over several machines on a real database; only the wire is played, so that a test says what each machine does. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor } from "../../../domain/account.ts";
import type { Machine } from "../../../domain/machine.ts";
import { parseScope } from "../../../domain/scope.ts";
import { machineOf } from "../../../domain/target-testing.ts";
import type { TaskId } from "../../../domain/task.ts";
import { silentLog } from "../../../lib/log.ts";
import type { JsonObject } from "../../../lib/json.ts";
import type { CallResult } from "../../../protocol/call.ts";
import { startWriter } from "../../../workers.ts";
import { audit } from "../../audit/table.ts";
import { openDb } from "../../db/open.ts";
import { policyStore } from "../../policy/store.ts";
import { embeddedPlanner } from "../../planning/embedded/planner.ts";
import type { Planner } from "../../planning/planner.ts";
import type { By } from "../create.ts";
import type { Ports } from "../ports.ts";
import { makeEngine } from "../engine.ts";
import type { SchedulePort } from "../ports.ts";
import type { JudgePort } from "../judging.ts";
import { outputStore } from "../outputs.ts";
import { taskStore } from "../store.ts";
import { viewOf } from "../view.ts";

export const ann: By = {
  actor: { id: "p1", name: "ann", role: "operator", kind: "person" },
  origin: "192.0.2.1",
  channel: "cli",
};
export const viewer: By = { ...ann, actor: { ...ann.actor, role: "viewer" } };

type Call = { callId: string; tool: string; input: JsonObject };

/** `room`: how many calls each agent holds; none of them is ever settled. */
export async function startFleet(
  count: number,
  {
    room = 100,
    lookMs = 0,
    planner = embeddedPlanner,
    judge,
    advise,
    alternatives,
    schedules,
    web,
    runbooks,
    returnMs = 0,
  }: {
    returnMs?: number;
    room?: number;
    lookMs?: number;
    planner?: Planner;
    judge?: JudgePort;
    advise?: Ports["advise"];
    alternatives?: Ports["alternatives"];
    web?: Ports["web"];
    runbooks?: Ports["runbooks"];
    schedules?: SchedulePort;
  } = {},
) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-fleet-"));
  const time = { nowMs: Date.UTC(2026, 0, 5, 12) };
  const clock = () => time.nowMs;
  const db = await openDb({ dir, clock, startWriter });
  let store = taskStore(db);
  const policy = policyStore(db);
  const machines = new Map<string, Machine>();
  for (let at = 1; at <= count; at++) {
    const machine = machineOf({ name: `web-${at}`, tags: ["web"], services: ["nginx"] });
    machines.set(machine.name, machine);
  }
  const away = new Set<string>();
  /** What has become of people's accounts; who is not in it has the one they asked with. */
  const accounts = new Map<string, Pick<Actor, "role" | "scope"> | "gone">();
  const calls = new Map<string, Call[]>();
  const cancelled: string[] = [];
  const nameOf = (id: string): string => id.replace(/^id-/, "");
  const list = (scope?: string): Machine[] =>
    [...machines.values()]
      .filter((machine) => scope === undefined || parseScope(scope).covers(machine))
      .map((machine) => ({ ...machine, state: away.has(machine.name) ? "offline" : "online" }));
  let outputs = outputStore({ dir, log: silentLog });
  const start = () =>
    makeEngine({
      db,
      store,
      outputs,
      link: {
        connected: (id) => machines.has(nameOf(id)) && !away.has(nameOf(id)),
        room: (id) => room - (calls.get(nameOf(id))?.length ?? 0),
        send: (id, { callId, tool, input }) => {
          calls.set(nameOf(id), [...(calls.get(nameOf(id)) ?? []), { callId, tool, input }]);
        },
        cancel: (_id, callId) => void cancelled.push(callId),
        settled: () => {},
        ack: () => {},
        act: () => {},
        grant: () => {},
        suspect: () => {},
        drop: () => {},
      },
      fleet: { list, get: (id) => list().find((machine) => machine.id === id) },
      planner,
      ...(judge ? { judge } : {}),
      ...(advise ? { advise } : {}),
      ...(alternatives ? { alternatives } : {}),
      ...(schedules ? { schedules } : {}),
      ...(web ? { web } : {}),
      ...(runbooks ? { runbooks } : {}),
      policy,
      account: (id) => {
        const now = accounts.get(id) ?? ann.actor;
        return now === "gone" ? undefined : now;
      },
      lookMs,
      returnMs,
      clock,
      log: silentLog,
    });
  let engine = start();

  const self = {
    db,
    policy,
    get store() {
      return store;
    },
    time,
    away,
    accounts,
    machines,
    cancelled,
    get engine() {
      return engine;
    },
    get outputs() {
      return outputs;
    },
    /** As after a restart of the hub: only what is stored is known. */
    restart: async ({ forget = false } = {}): Promise<void> => {
      engine.stop();
      if (forget) store = taskStore(db);
      outputs = outputStore({ dir, log: silentLog });
      engine = start();
      await engine.reconcile.start();
    },
    view: (id: TaskId) => viewOf({ store, task: store.get(id), nameOf }),
    /** Machines that were sent something, in that order, each as often as it was. */
    sent: (): string[] => [...calls].flatMap(([name, sent]) => sent.map(() => name)),
    /** What became of each run, by step and name. */
    runs: (id: TaskId): string[] =>
      store.runs(id, 1).map((run) => `${run.machineName} ${run.state} ${run.line}`.trim()),
    /** What a machine was sent, the newest last. */
    callsOf: (name: string): Call[] => calls.get(name) ?? [],
    /** The machine's newest call ends. */
    answer: async (name: string, exitCode = 0, output?: JsonObject): Promise<void> => {
      const call = calls.get(name)?.at(-1);
      if (!call) throw new Error(`${name} was sent nothing`);
      const result: CallResult = {
        outcome: "ok",
        output: output ?? { exitCode, signal: null, timedOut: false, durationMs: 1 },
        startedAtMs: 1,
        endedAtMs: 2,
        stdoutBytes: 0,
        stderrBytes: 0,
        truncated: false,
        frames: 0,
      };
      await engine.incoming.result(machines.get(name)?.id ?? machineOf({ name }).id, call.callId, result);
      await Bun.sleep(0);
    },
    comes: async (name: string): Promise<void> => {
      away.delete(name);
      await engine.reconcile.returned(machineOf({ name }).id, []);
    },
    exec: async (more: object = {}, command = "touch /srv/x"): Promise<TaskId> => {
      const { id, done } = engine.create.exec(ann, { command, on: "tag:web", approveUpTo: "high", ...more });
      await done;
      return id;
    },
    /** For what a verb leaves to a turn of its own. */
    until: async (so: () => boolean): Promise<void> => {
      while (!so()) await Bun.sleep(1);
    },
    audited: () => db.read.select({ action: audit.action, actor: audit.actorName }).from(audit).all(),
    end: async (): Promise<void> => {
      engine.stop();
      await db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return self;
}
