/** Runs one program to its end: own session, no input, cleaned environment, held together, and ended whole on a limit. */
import { closeSync, writeFileSync } from "node:fs";
import type { Spawned, SpawnOptions } from "../../tools/define.ts";
import { once } from "../../lib/once.ts";
import { becomes, endAhead, readyAhead, takeAhead } from "./ahead.ts";
import { makeCgroup, type Cgroup, type Limits } from "./cgroup.ts";
import type { Hold } from "../confine/confiner.ts";
import { attempt } from "./cgroupProbe.ts";
import { Ending, type Waits } from "./ending.ts";
import { quiet, withoutLoaders } from "./environment.ts";
import { fifos, type Fifo } from "./fifos.ts";
import { canStart, gated, gatedHeld, throughDoors } from "./gate.ts";
import { Kept } from "./kept.ts";
import type { Observer, Program, Report } from "./program.ts";
import { reading, readRest, Tail, type Reading } from "./reading.ts";
import { markName } from "./strays.ts";
import { spawnOnTerminal, type Type } from "./terminal.ts";
import { Tree } from "./tree.ts";
import { limitWarnings, usageOf } from "./usage.ts";

export type Launch = {
  argv: readonly string[];
  options: SpawnOptions;
  /** Added for every child of this call, e.g. AILX_TASK. */
  env: Record<string, string>;
  home: string;
  signal: AbortSignal;
  emit: (stream: "stdout" | "stderr", bytes: Uint8Array) => void | Promise<void>;
  /** Limits of the call that this program is part of. */
  limits?: Limits;
  observer?: Observer;
  /** How long each step of an ending may take. */
  waits?: Waits;
  /** `undefined` runs it without a cgroup; absent, the strongest that there is. */
  cgroup?: Cgroup | undefined;
  /** It is of the reviewed few that only look and start nothing: its group holds it, and nobody is looked for afterwards. */
  looks?: boolean;
  /** What it is held to while it runs. */
  hold?: Hold | undefined;
};

const isLinux = process.platform === "linux";

type Stream = "stdout" | "stderr";
type Take = (stream: Stream, bytes: Uint8Array) => Promise<void>;
type Child = { child: Bun.Subprocess; readings: Reading[]; type?: Type };

/** Rejects where the program cannot be started at all. */
export async function launch(given: Launch): Promise<Spawned> {
  const { options, signal, emit, env, limits = {} } = given;
  const { timeoutMs = 30_000, maxBytes = 256 << 10, live = false } = options;
  signal.throwIfAborted();
  const kept = { stdout: new Kept(maxBytes), stderr: new Kept(maxBytes) };
  const tail = new Tail();
  const plain = given.looks === true && limits.memoryBytes === undefined && limits.processes === undefined;
  const cgroup = "cgroup" in given ? given.cgroup : plain ? undefined : makeCgroup(limits);
  const take: Take = async (stream, bytes) => {
    tail.add(bytes);
    if (maxBytes > 0) kept[stream].add(bytes);
    if (live) await emit(stream, bytes);
  };
  const { child, readings, type } =
    startAhead(given, { cgroup, take }) ??
    start(given, { cgroup, pipes: options.terminal ? undefined : await fifos(2), take });
  const tree = new Tree(child.pid, plain ? undefined : env[markName], cgroup);
  const ending = new Ending({ tree, exited: child.exited, waits: given.waits });
  const program: Program = {
    pid: child.pid,
    pids: () => tree.pids(),
    lastOutputMs: () => tail.lastMs,
    tail: () => tail.text(),
    ...(type ? { type } : {}),
    signal: (name) => (name === "SIGKILL" ? ending.kill() : tree.signal(name)),
  };
  given.observer?.begun(program);

  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    ending.begin();
  }, timeoutMs);
  const onAbort = (): void => ending.begin();
  signal.addEventListener("abort", onAbort, { once: true });
  await ending.over();
  // Not sooner: it would take the processor from the program itself.
  if (given.hold?.ahead) void readyAhead(given.hold.ahead.helper);
  clearTimeout(limit);
  await readRest(readings, { patient: () => !ending.isBegun && !signal.aborted });
  signal.removeEventListener("abort", onAbort);

  const told = await report({ tree, child, ending, limits });
  given.observer?.ended(program, given.hold ? { ...told, heldBy: given.hold.heldBy } : told);
  cgroup?.remove();
  const signalled = child.signalCode === null ? null : String(child.signalCode);
  return {
    exitCode: signalled ? null : child.exitCode,
    signal: signalled,
    stdout: kept.stdout.text(),
    stderr: kept.stderr.text(),
    timedOut,
  };
}

