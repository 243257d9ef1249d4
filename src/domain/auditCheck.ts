/**
 * Whether an audit trail is what was written: its chain, and what others hold that its hub once signed. The chain alone
 * shows who altered rows; the checkpoints who made all hashes anew or cut off the end; machines' copies who had the key.
 */
import type { ChainedAudit } from "./audit.ts";
import { ChainCheck } from "./auditChain.ts";
import { checkpointEvery, type Checkpoint } from "./auditCheckpoint.ts";
import type { AuditFault, AuditReport } from "./auditReport.ts";

/** A machine's copy of a checkpoint. */
export type HeldCheckpoint = { machine: string; checkpoint: Checkpoint };

export type AuditEvidence = {
  /** Of the hub itself: from its database and from the file beside it. */
  checkpoints: readonly Checkpoint[];
  /** What machines hold. */
  held: readonly HeldCheckpoint[];
  /** Whether the hub's key signed it; absent where no key is at hand. */
  isSigned?: (checkpoint: Checkpoint) => boolean;
  /** It is from before there were checkpoints. */
  before?: boolean;
};

/** The entry by which an admin says why the trail does not fit a checkpoint, e.g. that a backup was put back. */
export const explainedAction = "audit.explained";

/** What names one checkpoint in such an entry. */
export const markOf = ({ seq, hash }: Pick<Checkpoint, "seq" | "hash">): string => `${seq}:${hash}`;

/** A burst of entries, or a hub that was killed, leaves this many at most without a checkpoint. */
const behindAtMost = 10 * checkpointEvery.entries;

type Mark = { checkpoint: Checkpoint; machine?: string };

export class AuditCheck {
  readonly #chain = new ChainCheck();
  readonly #marks = new Map<number, Mark[]>();
  readonly #faults: AuditFault[] = [];
  readonly #notes: string[] = [];
  readonly #explained = new Map<string, string>();
  readonly #misfits: Mark[] = [];
  readonly #fitting = { hub: { count: 0, seq: 0 }, machine: { count: 0, seq: 0 } };
  readonly #machines: Set<string>;

  readonly #before: boolean;

  constructor({ checkpoints, held, isSigned, before = false }: AuditEvidence) {
    this.#before = before;
    if (before) this.#note("This database is from before there were checkpoints: only its chain was checked.");
    this.#machines = new Set(held.map(({ machine }) => machine));
    for (const checkpoint of this.#inOrder(checkpoints, isSigned)) this.#mark({ checkpoint });
    for (const { machine, checkpoint } of held)
      if (!isSigned || isSigned(checkpoint)) this.#mark({ checkpoint, machine });
      else this.#note(`${machine} holds a checkpoint that this hub's key did not sign; it counts for nothing.`);
    if (!isSigned) this.#note("The hub's key was not at hand: signatures of checkpoints were not checked.");
    if (held.length === 0) this.#note("No machine's copies of checkpoints were at hand.");
  }

  /** Entries in order of their numbers. */
  add(rows: readonly ChainedAudit[]): void {
    for (const row of rows) {
      this.#chain.add(row);
      // By the number it was written with: where later ones were given new numbers, the chain has said so.
      for (const mark of this.#marks.get(row.seq + this.#chain.shift) ?? []) this.#compare(mark, row);
      if (row.action === explainedAction) this.#learn(row);
    }
  }

  finish(): AuditReport {
    const chain = this.#chain.finish();
    const { head, entries, shift } = this.#chain;
    for (const [seq, marks] of this.#marks)
      if (seq > head.seq + shift) for (const mark of marks) this.#misfits.push(mark);
    const open = this.#misfits.filter(({ checkpoint }) => !this.#explained.has(markOf(checkpoint)));
    const found = [
      ...chain.faults.map((fault): AuditFault => ({ ...fault, by: "chain" })),
      ...this.#faults,
      ...this.#rewritten(open.filter(({ checkpoint }) => checkpoint.seq <= head.seq)),
      ...truncated(
        open.filter(({ checkpoint }) => checkpoint.seq > head.seq),
        head.seq,
      ),
      ...this.#uncovered(head.seq),
    ].toSorted((a, b) => a.seq - b.seq);
    const used = new Set(this.#misfits.map(({ checkpoint }) => this.#explained.get(markOf(checkpoint))));
    const faultCount = found.length - chain.faults.length + chain.count;
    const { hub, machine } = this.#fitting;
    return {
      ok: faultCount === 0,
      entries,
      head,
      faults: found.slice(0, 100),
      faultCount,
      explained: [...used].filter((text) => text !== undefined),
      checkpoints: { fitting: hub.count, throughSeq: hub.seq },
      machines: { fitting: machine.count, asked: this.#machines.size, throughSeq: machine.seq },
      unexplained: open.map(({ checkpoint }) => markOf(checkpoint)).filter((mark, at, all) => all.indexOf(mark) === at),
      notes: this.#notes,
    };
  }

  // Each number once, signed, without a gap. The same one from database and file is one.
  *#inOrder(given: readonly Checkpoint[], isSigned: AuditEvidence["isSigned"]): Generator<Checkpoint> {
    const seen = new Set<string>();
    let before = 0;
    for (const each of given.toSorted((a, b) => a.number - b.number)) {
      const text = `${each.number} ${markOf(each)} ${each.atMs} ${each.signature}`;
      if (seen.has(text)) continue;
      seen.add(text);
      if (isSigned && !isSigned(each)) {
        this.#odd(each, `checkpoint ${each.number} is not signed by this hub's key`);
        continue;
      }
      if (each.number > before + 1)
        this.#odd(each, `${each.number - before - 1} checkpoints before number ${each.number} are missing`);
      before = each.number;
      yield each;
    }
  }

  #odd({ seq }: Checkpoint, why: string): void {
    this.#faults.push({ kind: "checkpoint", seq, why, by: "checkpoint" });
  }

  #note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  #mark(mark: Mark): void {
    const { seq } = mark.checkpoint;
    const there = this.#marks.get(seq);
    if (there) there.push(mark);
    else this.#marks.set(seq, [mark]);
  }

  #compare(mark: Mark, row: ChainedAudit): void {
    if (row.hash !== mark.checkpoint.hash) return void this.#misfits.push(mark);
    const side = this.#fitting[mark.machine === undefined ? "hub" : "machine"];
    side.count++;
    side.seq = Math.max(side.seq, row.seq);
  }

  #learn({ seq, actorName, data }: ChainedAudit): void {
    const reason = typeof data["reason"] === "string" ? data["reason"] : "";
    const marks = Array.isArray(data["marks"]) ? data["marks"] : [];
    for (const mark of marks)
      if (typeof mark === "string") this.#explained.set(mark, `entry ${seq}, ${actorName}: ${reason}`);
  }

