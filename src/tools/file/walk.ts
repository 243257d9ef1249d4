/** Walks folders in bounded time without holding the agent up: slices of a few milliseconds, no link followed, no other machine asked. */
import { lstatSync, readdirSync, type Stats } from "node:fs";
import { isOpen, placesNotWalked } from "./looking.ts";

const sliceMs = 12;
const entriesAtMost = 3_000_000;
const depthAtMost = 64;

export type Limits = {
  untilMs: number;
  signal: AbortSignal;
  /** Only this device; absent: all but those that are never walked. */
  device?: number;
  /** False: what is in folders that are closed to others is passed over. */
  mayPrivate: boolean;
  /** The machine's own policy is against these; nothing is told of them or of what is in them. */
  denies?: ((path: string) => boolean) | undefined;
  /** Walk what is private all the same, and only mark it: sizes are no secret. */
  mark?: boolean;
};

export type Entry = { path: string; name: string; stats: Stats; depth: number; inPrivate: boolean; closed?: boolean };
export type Walked = { whole: boolean; scanned: number; skipped: number };

/**
 * `seen` is called for each entry, folders before what is in them, and returns false to end the walk; `left` once all of a
 * folder was seen.
 */
export async function walk(
  start: string,
  limits: Limits,
  { seen, left }: { seen: (entry: Entry) => boolean; left?: (entry: Entry) => void },
): Promise<Walked> {
  const places = placesNotWalked();
  const told: Walked = { whole: true, scanned: 0, skipped: 0 };
  let sliceEndsMs = performance.now() + sliceMs;
  const root: Entry = { path: start, name: start, stats: lstatSync(start), depth: 0, inPrivate: false };
  const stack: { folder: Entry; names: string[]; at: number }[] = [];

  const enter = (folder: Entry): void => {
    if (folder.depth >= depthAtMost) told.whole = false;
    else stack.push({ folder, names: namesIn(folder.path, told), at: 0 });
  };
  enter(root);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    if (performance.now() > sliceEndsMs) {
      await new Promise((resolve) => setImmediate(resolve));
      limits.signal.throwIfAborted();
      if (performance.now() > limits.untilMs || told.scanned > entriesAtMost) return finish(stack, told, left);
      sliceEndsMs = performance.now() + sliceMs;
    }
    const name = top.names[top.at++];
    if (name === undefined) {
      stack.pop();
      left?.(top.folder);
      continue;
    }
    const path = top.folder.path === "/" ? `/${name}` : `${top.folder.path}/${name}`;
    // By its path, before anything is asked of it: what hangs there hangs at the first question.
    if (places.has(path)) continue;
    if (limits.denies?.(path)) {
      told.skipped++;
      continue;
    }
    const stats = statsOf(path);
    if (!stats || (limits.device !== undefined && stats.dev !== limits.device)) continue;
    told.scanned++;
    const entry = { path, name, stats, depth: top.folder.depth + 1, inPrivate: top.folder.inPrivate };
    if (!seen(entry)) {
      told.whole = false;
      return finish(stack, told, left);
    }
    if (!stats.isDirectory()) continue;
    const closed = !limits.mayPrivate && !isOpen(stats);
    if (closed && !limits.mark) told.skipped++;
    else enter(closed ? { ...entry, inPrivate: true, closed: !entry.inPrivate } : entry);
  }
  return told;
}

/** Folders that were begun are left with what was seen of them. */
function finish(stack: { folder: Entry }[], told: Walked, left?: (entry: Entry) => void): Walked {
  for (const { folder } of stack.toReversed()) left?.(folder);
  return { ...told, whole: false };
}

function namesIn(path: string, told: Walked): string[] {
  try {
    return readdirSync(path);
  } catch {
    // Gone meanwhile, or this agent has no right to it.
    told.skipped++;
    return [];
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // A place that may not be looked at.
    return undefined;
  }
}
