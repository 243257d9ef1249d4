import { describe, expect, test } from "bun:test";
import { auditGenesis, auditHash, verifyChain, type AuditContent, type ChainedAudit } from "./audit.ts";

function chainOf(count: number): ChainedAudit[] {
  const rows: ChainedAudit[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const content: AuditContent = {
      seq,
      atMs: 1_000 + seq,
      actorId: "p1",
      actorName: "anna",
      origin: "127.0.0.1",
      action: "task.created",
      taskId: "t1",
      data: { n: seq },
      prevHash: rows.at(-1)?.hash ?? auditGenesis,
    };
    rows.push({ ...content, hash: auditHash(content) });
  }
  return rows;
}
const changed = (rows: ChainedAudit[], at: number, change: Partial<ChainedAudit>) =>
  rows.map((row, index) => (index === at ? { ...row, ...change } : row));

describe("an audit trail", () => {
  test("verifies as it was written", () => {
    const rows = chainOf(4);
    expect(verifyChain(rows)).toEqual({ ok: true, count: 4, head: rows[3]?.hash ?? "" });
  });

  test("verifies from the middle, given the entry before", () => {
    const rows = chainOf(4);
    expect(verifyChain(rows.slice(2), { seq: 2, hash: rows[1]?.hash ?? "" }).ok).toBe(true);
  });

  for (const [field, value] of Object.entries({
    atMs: 5,
    actorId: "p2",
    actorName: "bert",
    origin: "::1",
    action: "task.deleted",
    taskId: undefined,
    machineId: "m1",
    data: { n: 99 },
  }))
    test(`shows an altered ${field}`, () => {
      expect(verifyChain(changed(chainOf(4), 1, { [field]: value }))).toEqual({
        ok: false,
        seq: 2,
        why: "its content was altered",
      });
    });

  test("shows a removed entry", () => {
    const rows = chainOf(4);
    expect(verifyChain([...rows.slice(0, 1), ...rows.slice(2)])).toMatchObject({ ok: false, seq: 3 });
  });

  test("shows an entry that was altered and hashed again", () => {
    const rows = chainOf(4);
    const forged = rows.map((row) => (row.seq === 2 ? { ...row, action: "nothing" } : row));
    const rehashed = forged.map((row) => (row.seq === 2 ? { ...row, hash: auditHash(row) } : row));
    expect(verifyChain(rehashed)).toMatchObject({ ok: false, seq: 3 });
  });

  test("keeps its hash over versions", () => {
    const content = {
      seq: 1,
      atMs: 1,
      actorId: "a",
      actorName: "b",
      origin: "hub",
      action: "c.d",
      data: {},
      prevHash: auditGenesis,
    };
    expect(auditHash(content)).toBe("98ebac125fe8461264ceb5b69c39bf7b8954c5daef73c3e7ee489e054acdcff9");
  });
});
