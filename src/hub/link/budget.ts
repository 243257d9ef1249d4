/** So many at once, and so many more each second: what a peer may do before it is taken for hostile or broken. */

export class Budget {
  #left: number;

  constructor(
    readonly of: { perSecond: number; most: number },
    /** By a clock that is never set. */
    private takenMs: number,
  ) {
    this.#left = of.most;
  }

  /** Counts one; false where there were too many. */
  take(nowMs: number): boolean {
    this.#earn(nowMs);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** How long until one may be taken again; 0 where it may be now. */
  waitMs(nowMs: number): number {
    this.#earn(nowMs);
    return this.#left >= 1 ? 0 : Math.ceil(((1 - this.#left) / this.of.perSecond) * 1_000);
  }

  /** There was a reason for more. */
  add(count: number): void {
    this.#left += count;
  }

  #earn(nowMs: number): void {
    const earned = ((nowMs - this.takenMs) / 1_000) * this.of.perSecond;
    this.takenMs = nowMs;
    // What was added stays; only what time brings is capped.
    if (this.#left < this.of.most) this.#left = Math.min(this.of.most, this.#left + Math.max(0, earned));
  }
}
