/** Watches a running call for silence. While output flows it wakes once in the idle time; how to look is loaded at the first need. */
import type { Stall } from "../../domain/stall.ts";
import type { WatchStalls } from "../calls/program.ts";
import type { Program } from "../calls/program.ts";

/** Not more often than this, whatever it waits for. */
const everyMs = 1_000;
/** A silence that was told of is looked at again this often, for something else may be waited for by then. */
const againMs = 10_000;

type Watched = Parameters<WatchStalls>[0];
type Told = { key: string; lookedAtMs: number; lastOutputMs: number; idleMs: number };

export const watchStalls: WatchStalls = (watched) => {
  const watch = new Watch(watched);
  return { stop: () => watch.stop() };
};

/** The same with other times, for tests. */
export const watchStallsEvery =
  (times: { everyMs: number; gapMs: number; againMs?: number }): WatchStalls =>
  (watched) => {
    const watch = new Watch(watched, times);
    return { stop: () => watch.stop() };
  };

class Watch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told: Told | undefined;
  /** A person said “wait”: nothing is told before it has been silent for so long. */
  #patienceMs = 0;
  #stopped = false;

  constructor(
    readonly watched: Watched,
    readonly times: { everyMs: number; gapMs?: number; againMs?: number } = { everyMs },
  ) {
    this.#after(watched.idleMs());
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #after(ms: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => void this.#check(), Math.max(this.times.everyMs, ms));
  }

  async #check(): Promise<void> {
    try {
      this.#after(await this.#wait());
    } catch {
      // What could not be looked at is looked at again; a watcher never ends a call.
      this.#after(this.times.againMs ?? againMs);
    }
  }

  /** Looks, tells, and says how long it may sleep. */
  async #wait(): Promise<number> {
    const programs = this.watched.programs();
    const idleMs = this.watched.idleMs();
    if (programs.length === 0) return this.#moves(idleMs);
    const lastOutputMs = Math.max(...programs.map((program) => program.lastOutputMs()));
    const quietMs = Date.now() - lastOutputMs;
    if (this.#told && lastOutputMs !== this.#told.lastOutputMs) return this.#moves(idleMs - quietMs);
    if (this.#told && idleMs > this.#told.idleMs) {
      this.#patienceMs = 3 * quietMs;
      this.#told = undefined;
    }
    const wanted = Math.max(idleMs, this.#patienceMs);
    if (!this.#told && quietMs < wanted) return wanted - quietMs;
    if (this.#told && Date.now() - this.#told.lookedAtMs < (this.times.againMs ?? againMs)) return 0;
    await this.#look(programs, { lastOutputMs, idleMs });
    return 0;
  }

  #moves(nextMs: number): number {
    this.#patienceMs = 0;
    if (this.#told) this.watched.tell(undefined);
    this.#told = undefined;
    return nextMs;
  }

  async #look(programs: readonly Program[], at: { lastOutputMs: number; idleMs: number }): Promise<void> {
    const { inspect } = await import("./inspect.ts");
    const found = await inspect({
      programs,
      lastOutputMs: at.lastOutputMs,
      ...(this.times.gapMs === undefined ? {} : { gapMs: this.times.gapMs }),
    });
    if (this.#stopped || !found) return;
    const { key, ...stall } = found;
    const known = this.#told?.key === key;
    this.#told = { key, lookedAtMs: Date.now(), ...at };
    if (!known) this.watched.tell(stall satisfies Stall);
  }
}
