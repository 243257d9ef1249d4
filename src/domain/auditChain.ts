/**
 * Looks over the chain of an audit trail, entry by entry and in order, and names what is wrong: it goes on after a fault,
 * so that all are found, and tells a changed entry from one that was removed, put in or moved.
 */
import { auditGenesis, auditHash, type ChainedAudit } from "./audit.ts";
import type { AuditFault } from "./auditReport.ts";

type Found = Omit<AuditFault, "by">;

/** So many faults are worked out; what is beyond is counted. */
const atMost = 100;
/** Removed or put in at once and renumbered behind; of more, each entry behind counts as changed. */
const shiftAtMost = 16;
const shifts = Array.from({ length: shiftAtMost }, (_, n) => [n + 1, -(n + 1)]).flat();

export class ChainCheck {
  readonly #faults: Found[] = [];
  #count = 0;
  #entries = 0;
  #before = { seq: 0, hash: auditGenesis };
  /** What the entry before was found with explains why this one does not follow it. */
  #explained = false;
  /** By how much later entries were renumbered: an entry's own number is `seq + shift`. */
  #shift = 0;
  /** A change of that number which the next entry has to confirm. */
  #turn: { row: ChainedAudit; shift: number } | undefined;
  readonly #odd: ChainedAudit[] = [];

  get head(): { seq: number; hash: string } {
    return this.#before;
  }
  get entries(): number {
    return this.#entries;
  }

  /** What has to be added to an entry's number to get the one it was written with. */
  get shift(): number {
    return this.#shift;
  }

  finish(): { faults: Found[]; count: number } {
    if (this.#turn) this.#turned(this.#turn);
    this.#turn = undefined;
    for (const fault of this.#strangers()) this.#fault(fault);
    return { faults: this.#faults.toSorted((a, b) => a.seq - b.seq), count: this.#count };
  }

  /** The next entry, in order of their numbers. */
  add(row: ChainedAudit): void {
    const { seq, hash } = this.#before;
    const linked = row.prevHash === hash;
    const isNext = row.seq === seq + 1;
    const own = this.#ownNumber(row);
    if (!isNext) this.#gap(seq + 1, row.seq - 1);
    if (own === row.seq + this.#shift) this.#settled({ row, linked, isNext });
    else this.#misfit({ row, own, linked });
    this.#entries++;
    this.#before = { seq: row.seq, hash: row.hash };
  }

  // The number that the entry's hash was made for; undefined where it is none near by.
  #ownNumber(row: ChainedAudit): number | undefined {
    const madeFor = (seq: number): boolean => seq > 0 && auditHash({ ...row, seq }) === row.hash;
    if (madeFor(row.seq + this.#shift)) return row.seq + this.#shift;
    // Hashes cost: in a trail where nothing fits, this is not asked for each entry.
    if (this.#count + this.#odd.length > atMost) return undefined;
    return [0, ...shifts].map((shift) => row.seq + shift).find(madeFor);
  }

  #settled({ row, linked, isNext }: { row: ChainedAudit; linked: boolean; isNext: boolean }): void {
    if (this.#turn) this.#odd.push(this.#turn.row);
    else if (!linked && isNext && !this.#explained)
      this.#fault(
        row.seq === 1
          ? { kind: "removed", seq: 1, why: "entry 1 follows an entry that is not there" }
          : {
              kind: "changed",
              seq: row.seq - 1,
              why: `entry ${row.seq - 1} is not the one that entry ${row.seq} was chained to`,
            },
      );
    this.#turn = undefined;
    this.#explained = false;
  }

  #misfit({ row, own, linked }: { row: ChainedAudit; own: number | undefined; linked: boolean }): void {
    const confirmed = this.#turn && own === row.seq + this.#turn.shift && linked;
    if (this.#turn && confirmed) this.#turned(this.#turn);
    else if (this.#turn) this.#odd.push(this.#turn.row);
    this.#turn = undefined;
    if (confirmed) return;
    if (own === undefined) this.#strange(row);
    else this.#turn = { row, shift: own - row.seq };
    this.#explained = true;
  }

  #strange(row: ChainedAudit): void {
    if (this.#odd.length <= atMost) this.#odd.push(row);
    else this.#count++;
  }

  #turned({ row, shift }: { row: ChainedAudit; shift: number }): void {
    const by = shift - this.#shift;
    this.#shift = shift;
    this.#explained = false;
    if (by > 0)
      this.#fault({
        kind: "removed",
        seq: row.seq,
        ...(by > 1 ? { toSeq: row.seq + by - 1 } : {}),
        why: `${range(row.seq, row.seq + by - 1)} removed, and what followed was given new numbers`,
      });
    else
      this.#fault({
        kind: "inserted",
        seq: row.seq + by,
        ...(by < -1 ? { toSeq: row.seq - 1 } : {}),
        why: `${range(row.seq + by, row.seq - 1)} put in later, and what followed was given new numbers`,
      });
  }

  #gap(from: number, to: number): void {
    // Numbers are unique and ascending where they come from a table; a file may hold anything.
    if (to < from) {
      this.#fault({ kind: "moved", seq: from, why: `after entry ${from - 1} comes entry ${to + 1}` });
      this.#explained = true;
      return;
    }
    this.#fault({
      kind: "removed",
      seq: from,
      ...(to > from ? { toSeq: to } : {}),
      why: from === to ? `entry ${from} is missing` : `entries ${from} to ${to} are missing`,
    });
    this.#explained = true;
  }

  // What fits nowhere near by: one of the others' places, or altered.
  *#strangers(): Generator<Found> {
    const places = this.#odd.map(({ seq }) => seq);
    for (const row of this.#odd) {
      // Put in, and named as that already.
      if (this.#faults.some(({ kind, seq, toSeq = seq }) => kind === "inserted" && seq <= row.seq && row.seq <= toSeq))
        continue;
      const own = places.find((seq) => auditHash({ ...row, seq }) === row.hash);
      yield own === undefined || own === row.seq
        ? { kind: "changed", seq: row.seq, why: "its content was altered" }
        : { kind: "moved", seq: row.seq, why: `in its place is what was entry ${own}` };
    }
  }

  #fault(fault: Found): void {
    this.#count++;
    if (this.#faults.length < atMost) this.#faults.push(fault);
  }
}

const range = (from: number, to: number): string =>
  from === to ? `entry ${from} was` : `entries ${from} to ${to} were`;
