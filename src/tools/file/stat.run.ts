/** Looks at one place; a link is told as a link. */
import { lstatSync, realpathSync, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";
import { untrusted } from "../../domain/untrusted.ts";
import { lookFault, realPathOf, refusePrivate } from "./looking.ts";
import { seenAt } from "./seeing.ts";
import { lookLevel } from "./seen.ts";
import type { StatInput, StatOutput } from "./stat.ts";

export async function run({ path }: StatInput): Promise<StatOutput> {
  const whole = path.replace(/\/+$/, "") || "/";
  const at =
    whole === "/" || /\/\.\.?$/.test(whole) ? realPathOf(whole) : join(realPathOf(dirname(whole)), basename(whole));
  refusePrivate(at, lookLevel(path));
  const stats = look(at, path);
  return {
    path: untrusted(at),
    ...seenAt(at, stats),
    ...(stats.isSymbolicLink() ? { leadsTo: untrusted(endOf(at)) } : {}),
    changedAtMs: Math.round(stats.ctimeMs),
    createdAtMs: stats.birthtimeMs > 0 ? Math.round(stats.birthtimeMs) : null,
    names: stats.nlink,
    inode: stats.ino,
    diskBytes: stats.blocks * 512,
  };
}

function look(at: string, path: string): Stats {
  try {
    return lstatSync(at);
  } catch (error) {
    throw lookFault(error, path);
  }
}

function endOf(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    // It leads to nothing, or in a circle.
    return "";
  }
}
