import { describe, expect, test } from "bun:test";
import { newPrivateKey, publicKeyOf, readPublicKey, signBytes, verifyBytes } from "../lib/ed25519.ts";
import { auditGenesis, auditHash, type AuditContent, type ChainedAudit } from "./audit.ts";
import { AuditCheck, explainedAction, markOf, type AuditEvidence } from "./auditCheck.ts";
import { checkpointBytes, type Checkpoint } from "./auditCheckpoint.ts";
import type { JsonObject } from "../lib/json.ts";

type Told = Partial<Pick<AuditContent, "action" | "data" | "taskId">>;

/** A trail as the writer makes it. */
function trailOf(count: number, told: Record<number, Told> = {}): ChainedAudit[] {
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
      ...told[seq],
      prevHash: rows.at(-1)?.hash ?? auditGenesis,
    };
    rows.push({ ...content, hash: auditHash(content) });
  }
  return rows;
}

/** What a forger without the key can do: every hash from `seq` on made anew. */
function hashedAnew(rows: readonly ChainedAudit[]): ChainedAudit[] {
  const anew: ChainedAudit[] = [];
  for (const [at, row] of rows.entries()) {
    const content = { ...row, seq: at + 1, prevHash: anew.at(-1)?.hash ?? auditGenesis };
    anew.push({ ...content, hash: auditHash(content) });
  }
  return anew;
}

const key = newPrivateKey();
const publicKey = readPublicKey(publicKeyOf(key));
function checkpointsOf(rows: readonly ChainedAudit[], every: number, signer = key): Checkpoint[] {
  return rows
    .filter(({ seq }) => seq % every === 0)
    .map(({ seq, hash, atMs }, at) => {
      const unsigned = { number: at + 1, seq, hash, atMs };
      return { ...unsigned, signature: signBytes(signer, checkpointBytes(unsigned, "hub")) };
    });
}
const isSigned = (checkpoint: Checkpoint): boolean =>
  verifyBytes(publicKey, checkpointBytes(checkpoint, "hub"), checkpoint.signature);

function check(rows: readonly ChainedAudit[], evidence: Partial<AuditEvidence> = {}) {
  const checking = new AuditCheck({ checkpoints: [], held: [], isSigned, ...evidence });
  checking.add(rows);
  return checking.finish();
}
const changed = (rows: ChainedAudit[], seq: number, change: Partial<ChainedAudit>) =>
  rows.map((row) => (row.seq === seq ? { ...row, ...change } : row));
const renumbered = (rows: readonly ChainedAudit[]) => rows.map((row, at) => ({ ...row, seq: at + 1 }));
const found = (rows: readonly ChainedAudit[], evidence: Partial<AuditEvidence> = {}) =>
  check(rows, evidence).faults.map(({ kind, seq, toSeq, by }) => [kind, seq, ...(toSeq ? [toSeq] : []), by]);

describe("the chain of an audit trail", () => {
  const rows = trailOf(40);

  test("holds as it was written", () => {
    expect(check(rows)).toMatchObject({ ok: true, entries: 40, head: { seq: 40, hash: rows[39]?.hash }, faults: [] });
  });
  test("holds where there is nothing yet", () => {
    expect(check([])).toMatchObject({ ok: true, entries: 0, head: { seq: 0, hash: "" } });
  });

  test.each<[string, Partial<ChainedAudit>]>([
    ["time", { atMs: 5 }],
    ["person's id", { actorId: "p2" }],
    ["person", { actorName: "bert" }],
    ["origin", { origin: "::1" }],
    ["action", { action: "task.deleted" }],
    ["task", { taskId: undefined }],
    ["machine", { machineId: "m1" }],
    ["content", { data: { n: 99 } }],
  ])("names an entry of which the %s was changed", (_what, change) => {
    expect(found(changed(rows, 7, change))).toEqual([["changed", 7, "chain"]]);
  });

  test("names every one that was changed", () => {
    const three = changed(changed(changed(rows, 1, { atMs: 1 }), 20, { atMs: 1 }), 40, { atMs: 1 });
    expect(found(three).map(([, seq]) => seq)).toEqual([1, 20, 40]);
  });

  test("names one that was changed and given a fitting hash", () => {
    const forged = changed(rows, 7, { action: "nothing" });
    expect(found(forged.map((row) => (row.seq === 7 ? { ...row, hash: auditHash(row) } : row)))).toEqual([
      ["changed", 7, "chain"],
    ]);
  });

  test("names what was removed", () => {
    expect(found(rows.filter(({ seq }) => seq !== 7))).toEqual([["removed", 7, "chain"]]);
    expect(found(rows.filter(({ seq }) => seq < 7 || seq > 9))).toEqual([["removed", 7, 9, "chain"]]);
    expect(found(rows.slice(3))).toEqual([["removed", 1, 3, "chain"]]);
  });
  test("names what was removed and hidden by new numbers", () => {
    expect(found(renumbered(rows.filter(({ seq }) => seq !== 7)))).toEqual([["removed", 7, "chain"]]);
    expect(found(renumbered(rows.filter(({ seq }) => seq < 7 || seq > 9)))).toEqual([["removed", 7, 9, "chain"]]);
  });

  test("names what was put in, hash and all", () => {
    const content = { ...trailOf(1, { 1: { data: { forged: true } } })[0], seq: 8, prevHash: rows[6]?.hash ?? "" };
    const put = { ...content, hash: auditHash(content as AuditContent) } as ChainedAudit;
    expect(found(renumbered([...rows.slice(0, 7), put, ...rows.slice(7)]))).toEqual([["inserted", 8, "chain"]]);
    const rough = { ...put, hash: "0".repeat(64) };
    expect(found(renumbered([...rows.slice(0, 7), rough, ...rows.slice(7)]))).toEqual([["inserted", 8, "chain"]]);
  });

  test.each([
    [7, 8],
    [7, 30],
    [1, 40],
  ])("names %d and %d that changed places", (a, b) => {
    const swapped = rows.map((row) => (row.seq === a ? rows[b - 1] : row.seq === b ? rows[a - 1] : row));
    expect(found(renumbered(swapped.filter((row) => row !== undefined)))).toEqual([
      ["moved", a, "chain"],
      ["moved", b, "chain"],
    ]);
  });

  test("keeps its hash over versions", () => {
    const content = {
      seq: 1,
      atMs: 1,
      actorId: "a",
      actorName: "b",
      origin: "hub",
      action: "c.d",
      data: {} as JsonObject,
      prevHash: auditGenesis,
    };
    expect(auditHash(content)).toBe("98ebac125fe8461264ceb5b69c39bf7b8954c5daef73c3e7ee489e054acdcff9");
  });
});

