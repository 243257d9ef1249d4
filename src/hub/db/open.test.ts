import { afterEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import type { ChainedAudit } from "../../domain/audit.ts";
import { checkChain } from "../../domain/auditCheck.ts";
import { startWriter } from "../../workers.ts";
import { audit } from "../audit/table.ts";
import { person } from "../accounts/table.ts";
import { task } from "../tasks/table.ts";
import type { Db } from "./database.ts";
import { openDb } from "./open.ts";

const dirs: string[] = [];
const opened: Db[] = [];

async function database(dir = mkdtempSync(join(tmpdir(), "ailx-db-"))): Promise<{ db: Db; dir: string }> {
  dirs.push(dir);
  const db = await openDb({ dir, clock: () => 1_000, startWriter });
  opened.push(db);
  return { db, dir };
}

afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const row = (id: string) => ({
  id,
  kind: "ask",
  request: "x",
  askJson: "{}",
  state: "planning",
  actorId: "a",
  actorName: "Ann",
  revision: 0,
  machines: 0,
  createdAtMs: 1,
});
const move = (db: Db, id: string, from: string, to: string) => ({
  of: db.read
    .update(task)
    .set({ state: to })
    .where(and(eq(task.id, id), eq(task.state, from))),
  rows: 1,
});
const chainOf = (db: Db): ChainedAudit[] =>
  db.read
    .select()
    .from(audit)
    .all()
    .map(({ dataJson, taskId, machineId, ...rest }) => ({
      ...rest,
      data: JSON.parse(dataJson),
      taskId: taskId ?? undefined,
      machineId: machineId ?? undefined,
    }));
const entry = { actor: { id: "a", name: "Ann" }, origin: "hub", action: "task.created" };

describe("a commit", () => {
  test("is there for readers once it is answered", async () => {
    const { db } = await database();
    await db.commit({ do: [db.read.insert(task).values(row("t1"))] });
    expect(db.read.select().from(task).all()).toMatchObject([{ id: "t1", state: "planning" }]);
  });

  test("changes nothing where a guard does not hold", async () => {
    const { db } = await database();
    await db.commit({ do: [db.read.insert(task).values(row("t1"))] });
    const late = db.commit({
      do: [db.read.insert(task).values(row("t2")), move(db, "t1", "running", "failed")],
      audit: [entry],
    });
    expect(await late.catch((error: unknown) => error)).toMatchObject({ code: "guard_failed" });
    expect(db.read.select().from(task).all()).toHaveLength(1);
    expect(db.read.select().from(audit).all()).toHaveLength(0);
  });

  test("that does not wait for the disk is there for readers and in the chain like any other", async () => {
    const { db } = await database();
    await db.commit({ do: [db.read.insert(task).values(row("t1"))], audit: [entry], sync: "later" });
    await db.commit({ do: [db.read.insert(task).values(row("t2"))], audit: [entry] });
    expect(db.read.select().from(task).all()).toHaveLength(2);
    expect(checkChain(chainOf(db))).toMatchObject({ ok: true, entries: 2 });
  });

  test("is told to be on the platter soon after, also where one between them failed", async () => {
    const { db } = await database();
    await db.synced();
    await db.commit({ do: [db.read.insert(task).values(row("t1"))], sync: "later" });
    const failed = db.commit({ do: [move(db, "t1", "running", "failed")] }).catch(() => "failed");
    await db.synced();
    expect(await failed).toBe("failed");
    await db.synced();
  });

  test("of two that race for one approval wins once", async () => {
    const { db } = await database();
    await db.commit({ do: [db.read.insert(task).values({ ...row("t1"), state: "needs_approval" })] });
    const race = await Promise.allSettled(
      [1, 2].map(() => db.commit({ do: [move(db, "t1", "needs_approval", "running")] })),
    );
    expect(race.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("says conflict where a name is taken", async () => {
    const { db } = await database();
    const ann = { id: "1", username: "ann", passwordHash: "x", role: "admin", active: 1, createdAtMs: 1 };
    await db.commit({ do: [db.read.insert(person).values(ann)] });
    const again = db.commit({ do: [db.read.insert(person).values({ ...ann, id: "2" })] });
    expect(await again.catch((error: unknown) => error)).toMatchObject({ code: "conflict" });
  });

  test("tells its events in order, after it is on disk", async () => {
    const { db } = await database();
    const heard: number[] = [];
    db.onEvents((events) => heard.push(...events.map(({ seq }) => seq)));
    await Promise.all(
      [1, 2, 3].map((n) =>
        db.commit({
          do: [db.read.insert(task).values(row(`t${n}`))],
          events: [{ kind: "task", taskId: `t${n}`, data: {} }],
        }),
      ),
    );
    expect(heard).toEqual([1, 2, 3]);
  });
});

describe("the files", () => {
  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  test("are their owner's alone, also in a directory that others may look into", async () => {
    const dir = mkdtempSync(join(tmpdir(), "ailx-db-"));
    chmodSync(dir, 0o755);
    await database(dir);
    await opened.pop()?.close();
    chmodSync(join(dir, "hub.db"), 0o644);
    const { db } = await database(dir);
    await db.commit({ do: [], audit: [entry] });
    for (const file of readdirSync(dir)) expect([file, modeOf(join(dir, file))]).toEqual([file, 0o600]);
  });

  test("are not made where everyone may put others in their place", async () => {
    const dir = mkdtempSync(join(tmpdir(), "ailx-db-"));
    dirs.push(dir);
    chmodSync(dir, 0o777);
    const error = await openDb({ dir, clock: () => 1, startWriter }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "storage_failed", hint: expect.stringContaining("chmod o-w") });
  });
});

describe("the reading handle", () => {
  test("cannot write", async () => {
    const { db } = await database();
    expect(() => db.read.insert(task).values(row("t1")).run()).toThrow(/readonly/);
  });
});

describe("the audit trail", () => {
  test("is chained over commits, failed ones left out, and over restarts", async () => {
    const { db, dir } = await database();
    await db.commit({ do: [], audit: [entry, entry] });
    await db.commit({ do: [move(db, "none", "a", "b")], audit: [entry] }).catch(() => {});
    await db.commit({ do: [], audit: [entry] });
    await opened.pop()?.close();
    const { db: again } = await database(dir);
    await again.commit({ do: [], audit: [{ ...entry, taskId: "t", data: { a: 1 } }] });
    expect(checkChain(chainOf(again))).toMatchObject({ ok: true, entries: 4 });
  });

  test("refuses to be changed or deleted", async () => {
    const { db, dir } = await database();
    await db.commit({ do: [], audit: [entry] });
    const thief = new Database(join(dir, "hub.db"));
    expect(() => thief.run("UPDATE audit SET action = 'x'")).toThrow(/never changed/);
    expect(() => thief.run("DELETE FROM audit")).toThrow(/never deleted/);
    thief.close();
  });
});

describe("opening", () => {
  test("says what is wrong with the directory", async () => {
    const failed = await openDb({ dir: "/proc/nothing", clock: Date.now, startWriter }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: "storage_failed", hint: expect.stringContaining("--data") });
  });

  test("refuses a database of a newer program", async () => {
    const { dir } = await database();
    await opened.pop()?.close();
    const newer = new Database(join(dir, "hub.db"));
    newer.run("PRAGMA user_version = 999");
    newer.close();
    const failed = await openDb({ dir, clock: Date.now, startWriter }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "storage_failed", detail: expect.stringContaining("newer") });
  });
});
