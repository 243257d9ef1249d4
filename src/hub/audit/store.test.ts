import { afterEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWriter } from "../../workers.ts";
import { openDb } from "../db/open.ts";
import { auditStore } from "./store.ts";

const actor = { id: "p1", name: "anna" };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function trail(count: number) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-audit-"));
  const db = await openDb({ dir, clock: () => 1_000, startWriter });
  for (let n = 1; n <= count; n++)
    await db.commit({
      do: [],
      audit: [
        {
          actor,
          origin: "hub.sock",
          action: "task.created",
          taskId: `t${n % 2}`,
          data: { n, text: "ü \u2028 </script>" },
        },
      ],
    });
  closing.push(async () => {
    await db.close();
    rmSync(dir, { recursive: true });
  });
  /** What someone with the file and a SQLite shell could do. */
  const tamper = (statement: string): void => {
    const file = new Database(join(dir, "hub.db"));
    for (const trigger of ["audit_no_update", "audit_no_delete"]) file.run(`DROP TRIGGER ${trigger}`);
    file.run(statement);
    file.close();
  };
  return { audit: auditStore(db), tamper };
}

describe("the audit trail", () => {
  test("holds as it was written", async () => {
    const { audit } = await trail(5);
    expect(await audit.verify()).toMatchObject({ ok: true, count: 5 });
  });

  test("is empty at first, and holds", async () => {
    const { audit } = await trail(0);
    expect(await audit.verify()).toEqual({ ok: true, count: 0, head: "" });
  });

  test("shows an altered row", async () => {
    const { audit, tamper } = await trail(5);
    tamper("UPDATE audit SET actor_name = 'bert' WHERE seq = 3");
    expect(await audit.verify()).toEqual({ ok: false, seq: 3, why: "its content was altered" });
  });

  test("shows altered data", async () => {
    const { audit, tamper } = await trail(5);
    tamper("UPDATE audit SET data_json = replace(data_json, '\"n\":2', '\"n\":9') WHERE seq = 2");
    expect(await audit.verify()).toMatchObject({ ok: false, seq: 2 });
  });

  test("shows data that is no JSON any more", async () => {
    const { audit, tamper } = await trail(3);
    tamper("UPDATE audit SET data_json = '{' WHERE seq = 2");
    expect(await audit.verify()).toMatchObject({ ok: false, seq: 2 });
  });

  test("shows a removed row", async () => {
    const { audit, tamper } = await trail(5);
    tamper("DELETE FROM audit WHERE seq = 2");
    expect(await audit.verify()).toMatchObject({ ok: false, seq: 3, why: "entry 2 is missing" });
  });

  test("lists a task's entries, newest first", async () => {
    const { audit } = await trail(5);
    expect(audit.list({ taskId: "t1" }).map(({ seq }) => seq)).toEqual([5, 3, 1]);
    expect(audit.list({ limit: 2, before: 4 }).map(({ seq }) => seq)).toEqual([3, 2]);
  });
});
