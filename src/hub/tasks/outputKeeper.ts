/**
 * Keeps stored output small: compresses what has ended, and removes the oldest beyond what the settings keep. A kill at any
 * moment leaves output that can be read: the compressed file is whole before its name is, the row follows, then the raw
 * file goes; and what is removed is removed from the disk before the row says so.
 */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { HubSettings } from "../../domain/settings.ts";
import { pack } from "./outputPack.ts";
import type { Ports } from "./ports.ts";
import type { OutputRow } from "./store.ts";

/** A smaller file takes a block or two of the disk however it lies there. */
const leastBytes = 16 << 10;
/** Whoever watched a run has read its end by then, and many short runs are not held up. */
const restMs = 10_000;
const packEveryMs = 15_000;
const removeEveryMs = 600_000;
/** Ends are stored a little after their time, or later where the disk refuses. */
const overlapMs = 300_000;
const dayMs = 86_400_000;

type Parts = {
  ports: Pick<Ports, "db" | "store" | "outputs" | "clock" | "log">;
  dir: string;
  keep: Pick<HubSettings, "outputKeptDays" | "outputKeptBytes">;
  /** What else is tidied as often. */
  also?: () => Promise<void>;
};

export function makeOutputKeeper({ ports, dir, keep, also }: Parts) {
  const { db, store, outputs, clock, log } = ports;
  let since = 0;
  let stopped = false;
  const timers: ReturnType<typeof setInterval>[] = [];

  async function packOne({ attemptId }: OutputRow): Promise<void> {
    const [raw, packed] = [outputs.rawOf(attemptId), outputs.packedOf(attemptId)];
    const diskBytes = await pack({ raw, packed });
    await db.commit({ do: [store.setStored(attemptId, { stored: "packed", diskBytes })], sync: "now" });
    await rm(raw, { force: true });
  }

  /** Compresses what has ended; answers how many. */
  async function packAll(): Promise<number> {
    const until = clock() - restMs;
    let done = 0;
    for (let failed = 0; !stopped;) {
      const rows = store.unpacked({ from: since, until, least: leastBytes }).slice(failed);
      if (rows.length === 0) break;
      for (const row of rows) {
        if (stopped) return done;
        try {
          await packOne(row);
          done++;
        } catch (error) {
          failed++;
          log.warn("output.not_packed", { attemptId: row.attemptId, error: String(error) });
        }
      }
    }
    since = Math.max(since, until - overlapMs);
    return done;
  }

  async function remove(row: OutputRow): Promise<void> {
    await rm(outputs.rawOf(row.attemptId), { force: true });
    await rm(outputs.packedOf(row.attemptId), { force: true });
    await db.commit({ do: [store.setStored(row.attemptId, { stored: "removed", diskBytes: 0 })], sync: "later" });
  }

  /** Removes what is older than is kept, then the oldest until the rest is small enough; answers how many. */
  async function removeOld(): Promise<number> {
    const tooOld = clock() - keep.outputKeptDays * dayMs;
    let size = store.outputDiskBytes();
    let done = 0;
    while (!stopped) {
      const rows = store.oldestOutputs(size > keep.outputKeptBytes ? Number.MAX_SAFE_INTEGER : tooOld);
      const going = rows.filter((row) => {
        const goes = row.endedAtMs < tooOld || size > keep.outputKeptBytes;
        if (goes) size -= row.diskBytes;
        return goes;
      });
      for (const row of going) await remove(row);
      done += going.length;
      if (going.length === 0) break;
    }
    if (done > 0) log.info("output.removed", { runs: done });
    return done;
  }

  /** A raw file whose compressed one is in the database is what a kill left between the two. */
  async function tidy(): Promise<void> {
    const shards = await readdir(dir).catch(() => []);
    for (const shard of shards) {
      const names = new Set(await readdir(join(dir, shard)).catch(() => []));
      for (const name of names) {
        if (name.endsWith(".new")) await rm(join(dir, shard, name), { force: true });
        if (!name.endsWith(".out") || !names.has(`${name}.zst`)) continue;
        const row = store.output(name.slice(0, -".out".length));
        if (row?.stored === "packed") await rm(join(dir, shard, name), { force: true });
      }
    }
  }

  const soon = (work: () => Promise<unknown>): (() => void) => {
    let busy = false;
    return () => {
      if (busy || stopped) return;
      busy = true;
      work()
        .catch((error: unknown) => stopped || log.error("output.keeper", { error: String(error) }))
        .finally(() => (busy = false));
    };
  };

  return {
    packAll,
    removeOld,
    tidy,
    start: (): void => {
      const removing = soon(removeOld);
      if (also) timers.push(setInterval(soon(also), removeEveryMs));
      soon(tidy)();
      removing();
      timers.push(setInterval(soon(packAll), packEveryMs), setInterval(removing, removeEveryMs));
    },
    stop: (): void => {
      stopped = true;
      timers.forEach(clearInterval);
    },
  };
}
