/** Approvals: single use, bound to one digest, of people who may; and of many at once exactly one counts. */
import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import type { TaskView } from "../../src/api/task.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { connectAs, done, joinHub, type Peer } from "../support/peer.ts";
import { until } from "../support/program.ts";

let hub: HubHere;
let peer: Peer;
/** How often the machine was told to do it. */
let calls = 0;
beforeAll(async () => {
  hub = await hubHere();
  peer = await connectAs(hub, await joinHub(hub, "web-1"));
  peer.on((frame) => {
    if (frame.kind === "ping") peer.say({ kind: "pong" });
    if (frame.kind !== "call") return;
    calls++;
    peer.say({ kind: "accepted", id: frame.id });
    peer.say(done(frame.id));
  });
});
afterAll(async () => {
  peer.close();
  await hub.close();
});

const asked = (command = "touch /tmp/never"): Promise<TaskView> =>
  hub.ask<TaskView>("/api/exec", { on: "web-1", command, confirm: "always" });
const digestOf = (task: TaskView): string => task.plan?.digest ?? "";
async function approve(task: TaskView, body: object, headers: Record<string, string> = hub.boss) {
  const answer = await hub.post(`/api/tasks/${task.id}/approval`, body, headers);
  const { code } = (await answer.json()) as { code?: string };
  return { status: answer.status, code };
}
const audited = (task: TaskView, action: string): unknown[] =>
  hub.rows(`SELECT actor_name FROM audit WHERE task_id = '${task.id}' AND action = '${action}'`);

describe("an approval", () => {
  test("counts once: the same one again is refused, and nothing runs twice", async () => {
    const task = await asked();
    const before = calls;
    expect((await approve(task, { digest: digestOf(task) })).status).toBe(200);
    await hub.ended(task.id);
    expect(await approve(task, { digest: digestOf(task) })).toEqual({ status: 409, code: "wrong_state" });
    expect([calls - before, audited(task, "approval.given").length]).toEqual([1, 1]);
  });

  test("of another digest is refused, were it one character, another task's or an older one's", async () => {
    const task = await asked("touch /tmp/a");
    const other = await asked("touch /tmp/b");
    const flipped = `${digestOf(task).slice(0, -1)}${digestOf(task).endsWith("0") ? "1" : "0"}`;
    for (const digest of [flipped, digestOf(other), "", digestOf(task).toUpperCase(), ` ${digestOf(task)}`])
      expect((await approve(task, { digest })).code).toBe("stale_plan");
    expect([(await hub.task(task.id)).state, audited(task, "approval.given")]).toEqual(["needs_approval", []]);
  });

  test("takes no further field: neither input nor machines nor who it is for", async () => {
    const task = await asked();
    for (const more of [{ input: { command: "id" } }, { actor: "root" }, { on: "all" }, { role: "admin" }])
      expect((await approve(task, { digest: digestOf(task), ...more })).code).toBe("validation");
  });

  test("of a viewer, a stranger or an agent is refused", async () => {
    const task = await asked();
    const viewer = await hub.keyOf("viewer");
    for (const headers of [viewer, {}, { authorization: `Bearer ${await hub.token()}` }] as Record<string, string>[])
      for (const path of ["approval", "rejection", "answer", "cancellation"]) {
        const answer = await hub.post(
          `/api/tasks/${task.id}/${path}`,
          { digest: digestOf(task), answer: "yes" },
          headers,
        );
        expect([401, 403]).toContain(answer.status);
      }
    expect((await hub.task(task.id)).state).toBe("needs_approval");
  });

  test("that has expired is refused, and the task ends as expired with nothing done", async () => {
    const task = await asked();
    const before = calls;
    const db = new Database(join(hub.dataDir, "hub.db"));
    db.run("PRAGMA busy_timeout = 5000");
    db.run("UPDATE approval SET expires_at_ms = 1 WHERE task_id = ?", [task.id]);
    db.close();
    expect(["approval_expired", "wrong_state"]).toContain((await approve(task, { digest: digestOf(task) })).code ?? "");
    await until("it to be expired", async () => (await hub.task(task.id)).state === "expired");
    expect([calls - before, audited(task, "approval.given")]).toEqual([0, []]);
  });

  test("given by twenty at once counts exactly once, and the audit tells whose", async () => {
    const operator = await hub.keyOf("operator");
    const task = await asked();
    const before = calls;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        approve(task, { digest: digestOf(task) }, n % 2 === 0 ? hub.boss : operator),
      ),
    );
    await hub.ended(task.id);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    expect([calls - before, audited(task, "approval.given").length]).toEqual([1, 1]);
  });

  test("racing with a rejection and a cancellation has one winner", async () => {
    for (let n = 0; n < 5; n++) {
      const task = await asked();
      const before = calls;
      const [yes, no, stop] = await Promise.all([
        hub.post(`/api/tasks/${task.id}/approval`, { digest: digestOf(task) }, hub.boss),
        hub.post(`/api/tasks/${task.id}/rejection`, {}, hub.boss),
        hub.post(`/api/tasks/${task.id}/cancellation`, {}, hub.boss),
      ]);
      await hub.ended(task.id);
      const decided = hub.rows<{ action: string }>(
        `SELECT action FROM audit WHERE task_id = '${task.id}' AND action IN ('approval.given', 'approval.refused')`,
      );
      expect([yes, no].filter((answer) => answer.ok).length).toBe(decided.length);
      expect(decided.length).toBeLessThanOrEqual(1);
      if (!yes.ok) expect(calls).toBe(before);
      expect([yes, no, stop].every((answer) => answer.ok || answer.status === 409)).toBe(true);
    }
  });
});

describe("what waits for approval", () => {
  test("has not reached its machine", async () => {
    const before = calls;
    await asked("systemctl restart nginx");
    await Bun.sleep(100);
    expect(calls).toBe(before);
  });

  test("cannot be waved through beforehand where it is critical", async () => {
    const task = await hub.ask<TaskView>("/api/exec", {
      on: "web-1",
      command: `${"rm -".repeat(9_000)}; rm -rf /`,
      approveUpTo: "high",
    });
    expect([task.state, task.plan?.risk, task.plan?.typeName]).toEqual(["needs_approval", "critical", "web-1"]);
    expect((await approve(task, { digest: digestOf(task) })).code).toBe("validation");
    expect((await approve(task, { digest: digestOf(task), typedName: "web-2" })).code).toBe("validation");
    const refused = await hub.post(
      "/api/exec",
      { on: "web-1", command: "rm -rf /", approveUpTo: "critical" },
      hub.boss,
    );
    expect(refused.status).toBe(400);
  });

  test("shows hidden characters, and a command that holds some is no command", async () => {
    for (const command of ["ls\u202e", "ls\r\nrm -rf /", "\u001b[2Kls", "l\u200bs", "ls\u0000"]) {
      const answer = await hub.post("/api/exec", { on: "web-1", command, approveUpTo: "high" }, hub.boss);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "validation"]);
    }
    const task = await hub.ask<TaskView>("/api/tasks", { request: "restart\u202e nginx\u001b[2K" });
    expect(JSON.stringify(await hub.task(task.id))).not.toMatch(/\u202e|\\u001b/);
  });
});
