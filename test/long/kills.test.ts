/** 200 times kill -9 of hub or agent at random moments while commands are asked for: nothing lost, doubled or stuck. */
import { Database } from "bun:sqlite";
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunView, TaskView } from "../../src/api/task.ts";
import type { ChainedAudit } from "../../src/domain/audit.ts";
import { checkChain } from "../../src/domain/auditCheck.ts";
import { lab, until } from "../support/program.ts";

const kills = 200;
const names = ["a", "b", "c"];
/** Printed, so that a run that failed can be repeated. */
const seed = 20_261_121;

const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
});

/** mulberry32: the same numbers for the same seed. */
function chance(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Each run leaves its machine's name when it begins and when it has ended. */
const command = (file: string, seconds: string): string =>
  `echo "begun $AILX_CALL" >> ${file}; seq 1 200; sleep ${seconds}; echo "ended $AILX_CALL" >> ${file}`;
const whole = `${Array.from({ length: 200 }, (_, n) => n + 1).join("\n")}\n`;

describe(`${kills} kills at random (seed ${seed})`, () => {
  test("lose no result, double no change and leave no task stuck", async () => {
    const machines = await lab(names);
    ends.push(machines.end);
    const random = chance(seed);
    const accepted: { id: string; file: string }[] = [];
    let asking = true;

    const asks = (async () => {
      for (let n = 0; asking; n++) {
        const file = join(machines.dir, `marks-${n}`);
        const on = random() < 0.3 ? "all" : (names[Math.floor(random() * names.length)] ?? "a");
        const seconds = (random() * 0.5).toFixed(2);
        const task = await machines.exec(on, command(file, seconds)).catch(() => undefined);
        if (task) accepted.push({ id: task.id, file });
        await Bun.sleep(random() * 120);
      }
    })();

    for (let n = 0; n < kills; n++) {
      await Bun.sleep(random() * 250);
      const victim = random() < 0.5 ? undefined : names[Math.floor(random() * names.length)];
      if (victim === undefined) {
        await machines.hub.kill();
        await machines.startHub();
      } else {
        await machines.agent(victim).kill();
        await machines.startAgent(victim);
      }
    }
    asking = false;
    await asks;
    await until(
      "all to be back",
      async () => (await machines.machines()).every(({ state }) => state === "online"),
      90_000,
    );

    const told = { ok: 0, failed: 0, unknown: 0, unreachable: 0 } as Record<string, number>;
    for (const { id, file } of accepted) {
      const task = await machines.ended(id, 120_000);
      const marks = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
      expect(new Set(marks).size, `${id} did something twice: ${marks.join(", ")}`).toBe(marks.length);
      for (const run of task.runs) await holds(machines.socket, task, run, marks);
      for (const { state } of task.runs) told[state] = (told[state] ?? 0) + 1;
    }
    console.log(
      `${accepted.length} tasks: ${Object.entries(told)
        .map(([state, count]) => `${count} ${state}`)
        .join(", ")}`,
    );
    expect(accepted.length).toBeGreaterThan(kills / 4);
    expect(told["ok"]).toBeGreaterThan(accepted.length / 4);

    await machines.hub.stop();
    expect(checkChain(chainOf(join(machines.dir, "hub/hub.db")))).toMatchObject({ ok: true });
  }, 1_200_000);
});

/** What is said of a run agrees with what it left behind. */
async function holds(socket: string, task: TaskView, run: RunView, marks: readonly string[]): Promise<void> {
  const begun = marks.includes(`begun ${run.attemptId}`);
  const ended = marks.includes(`ended ${run.attemptId}`);
  const told = `${task.id} on ${run.machineName}: ${run.state} (${run.line})`;
  if (run.state === "failed" || run.state === "unreachable") expect(begun, told).toBe(false);
  if (run.state !== "ok") return;
  expect([begun, ended, run.truncated], told).toEqual([true, true, false]);
  const answer = await fetch(`http://localhost/api/runs/${run.id}/output?stream=stdout`, { unix: socket });
  expect(await answer.text(), told).toBe(whole);
}

type AuditRow = Omit<ChainedAudit, "data" | "taskId" | "machineId"> & {
  data: string;
  taskId: string | null;
  machineId: string | null;
};
function chainOf(path: string): ChainedAudit[] {
  const db = new Database(path, { readonly: true });
  const rows = db
    .query<AuditRow, []>(
      `SELECT seq, at_ms AS atMs, actor_id AS actorId, actor_name AS actorName, origin, action, task_id AS taskId,
       machine_id AS machineId, data_json AS data, prev_hash AS prevHash, hash FROM audit ORDER BY seq`,
    )
    .all();
  db.close();
  return rows.map((row) => ({
    ...row,
    data: JSON.parse(row.data) as ChainedAudit["data"],
    taskId: row.taskId ?? undefined,
    machineId: row.machineId ?? undefined,
  }));
}
