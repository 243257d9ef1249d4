/**
 * Keeps the audit trail provable while the hub runs: signs checkpoints, hands them to file and machines, compares what
 * machines hold with what is stored, and looks over the whole trail once a day.
 */
import { explainedAction, type AuditEvidence } from "../../domain/auditCheck.ts";
import { checkpointBytes, checkpointEvery, type Checkpoint } from "../../domain/auditCheckpoint.ts";
import type { AuditReport } from "../../domain/auditReport.ts";
import type { MachineId } from "../../domain/machine.ts";
import { AppError } from "../../domain/error.ts";
import { readPublicKey, verifyBytes } from "../../lib/ed25519.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import { checkStore } from "./check.ts";
import { appendCheckpoints, checkpointFile, readCheckpoints } from "./checkpointFile.ts";
import type { AuditStore } from "./store.ts";

export type AuditKeeperPorts = {
  db: Db;
  store: AuditStore;
  dataDir: string;
  hub: { fingerprint: string; publicKeySpki: string; sign: (bytes: Uint8Array) => string };
  clock: Clock;
  log: Log;
  /** Hands a checkpoint to one machine, or to every one that is connected. */
  tell: (checkpoint: Checkpoint, machineId?: MachineId) => void;
  nameOf: (machineId: string) => string;
  /** There are more entries than a moment ago. */
  grew?: () => void;
};

type Arrived = { machineId: MachineId; checkpoints?: Checkpoint[]; record?: RecordHead };
export type Verified = { report: AuditReport; atMs: number };
/** The head of a machine's own record of what it ran. */
export type RecordHead = { seq: number; hash: string };

const hubItself = { actor: { id: "hub", name: "ailx" }, origin: "hub" };
const lookEveryMs = 1_000;
const wholeEveryMs = 86_400_000;
const firstWholeMs = 20_000;
/** Rows for each machine while it stays connected. */
const keptOfEach = 32;

/** Whether the hub with this key signed a checkpoint. */
export function signedBy(hub: { fingerprint: string; publicKeySpki: string }): (checkpoint: Checkpoint) => boolean {
  const key = readPublicKey(hub.publicKeySpki);
  return (checkpoint) => verifyBytes(key, checkpointBytes(checkpoint, hub.fingerprint), checkpoint.signature);
}

