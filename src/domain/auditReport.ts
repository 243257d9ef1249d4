/** What looking over an audit trail finds: where it is not what it was, how that is known, and how sure one may be. */

export type AuditFault = {
  /**
   * changed, removed, inserted, moved: an entry. rewritten: a stretch whose hashes were all made anew. truncated: the end
   * is missing. checkpoint: a signed checkpoint is missing, not signed by this hub, or there twice.
   */
  kind: "changed" | "removed" | "inserted" | "moved" | "rewritten" | "truncated" | "checkpoint";
  /** The first entry concerned. */
  seq: number;
  /** The last one; absent where it is one. */
  toSeq?: number;
  /** A sentence for a person. */
  why: string;
  by: "chain" | "checkpoint" | "machine";
  /** Whose copy shows it. */
  machine?: string;
};

export type AuditReport = {
  ok: boolean;
  entries: number;
  /** Number and hash of the newest entry; number 0 of an empty trail. */
  head: { seq: number; hash: string };
  /** The first hundred, in the order of the trail. */
  faults: AuditFault[];
  /** How many there are in all. */
  faultCount: number;
  /** What a person explained in the trail itself, such as a restored backup; each names who and when. */
  explained: string[];
  /** Signed by the hub's key and fitting. `throughSeq`: how far they reach; 0 where there is none. */
  checkpoints: { fitting: number; throughSeq: number };
  /** Copies of checkpoints that machines hold, and fit. */
  machines: { fitting: number; asked: number; throughSeq: number };
  /** Checkpoints that do not fit and that nobody explained, as `markOf` writes them. */
  unexplained: string[];
  /** What was not looked at, in sentences: no key at hand, no copies of machines. */
  notes: string[];
};
