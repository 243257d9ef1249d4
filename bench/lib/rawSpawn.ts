/** The floor under running a command: one program started and waited for, by the kernel's own call where there is a C compiler. */
import type { Kit } from "./kit.ts";
import type { Run } from "./interleave.ts";

const source = new URL("../native/spawn.c", import.meta.url).pathname;

/** Milliseconds of `posix_spawn` and `waitpid` of /bin/true; undefined where it cannot be compiled. */
export function posixSpawn({ scratch }: Pick<Kit, "scratch">): Run | undefined {
  const compiler = Bun.which("cc");
  if (compiler === null) return undefined;
  const program = scratch.path("spawn");
  if (!Bun.spawnSync([compiler, "-O2", "-o", program, source]).success) return undefined;
  const child = scratch.start([program], { pipes: true });
  const { stdin, stdout } = child;
  if (typeof stdin !== "object" || !(stdout instanceof ReadableStream))
    throw new Error("the spawn helper has no pipes");
  const reader = stdout.getReader();
  return async () => {
    await stdin.write("\n");
    await stdin.flush();
    const { value } = await reader.read();
    return Number(new TextDecoder().decode(value)) / 1e6;
  };
}

/** The same as this runtime does it, without pipes. */
export const bunSpawn: Run = async () => {
  const startedAtMs = performance.now();
  await Bun.spawn(["/bin/true"], { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).exited;
  return performance.now() - startedAtMs;
};

const pool = new URL("../native/pool.c", import.meta.url).pathname;

/** Milliseconds of `count` times /bin/true, `atOnce` at a time, by `posix_spawn`; undefined where it cannot be compiled. */
export function posixPool({ scratch }: Pick<Kit, "scratch">): ((count: number, atOnce: number) => number) | undefined {
  const compiler = Bun.which("cc");
  if (compiler === null) return undefined;
  const program = scratch.path("pool");
  if (!Bun.spawnSync([compiler, "-O2", "-o", program, pool]).success) return undefined;
  return (count, atOnce) =>
    Number(Bun.spawnSync([program, String(count), String(atOnce)], { env: {} }).stdout.toString()) * 1_000;
}

/** The same as this runtime does it, with both pipes. */
export async function bunPool(count: number, atOnce: number): Promise<number> {
  const startedAtMs = performance.now();
  let left = count;
  const one = async (): Promise<void> => {
    const child = Bun.spawn(["/bin/true"], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
  };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await one();
    }),
  );
  return performance.now() - startedAtMs;
}