export function makeAuditKeeper({
  db,
  store,
  dataDir,
  hub,
  clock,
  log,
  tell,
  nameOf,
  grew = () => {},
}: AuditKeeperPorts) {
  const file = checkpointFile(dataDir);
  const isSigned = signedBy(hub);
  let stopping = false;
  let verified: Verified | undefined;
  let running: Promise<Verified> | undefined;
  let making: Promise<void> = Promise.resolve();
  let last = topUp();
  let lookedAtMs = clock();
  let seenSeq = store.newest()?.seq;

  // A kill between database and file left one without the other; a restored database has fewer than the file.
  function topUp(): Checkpoint | undefined {
    const inFile = readCheckpoints(file);
    const known = new Set(inFile.map(({ signature }) => signature));
    const stored = store.checkpoints();
    const missing = stored.filter(({ signature }) => !known.has(signature));
    try {
      appendCheckpoints(file, missing);
    } catch (error) {
      log.warn("audit.checkpoint_file", { error: String(error) });
    }
    return [...stored, ...inFile.filter(isSigned)].toSorted((a, b) => b.number - a.number)[0];
  }

  async function sign(): Promise<void> {
    const head = store.newest();
    if (!head || (head.seq === last?.seq && head.hash === last.hash)) return;
    const unsigned = { number: (last?.number ?? 0) + 1, seq: head.seq, hash: head.hash, atMs: clock() };
    const checkpoint = { ...unsigned, signature: hub.sign(checkpointBytes(unsigned, hub.fingerprint)) };
    // On the platter, with all that came before, and only then shown to anybody: what a power cut takes was never signed.
    await db.commit({ do: [store.addCheckpoint(checkpoint)] });
    last = checkpoint;
    try {
      appendCheckpoints(file, [checkpoint]);
    } catch (error) {
      log.warn("audit.checkpoint_file", { error: String(error) });
    }
    tell(checkpoint);
  }

  /** One after another: two at once would take the same number. */
  function checkpoint(): Promise<void> {
    making = making.then(sign, sign);
    return making;
  }

  function look(): void {
    const head = store.newest();
    if (head?.seq !== seenSeq) grew();
    seenSeq = head?.seq;
    const entries = (head?.seq ?? 0) - (last?.seq ?? 0);
    const due = entries >= checkpointEvery.entries || (entries !== 0 && clock() - lookedAtMs >= checkpointEvery.ms);
    if (!due) return;
    lookedAtMs = clock();
    checkpoint().catch((error: unknown) => log.warn("audit.no_checkpoint", { error: String(error) }));
  }

  const evidence = (): AuditEvidence => ({
    checkpoints: [...store.checkpoints(), ...readCheckpoints(file)],
    held: store.held().map(({ machineId, checkpoint: each }) => ({ machine: nameOf(machineId), checkpoint: each })),
    isSigned,
  });

  // A hub that stops does not wait for a million entries.
  const turn = (): Promise<void> =>
    stopping ? Promise.reject(new AppError("hub_stopping", "The hub stops.")) : new Promise((go) => setImmediate(go));

  async function wholly(): Promise<Verified> {
    await checkpoint();
    const report = await checkStore(store, evidence(), turn);
    verified = { report, atMs: clock() };
    if (!report.ok) await alarm(report);
    return verified;
  }

  // Said once for each new thing that is found; the log says it every time.
  async function alarm({ faults, faultCount }: AuditReport): Promise<void> {
    const found = faults.slice(0, 10).map(({ why }) => why);
    log.error("audit.broken", { faults: faultCount, first: found[0] });
    const before = store.list({ action: "audit.fault_found" }, 1)[0];
    if (JSON.stringify(before?.data["found"]) === JSON.stringify(found)) return;
    await db.commit({ do: [], audit: [{ ...hubItself, action: "audit.fault_found", data: { faultCount, found } }] });
  }

  const verify = (): Promise<Verified> => {
    running ??= wholly().finally(() => (running = undefined));
    return running;
  };
  const verifyLater = (): void =>
    void verify().catch((error: unknown) => log.warn("audit.not_verified", { error: String(error) }));

  /**
   * What a machine holds: all that it tells, as it said at its hello, or one more. What this hub never signed accuses
   * nobody.
   */
  async function heard(
    machineId: string,
    told: readonly Checkpoint[],
    { record, oneMore = false }: { record?: RecordHead | undefined; oneMore?: boolean } = {},
  ): Promise<void> {
    const known = store.held(machineId).map(({ checkpoint: each }) => each);
    const own = told.filter(isSigned);
    if (own.length < told.length) log.warn("audit.foreign_checkpoint", { machineId, count: told.length - own.length });
    const isIn = (list: readonly Checkpoint[], { seq, hash }: Checkpoint): boolean =>
      list.some((each) => each.seq === seq && each.hash === hash);
    const fresh = own.filter((each) => !isIn(known, each));
    const odd = fresh.filter(({ seq, hash }) => store.entry(seq)?.hash !== hash);
    // What fits and is told no more goes; of what is told one by one, the newest stay.
    const old = known.filter((each) => !isIn(own, each) && store.entry(each.seq)?.hash === each.hash);
    const over = oneMore ? old.toSorted((a, b) => b.seq - a.seq).slice(keptOfEach) : old;
    const audit = [...odd.slice(0, 1).map((each) => differs(machineId, each)), ...recordEntries(machineId, record)];
    const nowMs = clock();
    const changes = [
      ...fresh.map((each) => store.hold(machineId, each, nowMs)),
      ...over.map((each) => store.letGo(machineId, each)),
      ...(record ? [store.setRecord({ machineId, ...record, toldAtMs: nowMs })] : []),
    ];
    if (changes.length === 0) return;
    // The machine tells it again: only what it means for the trail has to be on the platter.
    await db.commit({ do: changes, audit, sync: audit.length === 0 ? "later" : "now" });
    if (odd.length > 0) verifyLater();
  }

  function differs(machineId: string, { seq, number, hash }: Checkpoint): AuditEntry {
    const found = store.entry(seq) ? "another entry has its number" : "the trail ended before it";
    log.error("audit.copy_differs", { machineId, seq, found });
    return {
      ...hubItself,
      action: "audit.copy_differs",
      machineId,
      data: { machine: nameOf(machineId), checkpoint: number, seq, hash, found },
    };
  }

  // A machine that was put back from a backup has a shorter record; who rewrote it has another one. Both are said, as what they are.
  function recordEntries(machineId: string, record: RecordHead | undefined): AuditEntry[] {
    const before = store.record(machineId);
    if (!record || !before || record.seq > before.seq) return [];
    if (record.seq === before.seq && record.hash === before.hash) return [];
    const shorter = record.seq < before.seq;
    log.warn("audit.record_differs", { machineId, seq: record.seq, before: before.seq });
    const why = shorter
      ? "its record is shorter than it was: the power failed before all of it was on disk, it was put back from a backup, or the end was removed"
      : "its record is not the one it told of before: it was put back from a backup and went on, or was rewritten";
    return [
      {
        ...hubItself,
        action: "machine.record_differs",
        machineId,
        data: { machine: nameOf(machineId), told: { ...record }, before: { seq: before.seq, hash: before.hash }, why },
      },
    ];
  }

  /** An admin says why checkpoints do not fit. Throws `wrong_state` where all do. */
  async function explain(by: Pick<AuditEntry, "actor" | "origin">, reason: string): Promise<Verified> {
    const marks = (await verify()).report.unexplained;
    if (marks.length === 0) throw new AppError("wrong_state", "Every checkpoint fits: there is nothing to explain.");
    await db.commit({ do: [], audit: [{ ...by, action: explainedAction, data: { reason, marks } }] });
    return verify();
  }

  const timers = [setInterval(look, lookEveryMs), setInterval(verifyLater, wholeEveryMs)];
  const first = setTimeout(verifyLater, firstWholeMs);
  for (const timer of [...timers, first]) timer.unref();

  /** A machine came: what it holds is compared, and it is given the newest. */
  function connected({ machineId, checkpoints = [], record }: Arrived): void {
    heard(machineId, checkpoints, { record }).catch(notCompared(machineId));
    if (last) tell(last, machineId);
  }
  const kept = (machineId: MachineId, checkpoint: Checkpoint, record?: RecordHead): void =>
    void heard(machineId, [checkpoint], { record, oneMore: true }).catch(notCompared(machineId));
  const notCompared = (machineId: string) => (error: unknown) =>
    log.error("audit.not_compared", { machineId, error: String(error) });

  return {
    connected,
    kept,
    heard,
    verify,
    explain,
    checkpoint,
    /** What the whole trail was found to be when it was last looked over; absent before the first time. */
    verified: () => verified,
    newest: () => last,
    stop: async (): Promise<void> => {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      clearTimeout(first);
      await running?.catch(() => {});
      await checkpoint().catch((error: unknown) => log.warn("audit.no_checkpoint", { error: String(error) }));
    },
  };
}
export type AuditKeeper = ReturnType<typeof makeAuditKeeper>;
