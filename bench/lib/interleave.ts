/** Runs subjects in turn, so that a busy moment of the machine hits all of them alike. */

/** One run of a subject; what it returns is the value, in the unit of its figure. */
export type Run = () => Promise<number> | number;

/**
 * Each round runs every subject once, beginning with another one each time. The first `warmups` rounds fill caches and
 * are thrown away.
 */
export async function interleave<Name extends string>({
  rounds,
  warmups = 1,
  subjects,
}: {
  rounds: number;
  warmups?: number;
  subjects: Readonly<Record<Name, Run>>;
}): Promise<Record<Name, number[]>> {
  const names = Object.keys(subjects) as Name[];
  const values = Object.fromEntries(names.map((name): [string, number[]] => [name, []])) as Record<Name, number[]>;
  for (let round = -warmups; round < rounds; round++) {
    for (const name of rotated(names, round + warmups)) {
      const value = await subjects[name]();
      if (round >= 0) values[name].push(value);
    }
  }
  return values;
}

export function rotated<T>(items: readonly T[], by: number): T[] {
  const from = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

/** Milliseconds from starting a program to its end. Throws where it does not end well. */
export function timedProgram(argv: readonly string[], env: Record<string, string> = {}): number {
  const startedAtMs = performance.now();
  const { exitCode, stderr } = Bun.spawnSync([...argv], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
    env: { PATH: "/usr/bin:/bin", ...env },
  });
  const tookMs = performance.now() - startedAtMs;
  if (exitCode !== 0) throw new Error(`${argv.join(" ")} ended with ${exitCode}: ${stderr.toString().trim()}`);
  return tookMs;
}
