/**
 * The shell that becomes the program: it takes itself into the cgroup and under the limits first. From outside that is a race:
 * written right after the start, 81 of 200 children of a shell were forked before it, and outside. Costs 0.4 ms.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { once } from "../../lib/once.ts";
import type { Cgroup, Limits } from "./cgroup.ts";

const shell = "/bin/sh";
/** Where memory runs out, the kernel ends what a call started before the agent, which is needed to put things right. */
const endsFirst = "echo 500 >/proc/self/oom_score_adj";
/** What a program is held to, as `src/agent/confine` puts it around a command. */
type Hold = {
  argv: (
    program: readonly string[],
    given: { doors: readonly string[]; addressBytes?: number | undefined },
  ) => string[];
};
export const hasShell = once(() => existsSync(shell));

export type Program = { argv: readonly string[]; env: Record<string, string>; cwd: string };

/** What is started instead of the program; the program itself where there is nothing to do, or no such program. */
export function gated(
  program: Program,
  { cgroup, limits, terminal = false }: { cgroup: Cgroup | undefined; limits: Limits; terminal?: boolean | undefined },
): readonly string[] {
  if (!hasShell() || !canStart(program)) return program.argv;
  const { memoryBytes } = limits;
  const holdsMemory = cgroup !== undefined && !cgroup.unlimited.includes("memory");
  const lines = [
    ...(cgroup?.doors ?? []).map((file) => `echo 0 >${quoted(file)}`),
    // From outside it is a race too: 2 of 30 fast programs had written a few thousand lines before.
    ...(terminal ? ["stty -opost"] : []),
    // Of each process alone, and of addresses instead of memory: only where nothing better is there.
    ...(memoryBytes !== undefined && !holdsMemory ? [`ulimit -v ${Math.ceil(memoryBytes / 1_024)}`] : []),
  ];
  if (lines.length === 0) return program.argv;
  return [shell, "-c", `{ ${[...lines, endsFirst].join("; ")}; } 2>/dev/null; exec "$@"`, "sh", ...program.argv];
}

/**
 * The same for a program that is held: its helper goes through the doors and takes the limits itself, since it needs threads
 * and addresses of its own until then. Throws where there is no such program.
 */
export function gatedHeld(
  program: Program,
  {
    hold,
    cgroup,
    limits,
    terminal,
  }: { hold: Hold; cgroup: Cgroup | undefined; limits: Limits; terminal?: boolean | undefined },
): readonly string[] {
  if (!canStart(program)) throw new Error(`ENOENT: there is no program ${program.argv[0] ?? ""}`);
  const argv = hold.argv(program.argv, throughDoors({ cgroup, limits }));
  return gated({ ...program, argv }, { cgroup: undefined, limits: {}, terminal });
}

/** What a helper does of a gate's work. */
export function throughDoors({ cgroup, limits }: { cgroup: Cgroup | undefined; limits: Limits }) {
  const holdsMemory = cgroup !== undefined && !cgroup.unlimited.includes("memory");
  return { doors: cgroup?.doors ?? [], addressBytes: holdsMemory ? undefined : limits.memoryBytes };
}

/** A shell would only say it on stderr, and end with 127. */
export function canStart({ argv: [name = ""], env, cwd }: Program): boolean {
  if (!name.includes("/")) return Bun.which(name, { PATH: env["PATH"] ?? "", cwd }) !== null;
  try {
    accessSync(name.startsWith("/") ? name : `${cwd}/${name}`, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