describe("checkpoints", () => {
  const rows = trailOf(40);
  const checkpoints = checkpointsOf(rows, 10);
  const forged = hashedAnew(changed(rows, 17, { action: "nothing" }));

  test("fit the trail they were made of", () => {
    expect(check(rows, { checkpoints })).toMatchObject({ ok: true, checkpoints: { fitting: 4, throughSeq: 40 } });
  });
  test("show where hashes were made anew", () => {
    expect(found(forged, { checkpoints })).toEqual([["rewritten", 11, 20, "checkpoint"]]);
    expect(check(forged).ok).toBe(true);
  });
  test("show that the end was removed", () => {
    expect(found(rows.slice(0, 35), { checkpoints })).toEqual([["truncated", 36, 40, "checkpoint"]]);
  });
  test("of another key count for nothing, and are named", () => {
    const theirs = checkpointsOf(forged, 10, newPrivateKey());
    expect(found(forged, { checkpoints: theirs }).map(([kind]) => kind)).toEqual(Array(4).fill("checkpoint"));
  });
  test("are missed where some were removed", () => {
    expect(found(rows, { checkpoints: checkpoints.filter(({ number }) => number !== 2) })).toEqual([
      ["checkpoint", 30, "checkpoint"],
    ]);
    expect(found(trailOf(10_001))).toEqual([["checkpoint", 1, 10_001, "checkpoint"]]);
  });
  test("given twice, from database and file, are one", () => {
    expect(check(rows, { checkpoints: [...checkpoints, ...checkpoints] })).toMatchObject({
      ok: true,
      checkpoints: { fitting: 4 },
    });
  });
});

describe("copies on machines", () => {
  const rows = trailOf(40);
  const held = checkpointsOf(rows, 10).map((checkpoint) => ({ machine: "web-1", checkpoint }));
  const forged = hashedAnew(changed(rows, 17, { action: "nothing" }));

  test("show what somebody with the hub's key rewrote, and name the machine", () => {
    const evidence = { checkpoints: checkpointsOf(forged, 10), held };
    expect(found(forged, evidence)).toEqual([["rewritten", 11, 20, "machine"]]);
    expect(check(forged, evidence).faults[0]).toMatchObject({ machine: "web-1" });
  });
  test("show what somebody with the hub's key cut off", () => {
    const evidence = { checkpoints: checkpointsOf(rows.slice(0, 35), 10), held };
    expect(check(rows.slice(0, 35), evidence).faults[0]).toMatchObject({
      kind: "truncated",
      seq: 36,
      machine: "web-1",
    });
  });
  test("that the hub never signed accuse nobody", () => {
    const lies = checkpointsOf(forged, 10, newPrivateKey()).map((checkpoint) => ({ machine: "web-1", checkpoint }));
    const report = check(rows, { checkpoints: checkpointsOf(rows, 10), held: lies });
    expect(report).toMatchObject({ ok: true, notes: [expect.stringContaining("web-1")] });
  });
  test("of what a restored backup no longer holds are accepted once somebody said so in the trail", () => {
    const marks = held.filter(({ checkpoint }) => checkpoint.seq > 25).map(({ checkpoint }) => markOf(checkpoint));
    const told = { 26: { action: explainedAction, data: { reason: "backup of Monday", marks } } };
    const before = trailOf(50, { 26: { data: { other: true } } });
    expect(check(before, { held }).faults).toHaveLength(1);
    const report = check(trailOf(50, told), { held });
    expect(report).toMatchObject({ ok: true, explained: ["entry 26, anna: backup of Monday"] });
  });
});
