/** Silent runs on a real database; the wire is played: what is stored, who may act, what the audit keeps. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../domain/error.ts";
import { machineId } from "../../domain/machine.ts";
import type { Stall } from "../../domain/stall.ts";
import { runId, taskId } from "../../domain/task.ts";
import { newId } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import type { Act } from "../../protocol/call.ts";
import { startWriter } from "../../workers.ts";
import { audit } from "../audit/table.ts";
import { openDb } from "../db/open.ts";
import type { By } from "./create.ts";
import { rowOf } from "./dispatch.ts";
import { makeStalls } from "./stalls.ts";
import { taskStore } from "./store.ts";
import { event } from "./table.ts";
import { run } from "./testing/plans.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const by: By = {
  actor: { id: "p1", name: "ada", role: "operator", kind: "person" },
  origin: "192.0.2.1",
  channel: "page",
};
const web = machineId("web-1");
const asks: Stall = {
  kind: "prompt",
  words: "apt-get asks “Go on? [Y/n]”",
  prompt: "Go on? [Y/n]",
  evidence: [],
  pid: 7,
  program: "apt-get",
  quietMs: 20_000,
  actions: ["answer", "wait", "interrupt", "kill"],
  answers: ["y", "n"],
};

/** A hub with one run that goes on, on web-1. */
async function going({
  stall,
  connected = true,
  fails,
}: { stall?: Stall; connected?: boolean; fails?: AppError } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-stalls-"));
  const db = await openDb({ dir, clock: () => 1_000, startWriter });
  const store = taskStore(db);
  const [task, id, attemptId] = [taskId(newId()), runId(newId()), newId()];
  const row = rowOf(run("web-1", "running", { id, taskId: task }));
  await db.commit({
    do: [
      store.insertTask({
        id: task,
        kind: "exec",
        request: "x",
        askJson: "{}",
        state: "running",
        actorId: "p1",
        actorName: "ada",
        revision: 1,
        machines: 1,
        createdAtMs: 1,
      }),
      store.insertRun(row),
      store.insertAttempt({ id: attemptId, runId: id, number: 1, inputJson: "{}", state: "running", sentAtMs: 1 }),
    ],
  });
  const acts: Doing[] = [];
  const link = {
    connected: () => connected,
    act: (_machine: unknown, act: Doing) => {
      if (fails) throw fails;
      acts.push(act);
    },
  };
  const stalls = makeStalls({ store, db, log: silentLog, link });
  ends.push(async () => {
    await db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  if (stall) stalls.stalled(web, attemptId, stall);
  await db.commit({ do: [] });
  const entries = () =>
    db.read
      .select()
      .from(audit)
      .all()
      .filter(({ action }) => action.startsWith("run.a"));
  return { stalls, store, db, id, attemptId, acts, entries, now: () => store.run(id)?.stall };
}

type Doing = Pick<Act, "callId" | "action" | "text" | "actor">;

const codeOf = async (doing: Promise<unknown>): Promise<string> =>
  await doing.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe("a silent run", () => {
  test("keeps what its agent says until the agent says that it moves", async () => {
    const { stalls, attemptId, db, now } = await going({ stall: asks });
    expect(now()).toEqual(asks);
    stalls.moving(web, attemptId);
    await db.commit({ do: [] });
    expect(now()).toBeUndefined();
  });

  test("is not told of by another machine", async () => {
    const { stalls, attemptId, db, now } = await going();
    stalls.stalled(machineId("web-2"), attemptId, asks);
    await db.commit({ do: [] });
    expect(now()).toBeUndefined();
  });

  test("is answered, by the last six characters of its id too, and the audit has who and what", async () => {
    const { stalls, id, attemptId, acts, entries } = await going({ stall: asks });
    await stalls.act(id.slice(-6), by, { action: "answer", text: "y", prompt: "Go on? [Y/n]" });
    expect(acts).toEqual([{ callId: attemptId, action: "answer", text: "y", actor: "ada" }]);
    expect(entries()).toHaveLength(1);
    expect(entries()[0]).toMatchObject({ action: "run.acted_on", actorName: "ada" });
    expect(JSON.stringify(entries())).toContain("answer");
  });

  test("that asks for a secret is answered, and the secret is nowhere in the database", async () => {
    const { stalls, id, acts, db, entries } = await going({ stall: { ...asks, kind: "secret", prompt: "Password:" } });
    await stalls.act(id, by, { action: "answer", text: "hunter2" });
    expect(acts[0]?.text).toBe("hunter2");
    expect(JSON.stringify(entries())).toContain("not kept");
    const events = db.read.select().from(event).all();
    expect(JSON.stringify([entries(), events])).not.toContain("hunter2");
  });

  test("is not answered where it asks something else by now", async () => {
    const { stalls, id, acts, entries } = await going({ stall: asks });
    const late = stalls.act(id, by, { action: "answer", text: "y", prompt: "Keep the file?" });
    expect(await codeOf(late)).toBe("wrong_state");
    expect([acts, entries()]).toEqual([[], []]);
  });

  test("is left in peace after “wait”", async () => {
    const { stalls, id, acts, now } = await going({ stall: asks });
    await stalls.act(id, by, { action: "wait" });
    expect([now(), acts.map(({ action }) => action)]).toEqual([undefined, ["wait"]]);
  });
});

describe("something done to a run", () => {
  test("that is not silent can end it and not answer it", async () => {
    const { stalls, id, acts } = await going();
    expect(await codeOf(stalls.act(id, by, { action: "answer", text: "y" }))).toBe("wrong_state");
    expect(await codeOf(stalls.act(id, by, { action: "wait" }))).toBe("wrong_state");
    expect(await codeOf(stalls.act(id, by, { action: "kill" }))).toBe("done");
    expect(acts.map(({ action }) => action)).toEqual(["kill"]);
  });

  test("needs an operator, a run, its text, and the machine", async () => {
    const { stalls, id } = await going({ stall: asks, connected: false });
    const viewer: By = { ...by, actor: { ...by.actor, role: "viewer" } };
    expect(await codeOf(stalls.act(id, viewer, { action: "kill" }))).toBe("forbidden");
    expect(await codeOf(stalls.act("ffffff", by, { action: "kill" }))).toBe("not_found");
    expect(await codeOf(stalls.act(id, by, { action: "answer" }))).toBe("validation");
    expect(await codeOf(stalls.act(id, by, { action: "interrupt" }))).toBe("agent_offline");
  });

  test("that could not be sent is in the audit as that", async () => {
    const { stalls, id, entries } = await going({ fails: new AppError("not_supported", "Too old.") });
    expect(await codeOf(stalls.act(id, by, { action: "kill" }))).toBe("not_supported");
    expect(entries().map(({ action }) => action)).toEqual(["run.acted_on", "run.action_failed"]);
  });
});
