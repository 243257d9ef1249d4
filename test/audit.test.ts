/** The trail of a real hub with a real agent: what one job leaves in it, how it is proved elsewhere, and what its pages give. */
import { afterEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAgent } from "../src/agent/main.ts";
import type { AuditEntryView, AuditList, AuditPeriod, AuditVerification } from "../src/api/audit.ts";
import type { DoctorReport } from "../src/api/doctor.ts";
import type { TaskView } from "../src/api/task.ts";
import { hashAnew } from "../src/hub/audit/testing/trail.ts";
import { checkFile } from "../src/hub/auditFile.ts";
import { admin, hubHere, type HubHere } from "./support/hub.ts";
import { until } from "./support/program.ts";
import { endAll, ends } from "./support/wire.ts";

afterEach(endAll);

async function agentOf(hub: HubHere) {
  const stateDir = mkdtempSync(join(tmpdir(), "ailx-audit-agent-"));
  ends.push(async () => rmSync(stateDir, { recursive: true, force: true }));
  return await startAgent({
    hubUrl: hub.url,
    token: await hub.token({ label: "web servers" }),
    name: "web-1",
    tags: [],
    maxLevel: 4,
    stateDir,
    logLevel: "error",
  });
}
const verified = (hub: HubHere) => hub.ask<AuditVerification>("/api/audit/verification", {});

async function hubWithMachine(): Promise<HubHere> {
  const hub = await hubHere();
  ends.push(hub.close);
  ends.push((await agentOf(hub)).close);
  await until("web-1", async () =>
    (await hub.ask<{ items: { state: string }[] }>("/api/machines")).items.some(({ state }) => state === "online"),
  );
  return hub;
}

const list = async (hub: HubHere, query = ""): Promise<AuditEntryView[]> =>
  (await hub.ask<AuditList>(`/api/audit?limit=400&${query}`)).items.toReversed();
const waiting = async (hub: HubHere, id: string): Promise<TaskView> => {
  await until("the approval to be asked for", async () => (await hub.task(id)).state === "needs_approval");
  return await hub.task(id);
};
const allow = async (hub: HubHere, id: string): Promise<TaskView> => {
  const task = await waiting(hub, id);
  await hub.ask(`/api/tasks/${id}/approval`, { digest: task.plan?.digest, reason: "as agreed" });
  return await hub.ended(id);
};

describe("the trail of a job", () => {
  test("reads as a story, from the sign-in to the way back", async () => {
    const hub = await hubWithMachine();
    await hub.post("/api/auth/login", { ...admin, password: "guessed wrong" }, { origin: hub.url });
    const file = join(hub.dir, "motd");
    writeFileSync(file, "before\n");
    const write = { on: "web-1", input: { path: file, content: "after\n" } };
    const { id } = await hub.ask<TaskView>("/api/tools/file.write", write);
    const digest = { digest: "0".repeat(64) };
    await hub.post(`/api/tasks/${id}/approval`, digest, hub.boss);
    const done = await allow(hub, id);
    expect([done.state, readFileSync(file, "utf8")]).toEqual(["succeeded", "after\n"]);
    const undo = await hub.ask<TaskView>(`/api/tasks/${id}/undo`, {});
    if ((await hub.task(undo.id)).endedAt === undefined) await allow(hub, undo.id);
    expect(readFileSync(file, "utf8")).toBe("before\n");
    await hub.ended((await hub.ask<TaskView>("/api/exec", { on: "web-1", command: "false", approveUpTo: "high" })).id);

    const trail = await list(hub);
    const story = trail.map(
      ({ actorName, action, machine }) => `${actorName} ${action}${machine ? ` ${machine}` : ""}`,
    );
    const parts = [
      "ailx hub.started",
      "ann login.succeeded",
      "ann token.created",
      "machine.joined web-1",
      "ann login.failed",
      "ann task.planned",
      "ann approval.denied",
      "ann approval.given",
      "ann run.dispatched web-1",
      "ann run.ended web-1",
      "ann task.ended",
      "ann task.planned",
      "ann run.dispatched web-1",
      "ann run.ended web-1",
    ];
    let from = 0;
    for (const part of parts) {
      const at = story.findIndex((line, index) => index >= from && line.endsWith(part));
      expect(at, `${part} after entry ${from} of\n${story.join("\n")}`).toBeGreaterThanOrEqual(from);
      from = at + 1;
    }
    expect(trail.every(({ actorId, origin, at }) => actorId !== "" && origin !== "" && at.endsWith("Z"))).toBe(true);

    const of = (action: string) => trail.filter((entry) => entry.action === action && entry.taskId === id);
    expect(of("task.planned")[0]?.data).toMatchObject({
      risk: expect.any(String),
      rule: expect.any(String),
      steps: [{ tool: "file.write", input: { path: file }, machines: 1 }],
    });
    expect(of("approval.given")[0]?.data).toMatchObject({ digest: done.plan?.digest, reason: "as agreed" });
    expect(of("run.dispatched")[0]).toMatchObject({
      data: { tool: "file.write", input: { path: file, content: "after\n" } },
    });
    expect(of("run.ended")[0]?.data).toMatchObject({ state: "ok", verdict: "ok", durationMs: expect.any(Number) });
    expect(trail.at(-2)?.data).toMatchObject({ state: "failed", exitCode: 1, verdict: "failed" });
  }, 60_000);

  test("names the key that a program used", async () => {
    const hub = await hubWithMachine();
    const key = await hub.keyOf("operator");
    const answer = await hub.post(
      "/api/exec",
      { on: "web-1", command: "id", waitMs: 10_000, approveUpTo: "high" },
      key,
    );
    expect(answer.ok).toBe(true);
    const [made] = await list(hub, "action=key.created");
    const [planned] = await list(hub, "action=task.planned");
    expect(planned?.origin).toContain(`key ${JSON.stringify(made?.data["key"]).slice(1, -1)}`);
    expect(await list(hub, "person=ann&action=task.planned")).toHaveLength(1);
  });
});