  // The first that does not fit says where it begins; that later ones do not fit either follows from it.
  *#rewritten(misfits: readonly Mark[]): Generator<AuditFault> {
    const firsts = new Map<string, Mark>();
    for (const mark of misfits) {
      const source = mark.machine ?? "";
      const known = firsts.get(source);
      if (!known || known.checkpoint.seq > mark.checkpoint.seq) firsts.set(source, mark);
    }
    for (const { checkpoint, machine } of firsts.values()) {
      const from = this.#lastFitting(checkpoint.seq) + 1;
      const holder = machine === undefined ? "the hub's checkpoint" : `the copy on ${machine}`;
      yield {
        kind: "rewritten",
        seq: from,
        ...(checkpoint.seq > from ? { toSeq: checkpoint.seq } : {}),
        why: `${from === checkpoint.seq ? `entry ${from} is` : `of entries ${from} to ${checkpoint.seq} at least one is`} not what it was when the hub signed checkpoint ${checkpoint.number}, as ${holder} shows: an older backup was put back since, or all hashes were made anew`,
        by: machine === undefined ? "checkpoint" : "machine",
        ...(machine === undefined ? {} : { machine }),
      };
    }
  }

  #lastFitting(before: number): number {
    const bad = new Set(this.#misfits);
    let last = 0;
    for (const [seq, marks] of this.#marks)
      if (seq < before && seq > last && marks.some((mark) => !bad.has(mark))) last = seq;
    return last;
  }

  // Checkpoints are made as entries are; far behind them is only who had them removed.
  *#uncovered(headSeq: number): Generator<AuditFault> {
    const last = Math.max(0, ...this.#marks.keys());
    if (this.#before || headSeq - last <= behindAtMost) return;
    yield {
      kind: "checkpoint",
      seq: last + 1,
      toSeq: headSeq,
      why: `no checkpoint speaks of entries ${last + 1} to ${headSeq}; there should be one every ${checkpointEvery.entries}`,
      by: "checkpoint",
    };
  }
}

function* truncated(beyond: readonly Mark[], headSeq: number): Generator<AuditFault> {
  const furthest = new Map<string, Mark>();
  for (const mark of beyond) {
    const source = mark.machine ?? "";
    if ((furthest.get(source)?.checkpoint.seq ?? 0) < mark.checkpoint.seq) furthest.set(source, mark);
  }
  for (const { checkpoint, machine } of furthest.values())
    yield {
      kind: "truncated",
      seq: headSeq + 1,
      ...(checkpoint.seq > headSeq + 1 ? { toSeq: checkpoint.seq } : {}),
      why:
        `the trail ends at entry ${headSeq}, but the hub signed entry ${checkpoint.seq}` +
        `${machine === undefined ? "" : `, as the copy on ${machine} shows`}: ` +
        "an older backup was put back, or the end was removed",
      by: machine === undefined ? "checkpoint" : "machine",
      ...(machine === undefined ? {} : { machine }),
    };
}

/** The chain alone, of a whole trail. */
export function checkChain(rows: readonly ChainedAudit[]): AuditReport {
  const check = new AuditCheck({ checkpoints: [], held: [] });
  check.add(rows);
  return check.finish();
}
