/** How a change goes over several machines: what is usual, and what a person who asks for more care makes of it. */
import { once } from "../lib/once.ts";
import type { Rollout } from "./plan.ts";

type Rolling = Extract<Rollout, { mode: "rolling" }>;
/** What a person may ask for; what is absent stays as planned. */
export type Careful = {
  canary?: number | undefined;
  batch?: number | undefined;
  stopAfterFailures?: number | undefined;
  stopAfterShare?: number | undefined;
};

/** Up to so many machines are worked on singly. */
const singlyAtMost = 4;
const largestBatch = 10;

/** Where nobody said how: few machines one after another; of more one alone, then a quarter of them at a time, at most ten. */
export function usualRollout(machines: number): Rolling {
  if (machines <= singlyAtMost) return { mode: "rolling", batch: 1, stopAfterFailures: 1 };
  const batch = Math.min(largestBatch, Math.max(2, Math.floor(machines / 4)));
  return { mode: "rolling", canary: 1, batch, stopAfterFailures: 1 };
}

/**
 * The rollout with what was asked for, where that is more careful; it is never less. What was to go to all machines at once
 * is taken apart only as far as asked. `looks`: it changes nothing, so that a failure by itself stops nothing.
 */
export function moreCareful(
  planned: Rollout,
  asked: Careful,
  { machines, looks }: { machines: number; looks: boolean },
): Rollout {
  const said = Object.values(asked).some((value) => value !== undefined);
  if (!said || machines < 2) return planned;
  const base = planned.mode === "rolling" ? planned : takenApart(asked, machines, looks);
  const canary = Math.min(machines, Math.max(base.canary ?? 0, asked.canary ?? 0));
  const shares = [base.stopAfterShare, asked.stopAfterShare].filter((share) => share !== undefined);
  return {
    mode: "rolling",
    ...(canary > 0 ? { canary } : {}),
    batch: least(base.batch, asked.batch),
    stopAfterFailures: least(base.stopAfterFailures, asked.stopAfterFailures),
    ...(shares.length > 0 ? { stopAfterShare: Math.min(...shares) } : {}),
  };
}

// To stop in time is only possible where not everything has begun: who wants that gets batches.
function takenApart({ canary, batch, stopAfterFailures, stopAfterShare }: Careful, machines: number, looks: boolean) {
  const stops = stopAfterFailures !== undefined || stopAfterShare !== undefined;
  const inBatches = stops && batch === undefined && canary === undefined;
  const rolling: Rolling = {
    mode: "rolling",
    batch: inBatches ? usualRollout(machines).batch : machines,
    stopAfterFailures: looks || stops ? machines : 1,
  };
  return rolling;
}

const least = (a: number, b: number | undefined): number => Math.min(a, b ?? a);

const collator = once(() => new Intl.Collator("en", { numeric: true }));
/** The order in which machines take their turn, the canary first: by name, `web-2` before `web-10`. */
export const inTurn = (a: string, b: string): number => collator().compare(a, b);

/** "web-1 first, then 2 at a time": how it goes over several machines, in their turn. `certain`: it runs on each of them. */
export function goesOver(rollout: Rollout, names: readonly string[], certain = true): string {
  if (rollout.mode === "parallel") return `on ${names.length} machines at once`;
  const { canary = 0, batch } = rollout;
  const rest = names.length - canary;
  const then = batch === 1 ? "one after another" : batch < rest ? `${batch} at a time` : "all at once";
  // With a batch of one the first is alone anyway.
  if (canary === 0 || (canary === 1 && batch === 1)) return then;
  const first =
    canary > 1 ? `${canary} machines` : certain ? (names.toSorted(inTurn)[0] ?? "one machine") : "one machine";
  return rest <= 0 ? "all at once" : `${first} first, then ${then === "all at once" ? "all the others" : then}`;
}
