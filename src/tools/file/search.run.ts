/** Walks the folder and keeps what fits; text is looked for only in what the asker may read. */
import { lstatSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { sinceMs } from "../../lib/since.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { largestIn } from "./largest.ts";
import { closed, isOpen, kindOf, placesNotWalked, realPathOf, refuseNotWalked, refusePrivate } from "./looking.ts";
import { defaultLimit, searchLevel, searchMs, type SearchInput, type SearchOutput } from "./search.ts";
import { linesWith } from "./textIn.ts";
import { walk, type Entry, type Limits } from "./walk.ts";

/** Of text that is read in one search. */
const readAtMost = 1 << 30;
const defaultLargest = 30;

export async function run(input: SearchInput, ctx: ToolContext): Promise<SearchOutput> {
  const startedMs = performance.now();
  const level = searchLevel(input);
  const realPath = realPathOf(input.path);
  refuseNotWalked(realPath, placesNotWalked());
  refusePrivate(realPath, level);
  const stats = lstatSync(realPath);
  if (!stats.isDirectory())
    throw new ToolError("not_supported", `${input.path} is no folder.`, "file.read reads a file.");
  if (level < 3 && !isOpen(stats)) throw closed(realPath, level);
  const limits: Limits = {
    untilMs: startedMs + searchMs,
    signal: ctx.signal,
    mayPrivate: level >= 3,
    denies: ctx.denies,
  };
  const found = input.largest
    ? await largestIn(realPath, limits, input.limit ?? defaultLargest)
    : await matchesIn(realPath, limits, { input, nowMs: ctx.nowMs() });
  return { realPath: untrusted(realPath), ...found, ms: Math.round(performance.now() - startedMs) };
}

async function matchesIn(
  start: string,
  limits: Limits,
  { input, nowMs }: { input: SearchInput; nowMs: number },
): Promise<Omit<SearchOutput, "realPath" | "ms">> {
  const { limit = defaultLimit, text } = input;
  const fits = testOf(input, nowMs);
  const matches: SearchOutput["matches"] = [];
  const wanted = text?.toLowerCase();
  let [passedOver, readBytes, full] = [0, 0, false];
  const keep = ({ path, stats }: Entry, more: { line?: number; text?: string } = {}): void => {
    full = matches.length >= limit;
    if (full) return;
    const said = more.text === undefined ? {} : { text: untrusted(more.text) };
    matches.push({
      path: untrusted(path.slice(0, 4_096)),
      kind: kindOf(stats),
      sizeBytes: stats.size,
      modifiedAtMs: Math.round(stats.mtimeMs),
      ...(more.line === undefined ? {} : { line: more.line }),
      ...said,
    });
  };
  const walked = await walk(start, limits, {
    seen: (entry) => {
      if (!fits(entry)) return true;
      if (wanted === undefined) keep(entry);
      else if (entry.stats.isFile()) {
        const searched = linesWith(entry.path, wanted, limits.mayPrivate);
        if (searched === "private") passedOver++;
        else if (searched !== "no text") {
          readBytes += searched.bytes;
          for (const each of searched.lines) keep(entry, each);
        }
      }
      return !full && readBytes < readAtMost && performance.now() < limits.untilMs;
    },
  });
  // That there are more than are told is said as such; the rest of the tree was then not looked at, and need not be.
  return {
    matches,
    truncated: full,
    whole: walked.whole || full,
    scanned: walked.scanned,
    skipped: walked.skipped + passedOver,
  };
}

function testOf({ name, overBytes, newerThan }: SearchInput, nowMs: number): (entry: Entry) => boolean {
  const since = newerThan === undefined ? undefined : sinceMs(newerThan, nowMs);
  if (newerThan !== undefined && since === undefined) throw new ToolError("bad_input", `${newerThan} is no time.`);
  const onlyFiles = overBytes !== undefined || since !== undefined;
  return (entry) =>
    (name === undefined || globFits(name, entry.name)) &&
    (!onlyFiles || entry.stats.isFile()) &&
    (overBytes === undefined || entry.stats.size > overBytes) &&
    (since === undefined || entry.stats.mtimeMs >= since);
}

/** `*` any part, `?` any one character. Takes time by the product of both lengths, however many stars there are. */
export function globFits(glob: string, name: string): boolean {
  let [g, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    if (g < glob.length && glob[g] === "*") [star, mark] = [g++, n];
    else if (g < glob.length && (glob[g] === "?" || glob[g] === name[n])) [g, n] = [g + 1, n + 1];
    else if (star >= 0) [g, n] = [star + 1, ++mark];
    else return false;
  }
  while (glob[g] === "*") g++;
  return g === glob.length;
}
