/** Reads a log file from its end, in pieces, until enough fits or enough was read. */
import { closeSync, existsSync, fstatSync, readSync } from "node:fs";
import { forHtml } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { openToRead } from "../file/read.run.ts";
import { priorities, type LogEntry, type Priority } from "./entry.ts";
import { parseLine } from "./lines.ts";

const pieceBytes = 1 << 20;
/** So much is looked through at most; a line beyond this length is cut. */
const mostBytes = 64 << 20;
const lineBytes = 64 << 10;

/** Where a system without a journal writes what its services say. */
const systemLogs = ["/var/log/syslog", "/var/log/messages"];
export const systemLog = (): string | undefined => systemLogs.find((path) => existsSync(path));

export type Wanted = {
  lines: number;
  sinceMs?: number | undefined;
  text?: string | undefined;
  priority?: Priority | undefined;
  /** The program in front of the text. */
  service?: string | undefined;
  /** Instead of `priority` and `text`. */
  fits?: (entry: LogEntry) => boolean;
};

export type Found = { entries: LogEntry[]; matched: number; scanned: number; truncated: boolean };

export async function fileEntries(path: string, wanted: Wanted, ctx: ToolContext): Promise<Found> {
  const file = openLog(path);
  try {
    return await fromEnd(file, wanted, ctx);
  } finally {
    closeSync(file);
  }
}

/** As `file.read` opens it; what is no text is refused. Whoever asks closes it. */
export function openLog(path: string): number {
  const { file } = openToRead({ path });
  const head = Buffer.alloc(512);
  const length = readSync(file, head, 0, head.length, 0);
  if (!head.subarray(0, length).includes(0)) return file;
  closeSync(file);
  throw new ToolError(
    "not_supported",
    `${path} is no text.`,
    /\.(gz|xz|zst|bz2)$/.test(path) ? "It is compressed: `zgrep`, `xzgrep` and the like look into it." : undefined,
  );
}

async function fromEnd(file: number, wanted: Wanted, ctx: ToolContext): Promise<Found> {
  const fits = fitting(wanted);
  const found: LogEntry[] = [];
  let [matched, scanned, read] = [0, 0, 0];
  let rest = Buffer.alloc(0);
  let at = fstatSync(file).size;
  let over = false;
  while (at > 0 && !over && read < mostBytes) {
    const length = Math.min(pieceBytes, at);
    at -= length;
    read += length;
    const piece = Buffer.alloc(length);
    const got = readSync(file, piece, 0, length, at);
    const bytes = Buffer.concat([piece.subarray(0, got), rest]);
    // The first line of a piece may begin before it.
    const first = at === 0 ? 0 : bytes.indexOf(10) + 1;
    rest =
      first === 0 && at > 0 ? bytes.subarray(0, lineBytes) : Buffer.from(bytes.subarray(0, Math.max(0, first - 1)));
    const lines = first === 0 && at > 0 ? [] : bytes.toString("utf8", first).split("\n");
    for (const line of lines.toReversed()) {
      if (line === "") continue;
      scanned++;
      const entry = parseLine(line.slice(0, 8_192), ctx.nowMs());
      if (isBefore(entry, wanted)) {
        over = true;
        break;
      }
      if (!fits(entry, line)) continue;
      matched++;
      if (found.length < wanted.lines) found.push(entry);
    }
    // The agent looks after its connection meanwhile.
    await ctx.sleep(0);
  }
  return { entries: found.toReversed(), matched, scanned, truncated: matched > found.length || (at > 0 && !over) };
}

const isBefore = ({ at }: LogEntry, { sinceMs }: Wanted): boolean =>
  sinceMs !== undefined && at !== "" && Date.parse(at) < sinceMs;

function fitting({ text, priority, service, fits }: Wanted): (entry: LogEntry, line: string) => boolean {
  if (fits) return fits;
  const wanted = text?.toLowerCase();
  const rank = priority === undefined ? priorities.length : priorities.indexOf(priority);
  const program = service?.replace(/\.service$/, "").toLowerCase();
  return (entry, line) =>
    priorities.indexOf(entry.priority) <= rank &&
    (wanted === undefined || line.toLowerCase().includes(wanted)) &&
    (program === undefined || forHtml(entry.unit).toLowerCase() === program);
}
