/** What fills a disk: folders with all that is in them, and single files, as `du` counts them. */
import { readdirSync, readlinkSync, statSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { pidsOf } from "../../lib/proc/sockets.ts";
import { readStat } from "../../lib/proc/processes.ts";
import type { SearchOutput } from "./search.ts";
import { walk, type Entry, type Limits, type Walked } from "./walk.ts";

export type Largest = Walked & Required<Pick<SearchOutput, "matches" | "totalBytes" | "truncated" | "held">>;

/** The blocks that it takes; a file with several names counts once. */
export async function largestIn(start: string, limits: Limits, limit: number): Promise<Largest> {
  const top = makeTop(limit);
  const { dev: device, blocks } = statSync(start);
  const sums = [blocks * 512];
  const linked = new Set<number>();
  const walked = await walk(
    start,
    { ...limits, device, mark: true },
    {
      seen: (entry) => {
        const { stats, depth } = entry;
        const once = stats.isDirectory() || stats.nlink < 2 || !linked.has(stats.ino);
        if (!stats.isDirectory() && stats.nlink > 1) linked.add(stats.ino);
        const bytes = once ? stats.blocks * 512 : 0;
        if (stats.isDirectory()) sums[depth] = bytes;
        else {
          sums[depth - 1] = (sums[depth - 1] ?? 0) + bytes;
          if (!entry.inPrivate) top.offer(entry, bytes);
        }
        return true;
      },
      left: (entry) => {
        if (entry.depth === 0) return;
        const bytes = sums[entry.depth] ?? 0;
        sums[entry.depth - 1] = (sums[entry.depth - 1] ?? 0) + bytes;
        // The name of a private folder stands where everybody may read it; what is in it does not.
        if (!entry.inPrivate || entry.closed) top.offer(entry, bytes);
      },
    },
  );
  return { ...walked, matches: top.list(), truncated: false, totalBytes: sums[0] ?? 0, held: heldOn(device) };
}

/** The largest of what is offered, without keeping the rest. */
function makeTop(limit: number) {
  let kept: { entry: Entry; bytes: number }[] = [];
  let least = 0;
  const sort = (): void => {
    kept = kept.toSorted((a, b) => b.bytes - a.bytes).slice(0, limit);
    least = kept.length === limit ? (kept.at(-1)?.bytes ?? 0) : 0;
  };
  return {
    offer(entry: Entry, bytes: number): void {
      if (bytes <= least) return;
      kept.push({ entry, bytes });
      if (kept.length >= limit * 2) sort();
    },
    list(): SearchOutput["matches"] {
      sort();
      return kept.map(({ entry: { path, stats }, bytes }) => ({
        path: untrusted(path.slice(0, 4_096)),
        kind: stats.isDirectory() ? "folder" : "file",
        sizeBytes: bytes,
        modifiedAtMs: Math.round(stats.mtimeMs),
      }));
    },
  };
}

/** Files without a name that programs still hold open: no folder shows them, and they take room until the program ends. */
function heldOn(device: number): Largest["held"] {
  const seen = new Set<number>();
  const found = safely(() => pidsOf(), []).flatMap((pid) =>
    safely(() => readdirSync(`/proc/${pid}/fd`), []).flatMap((fd) => {
      const at = `/proc/${pid}/fd/${fd}`;
      const path = safely(() => readlinkSync(at), "");
      if (!path.startsWith("/") || !path.endsWith(" (deleted)")) return [];
      const stats = safely(() => statSync(at), undefined);
      if (!stats?.isFile() || stats.dev !== device || stats.blocks === 0 || seen.has(stats.ino)) return [];
      seen.add(stats.ino);
      return [{ pid, path: path.slice(0, -" (deleted)".length), sizeBytes: stats.blocks * 512 }];
    }),
  );
  return found
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, 10)
    .map(({ pid, path, sizeBytes }) => ({
      pid,
      sizeBytes,
      process: untrusted(safely(() => readStat(pid)?.name ?? "", "").slice(0, 64)),
      path: untrusted(path.slice(0, 4_096)),
    }));
}

/** Processes end while they are looked at, and others' may be hidden. */
function safely<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
