/**
 * Ends a program with its whole tree: INT, TERM, KILL, each only where the one before did not do. What cannot die (stuck in
 * the kernel) is not waited for.
 */
import type { Tree } from "./tree.ts";

export type Waits = {
  /** For the program itself to end after INT, and again after TERM. */
  stepMs: number;
  /** For its children after TERM, once the program itself has ended. */
  childrenMs: number;
  /** For what was killed to be gone. */
  killMs: number;
};
export const usualWaits: Waits = { stepMs: 5_000, childrenMs: 2_000, killMs: 1_000 };

/** Looking costs a walk through /proc where there is no cgroup: at first often, then less. */
const lookMs = 20;
const lookMostMs = 250;

export class Ending {
  readonly #tree: Tree;
  readonly #waits: Waits;
  /** Resolves once the program itself has ended. */
  readonly #exited: Promise<unknown>;
  #hasExited = false;
  #going: Promise<void> | undefined;
  readonly #begun = Promise.withResolvers<void>();
  #hurry = false;

  constructor({
    tree,
    exited,
    waits = usualWaits,
  }: {
    tree: Tree;
    exited: Promise<unknown>;
    waits?: Waits | undefined;
  }) {
    this.#tree = tree;
    this.#waits = waits;
    this.#exited = exited.then(() => (this.#hasExited = true));
  }

  get isBegun(): boolean {
    return this.#going !== undefined;
  }

  begin(): void {
    this.#going ??= this.#end();
    this.#begun.resolve();
  }

  /** At once and without asking it first. */
  kill(): void {
    this.#hurry = true;
    this.#tree.signal("SIGKILL");
    this.begin();
  }

  /** The program has ended, or an ending that was begun has done what can be done. */
  async over(): Promise<void> {
    await Promise.race([this.#exited, this.#begun.promise.then(() => this.#going)]);
    await this.#going;
  }

  async #end(): Promise<void> {
    // A shell without a terminal starts what is in its background so that it ignores INT: that gets TERM as soon as the shell is gone.
    if (!this.#hurry) {
      this.#tree.signal("SIGINT");
      // What was stopped meets its INT only once it goes on.
      this.#tree.signal("SIGCONT");
      if (await this.#goneWithin(this.#waits.stepMs, () => this.#hasExited)) return;
    }
    if (!this.#hurry) {
      this.#tree.signal("SIGTERM");
      const children = (): boolean => this.#hasExited;
      const last = await this.#goneWithin(this.#waits.stepMs, children);
      if (last || (this.#hasExited && (await this.#goneWithin(this.#waits.childrenMs)))) return;
    }
    const untilMs = performance.now() + this.#waits.killMs;
    do {
      this.#tree.signal("SIGKILL");
      await Bun.sleep(lookMs);
    } while (!this.#isGone() && performance.now() < untilMs);
  }

  /** True where nothing is left; false after that time, when somebody is in a hurry, or where `early` says that it need not be waited for. */
  async #goneWithin(ms: number, early = (): boolean => false): Promise<boolean> {
    const untilMs = performance.now() + ms;
    for (let wait = lookMs; performance.now() < untilMs && !this.#hurry; wait = Math.min(wait * 1.5, lookMostMs)) {
      await Promise.race([Bun.sleep(wait), ...(this.#hasExited ? [] : [this.#exited])]);
      if (this.#isGone()) return true;
      if (early()) return false;
    }
    return false;
  }

  #isGone(): boolean {
    return this.#hasExited && this.#tree.pids({ thorough: true }).length === 0;
  }
}
