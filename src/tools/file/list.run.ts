/** Lists one folder; a place that is no folder is told so. */
import { lstatSync, readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError } from "../define.ts";
import { closed, isOpen, lookFault, realPathOf, refusePrivate } from "./looking.ts";
import { entriesAtMost, type ListInput, type ListOutput } from "./list.ts";
import { makeOwner, seenAt } from "./seeing.ts";
import { lookLevel } from "./seen.ts";

export async function run({ path, all = false }: ListInput): Promise<ListOutput> {
  const realPath = realPathOf(path);
  const level = lookLevel(path);
  refusePrivate(realPath, level);
  const stats = lstatSync(realPath);
  if (!stats.isDirectory())
    throw new ToolError("not_supported", `${path} is no folder.`, "file.stat says what it is; file.read reads it.");
  if (level < 3 && !isOpen(stats)) throw closed(realPath, level);
  const found = entriesIn(realPath, path).filter(({ name }) => all || !name.startsWith("."));
  const owner = makeOwner();
  const entries = found.slice(0, entriesAtMost).flatMap(({ name }) => {
    const at = join(realPath, name);
    const seen = lstatSync(at, { throwIfNoEntry: false });
    return seen ? [{ name: untrusted(name.slice(0, 255)), ...seenAt(at, seen, owner) }] : [];
  });
  return { realPath: untrusted(realPath), entries, total: found.length, truncated: found.length > entriesAtMost };
}

/** Folders first, then by name. */
function entriesIn(realPath: string, path: string): Dirent[] {
  try {
    const rank = (entry: Dirent): number => Number(!entry.isDirectory());
    return readdirSync(realPath, { withFileTypes: true }).toSorted(
      (a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1),
    );
  } catch (error) {
    throw lookFault(error, path);
  }
}
