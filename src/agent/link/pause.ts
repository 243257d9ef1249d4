/** Waiting between two tries, cut short where the world has changed: the machine slept, or its network is another. */
import { networkInterfaces } from "node:os";

const tickMs = 1_000;
/** A clock that is this much further than the wait lasted was asleep or was set. */
const jumpMs = 5_000;

export type World = {
  nowMs: () => number;
  /** Text that changes when the machine's addresses do. */
  network: () => string;
};

/** Resolves after `ms`, at once where `signal` is aborted, and soon after the world has changed; says which it was. */
export async function pause({
  ms,
  signal,
  world,
  everyMs = tickMs,
}: {
  ms: number;
  signal: AbortSignal;
  world: World;
  everyMs?: number;
}): Promise<"over" | "stopped" | "changed"> {
  if (signal.aborted) return "stopped";
  const done = Promise.withResolvers<"over" | "stopped" | "changed">();
  const stop = (): void => done.resolve("stopped");
  signal.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(() => done.resolve("over"), ms);
  const before = world.network();
  let atMs = world.nowMs();
  const watch = setInterval(() => {
    const now = world.nowMs();
    if (Math.abs(now - atMs) > everyMs + jumpMs || world.network() !== before) done.resolve("changed");
    atMs = now;
  }, everyMs);
  const why = await done.promise;
  clearTimeout(timer);
  clearInterval(watch);
  signal.removeEventListener("abort", stop);
  return why;
}

/** Addresses other than the machine's own for itself. */
export const networkNow = (): string =>
  Object.values(networkInterfaces())
    .flatMap((all) => (all ?? []).filter(({ internal }) => !internal).map(({ address }) => address))
    .toSorted()
    .join(" ");