describe("a trail that was written anew while the hub was away", () => {
  test("is told of by the machine that kept what it was, also where every checkpoint of the hub is gone", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "ailx-audit-hub-"));
    ends.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    const before = await hubHere({ settings: { dataDir } });
    const agent = await agentOf(before);
    ends.push(agent.close);
    await until("the machine's copy", async () => (await verified(before)).machines.fitting > 0);
    const { port } = new URL(before.url);
    await before.close();

    const file = new Database(join(dataDir, "hub.db"));
    for (const name of ["audit_no_update", "audit_checkpoint_no_delete"]) file.run(`DROP TRIGGER ${name}`);
    file.run("UPDATE audit SET actor_name = 'somebody else' WHERE action = 'token.created'");
    hashAnew(file);
    for (const table of ["audit_checkpoint", "audit_held"]) file.run(`DELETE FROM ${table}`);
    file.close();
    rmSync(join(dataDir, "audit-checkpoints.jsonl"));

    const after = await hubHere({ settings: { dataDir, listen: { host: "127.0.0.1", port: Number(port) } } });
    ends.push(after.close);
    await until("the alarm", async () => (await list(after, "action=audit.copy_differs")).length > 0);
    expect((await list(after, "action=audit.copy_differs"))[0]).toMatchObject({ machine: "web-1" });
    expect((await verified(after)).faults[0]).toMatchObject({ kind: "rewritten", by: "machine", machine: "web-1" });
    const { checks } = await after.ask<DoctorReport>("/api/doctor");
    expect(checks.find(({ what }) => what === "audit trail")).toMatchObject({
      state: "fail",
      found: expect.stringContaining("web-1"),
    });
    expect(await (await after.call("/audit", { headers: after.boss })).text()).toContain("not whole");
  }, 60_000);
});

describe("the whole trail", () => {
  test("is proved by the hub, by its export and by what its machine keeps", async () => {
    const hub = await hubWithMachine();
    await until("the machine's copy", async () => (await verified(hub)).machines.fitting > 0);
    const found = await verified(hub);
    expect(found).toMatchObject({ ok: true, machines: { asked: 1 } });
    expect(found.checkpoints.throughSeq).toBe(found.entries);

    const text = await (await hub.call("/api/audit/export", { headers: hub.boss })).text();
    const file = join(hub.dir, "trail.jsonl");
    writeFileSync(file, text);
    expect(await checkFile({ path: file })).toMatchObject({
      ok: true,
      entries: found.entries,
      machines: { asked: 1 },
    });
    writeFileSync(file, text.replace('"actorName":"ann"', '"actorName":"bob"'));
    expect((await checkFile({ path: file })).faults[0]).toMatchObject({ kind: "changed" });
  }, 30_000);

  test("is told to admins only, also as a file", async () => {
    const hub = await hubWithMachine();
    for (const role of ["viewer", "operator"] as const)
      for (const path of ["/api/audit", "/api/audit/export", "/api/audit/report", "/audit", "/audit/1"])
        expect((await hub.call(path, { headers: await hub.keyOf(role) })).status, `${role} ${path}`).toBe(403);
    const refused = await list(hub, "action=access.refused");
    expect(refused.map(({ says }) => says)).toContain("was refused GET /api/audit/export: the role operator may not");
  });

  test("is shown as text, whatever people and machines wrote", async () => {
    const hub = await hubWithMachine();
    await hub.ask("/api/exec", {
      on: "web-1",
      command: "echo '<script>alert(1)</script>' \"=1+1\"",
      waitMs: 10_000,
      approveUpTo: "high",
    });
    const page = await (await hub.call("/audit", { headers: hub.boss })).text();
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script>alert");
    const csv = await (await hub.call("/api/audit/export?as=csv", { headers: hub.boss })).text();
    expect(csv.split("\r\n")[0]).toBe("seq,at,person,personId,from,action,what,taskId,machine,machineId,data,hash");
  });

  test("gives a page, a detail and a report of a period, and says what a filter is when it cannot be read", async () => {
    const hub = await hubWithMachine();
    const page = async (path: string) => (await hub.call(path, { headers: hub.boss })).text();
    expect(await page("/audit?action=token")).toContain("made a join token “web servers”");
    expect(await page("/audit/1")).toContain("none: it is the first");
    expect(await page("/audit?machine=nowhere")).toContain("There is no machine");
    expect((await hub.call("/api/audit?from=yesterday", { headers: hub.boss })).status).toBe(400);
    const report = await hub.ask<AuditPeriod>("/api/audit/report");
    expect(report.people).toEqual([expect.objectContaining({ name: "ann", role: "admin", active: true })]);
    expect(await page("/audit/report?from=2026-01-01&to=2099-01-01")).toContain("Who could do what");
  });
});
