/** Asks the journal, as JSON and by its own filters, and writes an entry as the log tools do. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { shortName, unitFile } from "../service/unit.ts";
import { priorities, type LogEntry, type Priority } from "./entry.ts";

const env = { TZ: "UTC", LC_ALL: "C" };
const fields = "MESSAGE,PRIORITY,_SYSTEMD_UNIT,UNIT,SYSLOG_IDENTIFIER,_COMM,_TRANSPORT,OBJECT_SYSTEMD_UNIT";
/** Some 400 bytes an entry: beyond it the middle is left out, and the newest are there all the same. */
const maxBytes = 12 << 20;
const lookMs = 45_000;

export type Query = {
  /** The newest so many. */
  lines: number;
  sinceMs?: number | undefined;
  service?: string | undefined;
  priority?: Priority | undefined;
  /** A range of priorities as journalctl takes it, instead of `priority`. */
  range?: string;
  /** A pattern of the journal's own (PCRE2), upper and lower case the same. */
  grep?: string | undefined;
  kernel?: boolean;
};

/** Undefined where this machine has no journal. `grepped`: false where its journalctl cannot look for text. */
export async function journalEntries(
  query: Query,
  ctx: ToolContext,
): Promise<{ entries: LogEntry[]; grepped: boolean } | undefined> {
  const done = await asked(query, ctx);
  if (!done) return undefined;
  if (cannotGrep.test(done.stderr) && query.grep !== undefined) {
    const all = await asked({ ...query, grep: undefined }, ctx);
    return all && { entries: entriesOf(all, query), grepped: false };
  }
  return { entries: entriesOf(done, query), grepped: true };
}

export function journalArgv({ lines, sinceMs, service, priority, range, grep, kernel = false }: Query): string[] {
  return [
    "journalctl",
    "-o",
    "json",
    `--output-fields=${fields}`,
    "--no-pager",
    "-n",
    String(lines),
    ...(sinceMs === undefined ? [] : [`--since=@${Math.floor(sinceMs / 1_000)}`]),
    ...(service === undefined ? [] : ["-u", unitFile(service)]),
    ...(range === undefined
      ? priority === undefined
        ? []
        : ["-p", String(priorities.indexOf(priority))]
      : ["-p", range]),
    ...(grep === undefined ? [] : [`--grep=${grep}`, "--case-sensitive=no"]),
    ...(kernel ? ["_TRANSPORT=kernel"] : []),
  ];
}

/** Built without PCRE2, or older than systemd 237. */
const cannotGrep = /without pattern matching|unrecognized option '--(grep|case-sensitive)/i;

async function asked(query: Query, ctx: ToolContext): Promise<Spawned | undefined> {
  let done: Spawned;
  try {
    done = await ctx.spawn(journalArgv(query), { env, maxBytes, timeoutMs: lookMs });
  } catch (cause) {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    return undefined;
  }
  if (/no journal files were found|failed to open (the )?journal|not been booted with systemd/i.test(done.stderr))
    return undefined;
  if (/insufficient permissions/i.test(done.stderr))
    throw new ToolError(
      "permission_denied",
      "The agent may not read the journal of this machine.",
      "Its user must be root or in the group systemd-journal.",
    );
  if (done.timedOut)
    throw new ToolError("timed_out", "The journal took too long to look through.", "Ask for less far back.");
  // With a pattern, 1 says that nothing fits.
  if (done.exitCode !== 0 && !(done.exitCode === 1 && query.grep !== undefined) && !cannotGrep.test(done.stderr))
    throw new ToolError(
      "tool_failed",
      `journalctl failed: ${forLog(untrusted(done.stderr.trim().split("\n")[0] ?? "")) || `exit status ${done.exitCode}`}.`,
    );
  return done;
}

/** Oldest first: with a pattern, journalctl tells the newest first. */
function entriesOf({ stdout }: Spawned, { grep }: Query): LogEntry[] {
  const entries = stdout.split("\n").flatMap(parseEntry);
  return grep === undefined ? entries : entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** One line of `journalctl -o json`. What was cut in the middle is no JSON and is left out. */
export function parseEntry(line: string): LogEntry[] {
  if (!line.startsWith("{")) return [];
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const atMs = Math.floor(Number(entry["__REALTIME_TIMESTAMP"]) / 1_000) || 0;
    return [
      {
        at: iso(Math.min(Math.max(0, atMs), 8_640_000_000_000_000)).slice(-24),
        unit: untrusted(unitOf(entry).slice(0, 256)),
        priority: priorities[Number(entry["PRIORITY"] ?? 6)] ?? "info",
        text: untrusted(messageOf(entry["MESSAGE"]).slice(0, 4_096)),
      },
    ];
  } catch {
    return [];
  }
}

function unitOf(entry: Record<string, unknown>): string {
  if (entry["_TRANSPORT"] === "kernel") return "kernel";
  const word = (name: string): string | undefined => {
    const value = entry[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  // What systemd says of a unit is told under the unit's name; of a session, the program says more.
  const unit = word("UNIT") ?? word("OBJECT_SYSTEMD_UNIT") ?? word("_SYSTEMD_UNIT");
  const program = word("SYSLOG_IDENTIFIER") ?? word("_COMM");
  if (unit === undefined || /\.scope$|^init\.scope$/.test(unit)) return program ?? unit ?? "";
  return shortName(unit);
}

/** Text; a list of bytes where it is not UTF-8; null where it was too long for the journal's JSON. */
function messageOf(message: unknown): string {
  if (typeof message === "string") return message;
  if (Array.isArray(message)) return new TextDecoder().decode(Uint8Array.from(message, Number));
  return "(a message too long to show)";
}
