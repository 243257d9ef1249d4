/** The control group of one program: nothing that it starts is outside, and it is limited, counted and ended as a whole. */
import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { once } from "../../lib/once.ts";
import { hasShell } from "./gate.ts";
import { attempt, numbers, probe, read, type Hierarchy } from "./cgroupProbe.ts";

export type Limits = { memoryBytes?: number | undefined; processes?: number | undefined };

/** Nobody needs more for a step, and a fork bomb stops here, long before the machine's own limit. */
const usualProcesses = 4_096;

const hierarchies = once(() => (process.platform === "linux" && hasShell() ? probe() : []));
let made = 0;

/** Undefined where this machine has none that the agent may use. */
export function makeCgroup(limits: Limits = {}, among: readonly Hierarchy[] = hierarchies()): Cgroup | undefined {
  const used = among.filter((each) => isUseful(each, { limits, among }));
  if (used.length === 0) return undefined;
  const name = String(++made);
  const groups = used.map((each) => ({ ...each, dir: join(each.dir, name) }));
  try {
    for (const { dir } of groups) mkdirSync(dir);
    const group = new Cgroup(groups);
    group.limit(limits);
    return group;
  } catch {
    for (const { dir } of groups) attempt(() => rmdirSync(dir));
    return undefined;
  }
}

function isUseful(
  { version, controllers }: Hierarchy,
  { limits, among }: { limits: Limits; among: readonly Hierarchy[] },
): boolean {
  // Of version 1, memory is joined only for a limit: it is the dearest to make. Version 2 freezes by itself.
  if (version === 2 || controllers.has("pids")) return true;
  if (controllers.has("memory")) return limits.memoryBytes !== undefined;
  return !among.some((each) => each.version === 2);
}

export class Cgroup {
  readonly #groups: readonly Hierarchy[];
  /** The one that says who is in it: version 2 where there is one. */
  readonly #main: Hierarchy;
  readonly #unlimited: ("memory" | "processes")[] = [];

  constructor(groups: readonly Hierarchy[]) {
    this.#groups = groups;
    const main = groups.find(({ version }) => version === 2) ?? groups[0];
    if (!main) throw new Error("A cgroup needs a hierarchy.");
    this.#main = main;
  }

  get kind(): "cgroup2" | "cgroup1" {
    return this.#main.version === 2 ? "cgroup2" : "cgroup1";
  }

  /** What was asked for and cannot be held here. */
  get unlimited(): readonly ("memory" | "processes")[] {
    return this.#unlimited;
  }

  limit({ memoryBytes, processes }: Limits): void {
    const pids = this.with("pids");
    const most = String(processes ?? usualProcesses);
    if (!(pids && attempt(() => writeFileSync(join(pids.dir, "pids.max"), most))) && processes !== undefined)
      this.#unlimited.push("processes");
    if (memoryBytes === undefined) return;
    const memory = this.with("memory");
    if (!(memory && limitMemory(memory, memoryBytes))) this.#unlimited.push("memory");
  }

  /** A process that writes 0 into each of them is in, and so is all that it starts. */
  get doors(): string[] {
    return this.#groups.map(({ dir }) => join(dir, "cgroup.procs"));
  }

  pids(): number[] {
    return [this.#main.dir, ...below(this.#main.dir)].flatMap((dir) => numbers(read(join(dir, "cgroup.procs"))));
  }

  isPopulated(): boolean {
    const events = this.#main.version === 2 ? read(join(this.#main.dir, "cgroup.events")) : "";
    return events === "" ? this.pids().length > 0 : /^populated 1$/m.test(events);
  }

  /** All of them, also what is forked meanwhile: by the kernel where it can, else frozen so that nobody forks, and killed. */
  kill(): void {
    const { dir, version } = this.#main;
    // A program that could put the agent in here would otherwise end it.
    if (this.pids().includes(process.pid)) return;
    if (version === 2 && attempt(() => writeFileSync(join(dir, "cgroup.kill"), "1"))) return;
    this.#frozen(() => {
      for (const pid of this.pids()) attempt(() => process.kill(pid, "SIGKILL"));
    });
  }

  /** Removed where nothing is left in it; what runs on keeps its group and its limits. */
  remove(): void {
    for (const { dir } of this.#groups) {
      if (attempt(() => rmdirSync(dir))) continue;
      for (const child of below(dir).toReversed()) attempt(() => rmdirSync(child));
      attempt(() => rmdirSync(dir));
    }
  }

  with(controller: string): Hierarchy | undefined {
    return this.#groups.find(({ controllers }) => controllers.has(controller));
  }

  get main(): Hierarchy {
    return this.#main;
  }

  #frozen(act: () => void): void {
    const freezer = this.with("freezer");
    const [file, on, off] =
      this.#main.version === 2
        ? [join(this.#main.dir, "cgroup.freeze"), "1", "0"]
        : [freezer && join(freezer.dir, "freezer.state"), "FROZEN", "THAWED"];
    if (file !== undefined) attempt(() => writeFileSync(file, on));
    act();
    if (file !== undefined) attempt(() => writeFileSync(file, off));
  }
}

function limitMemory({ version, dir }: Hierarchy, bytes: number): boolean {
  const set = (file: string, value: number) => attempt(() => writeFileSync(join(dir, file), String(value)));
  // Without swap, or it would be pushed out there and be slow instead of being told. Not every kernel counts swap.
  if (version === 2) {
    set("memory.swap.max", 0);
    return set("memory.max", bytes);
  }
  const held = set("memory.limit_in_bytes", bytes);
  set("memory.memsw.limit_in_bytes", bytes);
  return held;
}

/** A program may divide its own group; outermost first. */
function below(dir: string): string[] {
  const links = read(join(dir, "cgroup.stat"));
  if (/^nr_descendants 0$/m.test(links)) return [];
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => [join(dir, name), ...below(join(dir, name))]);
  } catch {
    return [];
  }
}
