/** A trail in a real database with a keeper and a clock that stands, and what somebody with the file can do to a copy. */
import { Database } from "bun:sqlite";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditGenesis, auditHash, type ChainedAudit } from "../../../domain/audit.ts";
import { checkpointBytes, type Checkpoint } from "../../../domain/auditCheckpoint.ts";
import { fingerprintOf, newPrivateKey, privateKeyPem, publicKeyOf, signBytes } from "../../../lib/ed25519.ts";
import type { JsonObject } from "../../../lib/json.ts";
import { silentLog } from "../../../lib/log.ts";
import { startWriter } from "../../../workers.ts";
import type { AuditEntry } from "../../db/database.ts";
import { openDb } from "../../db/open.ts";
import { writePrivateFile, keysDir } from "../../keys/hubKey.ts";
import { makeAuditKeeper } from "../keeper.ts";
import { auditStore } from "../store.ts";

const key = newPrivateKey();
const publicKeySpki = publicKeyOf(key);
export const hub = {
  fingerprint: fingerprintOf(publicKeySpki),
  publicKeySpki,
  sign: (bytes: Uint8Array): string => signBytes(key, bytes),
};
export type Trail = Awaited<ReturnType<typeof auditTrail>>;

export async function auditTrail({ from }: { from?: string } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-audit-"));
  if (from !== undefined) cpSync(from, dir, { recursive: true });
  let nowMs = 1_000;
  const db = await openDb({ dir, clock: () => nowMs, startWriter });
  const store = auditStore(db);
  const told: Checkpoint[] = [];
  writePrivateFile(join(keysDir(dir), "hub.key"), privateKeyPem(key));
  const keeper = makeAuditKeeper({
    db,
    store,
    dataDir: dir,
    hub,
    clock: () => nowMs,
    log: silentLog,
    tell: (checkpoint) => void told.push(checkpoint),
    nameOf: (id) => `machine ${id}`,
  });
  const stop = async (): Promise<void> => {
    await keeper.stop();
    await db.close();
  };
  return {
    dir,
    path: join(dir, "hub.db"),
    db,
    store,
    keeper,
    /** Checkpoints that machines would have got. */
    told,
    pass: (ms: number): void => void (nowMs += ms),
    write: async (entries: AuditEntry[]): Promise<void> => {
      nowMs += 1;
      await db.commit({ do: [], audit: entries });
    },
    stop,
    close: async (): Promise<void> => {
      await stop().catch(() => {});
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Entries as a day of work writes them. */
export const work = (from: number, count: number): AuditEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    actor: { id: `p${n % 3}`, name: `person ${n % 3}` },
    origin: "10.0.0.7",
    action: n % 2 === 0 ? "run.dispatched" : "run.ended",
    taskId: `task-${Math.floor((from + n) / 10)}`,
    machineId: `m${n % 7}`,
    data: { n: from + n, input: { command: `systemctl restart app-${n}` }, line: "ok" },
  }));

/** What somebody who can write the database file does to a copy of it, past its triggers. */
export function tampered(dir: string, edit: (file: Database) => void): { dir: string; path: string } {
  const copy = mkdtempSync(join(tmpdir(), "ailx-audit-copy-"));
  cpSync(dir, copy, { recursive: true });
  const path = join(copy, "hub.db");
  const file = new Database(path);
  for (const of of ["audit", "audit_checkpoint"])
    for (const what of ["update", "delete"]) file.run(`DROP TRIGGER ${of}_no_${what}`);
  edit(file);
  file.run("PRAGMA wal_checkpoint(TRUNCATE)");
  file.close();
  return { dir: copy, path };
}

type Row = Omit<ChainedAudit, "data"> & { dataJson: string };
const columns =
  "seq, at_ms AS atMs, actor_id AS actorId, actor_name AS actorName, origin, action, task_id AS taskId, machine_id AS machineId, data_json AS dataJson, prev_hash AS prevHash, hash";

/** Makes every hash from the first entry on anew, as whoever knows the code can. */
export function hashAnew(file: Database): void {
  const set = file.query("UPDATE audit SET prev_hash = ?, hash = ? WHERE seq = ?");
  let prevHash = auditGenesis;
  file.transaction(() => {
    for (const { dataJson, ...row } of file.query<Row, []>(`SELECT ${columns} FROM audit ORDER BY seq`).all()) {
      const hash = auditHash({ ...row, data: JSON.parse(dataJson) as JsonObject, prevHash });
      set.run(prevHash, hash, row.seq);
      prevHash = hash;
    }
  })();
}

/** Signs the checkpoints of a trail anew, as whoever has the hub's key can; answers what belongs into the file beside it. */
export function signAnew(file: Database): Checkpoint[] {
  const all = file
    .query<Checkpoint, []>("SELECT number, seq, at_ms AS atMs FROM audit_checkpoint ORDER BY number")
    .all();
  file.run("DELETE FROM audit_checkpoint");
  return all.flatMap(({ number, seq, atMs }) => {
    const row = file.query<{ hash: string }, [number]>("SELECT hash FROM audit WHERE seq = ?").get(seq);
    if (!row) return [];
    const unsigned = { number, seq, hash: row.hash, atMs };
    const signature = hub.sign(checkpointBytes(unsigned, hub.fingerprint));
    file.query("INSERT INTO audit_checkpoint VALUES (?, ?, ?, ?, ?)").run(number, seq, row.hash, atMs, signature);
    return [{ ...unsigned, signature }];
  });
}