/** The helper that waits becomes it, where one does. */
function startAhead(
  given: Launch,
  { cgroup, take }: Pick<Surroundings, "take"> & { cgroup: Cgroup | undefined },
): Child | undefined {
  const { hold, options, limits = {} } = given;
  const program = { argv: given.argv, ...aroundOf(given) };
  // What cannot be started says so where everything is started.
  const ahead = hold?.ahead && !options.terminal && canStart(program) ? takeAhead() : undefined;
  if (!hold?.ahead || !ahead) return undefined;
  protectAgent();
  const confining = hold.ahead.confining(throughDoors({ cgroup, limits }));
  if (!becomes(ahead, { ...program, confining })) {
    endAhead(ahead);
    return undefined;
  }
  const { child, pipes } = ahead;
  const [out, err] = pipes;
  return {
    child,
    readings: [
      readingOf(out, undefined, (bytes) => take("stdout", bytes)),
      readingOf(err, undefined, (bytes) => take("stderr", bytes)),
    ],
  };
}

function aroundOf({ options, env, hold, home: own }: Launch): { cwd: string; env: Record<string, string> } {
  const home = hold?.home ?? own;
  const all = { ...quiet, HOME: home, ...env, ...hold?.env, ...options.env };
  return { cwd: options.cwd ?? home, env: hold ? withoutLoaders(all) : all };
}

function start(
  given: Launch,
  { cgroup, pipes, take }: Pick<Surroundings, "pipes" | "take"> & { cgroup: Cgroup | undefined },
): Child {
  const { options, hold, limits = {} } = given;
  const around = aroundOf(given);
  protectAgent();
  try {
    const program = { argv: given.argv, ...around };
    const { terminal } = options;
    const argv = hold
      ? gatedHeld(program, { hold, cgroup, limits, terminal })
      : gated(program, { cgroup, limits, terminal });
    const started = (options.terminal ? onTerminal : onPipes)(argv, { ...around, pipes, take });
    // The gate has done it before; without one it is done as soon as can be.
    if (argv === given.argv && isLinux) attempt(() => writeFileSync(`/proc/${started.child.pid}/oom_score_adj`, "500"));
    return started;
  } catch (error) {
    cgroup?.remove();
    throw error;
  }
}

type Surroundings = {
  cwd: string;
  env: Record<string, string>;
  /** For stdout and stderr; without them the runtime's own are used. */
  pipes: readonly Fifo[] | undefined;
  take: Take;
};

function onPipes(argv: readonly string[], { pipes = [], take, ...options }: Surroundings): Child {
  const [out, err] = pipes;
  try {
    const child = Bun.spawn([...argv], {
      ...options,
      stdio: ["ignore", out?.write ?? "pipe", err?.write ?? "pipe"],
      detached: true,
    });
    return {
      child,
      readings: [
        readingOf(out, child.stdout, (bytes) => take("stdout", bytes)),
        readingOf(err, child.stderr, (bytes) => take("stderr", bytes)),
      ],
    };
  } catch (error) {
    for (const { read } of pipes) closeSync(read);
    throw error;
  } finally {
    // The end is seen once nobody holds the other side, so the agent does not either.
    for (const { write } of pipes) closeSync(write);
  }
}

type Own = ReadableStream<Uint8Array> | number | undefined;

function readingOf(fifo: Fifo | undefined, own: Own, take: (bytes: Uint8Array) => Promise<void>): Reading {
  if (!fifo) {
    if (!(own instanceof ReadableStream)) throw new Error("a program without output");
    return reading(own, take);
  }
  const { done, ...rest } = reading(Bun.file(fifo.read).stream(), take);
  // A stream of a descriptor leaves it open.
  return { ...rest, done: done.finally(() => closeSync(fifo.read)) };
}

function onTerminal(argv: readonly string[], { take, pipes: _, ...options }: Surroundings): Child {
  const {
    child,
    type,
    reading: only,
  } = spawnOnTerminal(argv, {
    ...options,
    take: (bytes) => take("stdout", bytes),
  });
  return { child, type, readings: [only] };
}

/** The kernel ends others before it where memory runs out. */
const protectAgent = once(
  () => isLinux && process.geteuid?.() === 0 && attempt(() => writeFileSync("/proc/self/oom_score_adj", "-500")),
);

async function report({
  tree,
  child,
  ending,
  limits,
}: {
  tree: Tree;
  child: Bun.Subprocess;
  ending: Ending;
  limits: Limits;
}): Promise<Report> {
  const asked = (["memory", "processes"] as const).filter((what) =>
    what === "memory" ? limits.memoryBytes !== undefined : limits.processes !== undefined,
  );
  const warnings = limitWarnings(tree.cgroup, asked);
  return {
    usage: usageOf({ cgroup: tree.cgroup, spent: child.resourceUsage() }),
    survivors: await tree.survivors(ending.isBegun ? "unkillable" : "left"),
    containedBy: tree.containedBy,
    ...(warnings && warnings.length > 0 ? { warnings } : {}),
  };
}
