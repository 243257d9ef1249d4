/** All processes of one program: found, signalled and ended together, by its cgroup where it has one. */
import type { Containment, Survivor } from "../../domain/usage.ts";
import type { Cgroup } from "./cgroup.ts";
import { isAlive, marked, membersOf, statOf, survivor, type Stat } from "./strays.ts";

export type SignalName = "SIGINT" | "SIGTERM" | "SIGKILL" | "SIGCONT";

const settleRounds = 6;
const settleMs = 15;

export class Tree {
  readonly #seen = new Map<number, string>();
  readonly #root: Stat | undefined;
  constructor(
    readonly pid: number,
    readonly mark: string | undefined,
    readonly cgroup: Cgroup | undefined,
  ) {
    this.#root = statOf(pid);
  }

  get containedBy(): Containment {
    return this.cgroup?.kind ?? "group";
  }

  /** Alive now. With a cgroup this costs one file; `thorough` also looks for what a privileged program moved out of it. */
  pids({ thorough = false }: { thorough?: boolean } = {}): number[] {
    if (!this.#root) return this.#groupIsThere() ? [this.pid] : [];
    if (!this.cgroup) return membersOf({ root: this.#root, mark: this.mark, seen: this.#seen });
    const inside = this.cgroup.pids().filter((pid) => isAlive(statOf(pid)));
    if (!thorough) return inside;
    const all = new Set([...inside, ...membersOf({ root: this.#root, mark: this.mark, seen: this.#seen })]);
    return [...all];
  }

  signal(name: SignalName): void {
    // Looked at before anybody ends: a parent that is gone no longer says who its children are.
    const all = this.pids({ thorough: true });
    if (name === "SIGKILL") this.cgroup?.kill();
    const isOurs = this.#isOurs();
    const others = all.filter((pid) => !(isOurs && statOf(pid)?.group === this.pid));
    // The group in one call: it reaches what was forked meanwhile, also where there is no /proc.
    if (isOurs) send(-this.pid, name);
    for (const pid of others) send(pid, name);
  }

  /** What is there after the end. Costs next to nothing where nothing is; what is about to end has a moment for it. */
  async survivors(why: "left" | "unkillable"): Promise<Survivor[]> {
    for (let round = 0; why === "left" && this.#mayHaveLeft(); round++) {
      if (round === settleRounds) break;
      await Bun.sleep(settleMs);
    }
    if (why === "left" && !this.#mayHaveLeft()) return [];
    return this.pids({ thorough: why === "unkillable" })
      .slice(0, 100)
      .flatMap((pid) => survivor(pid, why) ?? []);
  }

  #mayHaveLeft(): boolean {
    if (this.cgroup) return this.cgroup.isPopulated();
    return this.#groupIsThere() || this.#seen.size > 0 || (this.mark !== undefined && marked(this.mark).length > 0);
  }

  #groupIsThere(): boolean {
    try {
      process.kill(-this.pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Once all have ended, their number may be given to somebody else. */
  #isOurs(): boolean {
    const now = statOf(this.pid);
    return now === undefined || this.#root === undefined || now.startedTicks === this.#root.startedTicks;
  }
}

function send(pid: number, name: SignalName): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}
