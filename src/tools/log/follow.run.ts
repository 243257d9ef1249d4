/** The journal by journalctl, which writes to whoever watches; a file by looking every half second what was added. */
import { closeSync, fstatSync, readSync, statSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { ToolError, type Spawned, type ToolContext } from "../define.ts";
import { existingUnit } from "../service/systemd.ts";
import { unitFile } from "../service/unit.ts";
import { openLog, systemLog } from "./file.ts";
import { defaultForMs, mostBytes, type FollowInput, type FollowOutput } from "./follow.ts";
import { asPattern } from "./pattern.ts";
import { noLog } from "./search.run.ts";

const lookMs = 500;
const pieceBytes = 256 << 10;

export async function run(input: FollowInput, ctx: ToolContext): Promise<FollowOutput> {
  if (input.path !== undefined) return await followFile(input.path, input, ctx);
  const found = await followJournal(input, ctx);
  if (found) return found;
  const path = systemLog();
  if (path === undefined) throw noLog();
  // There, a service is a word of the line.
  return await followFile(path, { ...input, ...(input.service === undefined ? {} : { word: input.service }) }, ctx);
}

async function followJournal(
  { service, text, forMs = defaultForMs }: FollowInput,
  ctx: ToolContext,
): Promise<FollowOutput | undefined> {
  const argv = [
    "journalctl",
    "--follow",
    "--lines=0",
    "--output=short-iso",
    "--no-hostname",
    ...(service === undefined ? [] : ["-u", unitFile(service)]),
    ...(text === undefined ? [] : [`--grep=${asPattern(text)}`, "--case-sensitive=no"]),
  ];
  const startedAtMs = ctx.nowMs();
  let done: Spawned;
  try {
    if (service !== undefined) await existingUnit(service, ctx);
    done = await ctx.spawn(argv, {
      env: { TZ: "UTC", LC_ALL: "C" },
      timeoutMs: forMs,
      live: true,
      patient: true,
      maxBytes: mostBytes,
    });
  } catch (cause) {
    if (ctx.signal.aborted || (cause instanceof ToolError && cause.code !== "not_supported")) throw cause;
    return undefined;
  }
  if (/no journal files were found|failed to open (the )?journal/i.test(done.stderr)) return undefined;
  if (/insufficient permissions/i.test(done.stderr))
    throw new ToolError(
      "permission_denied",
      "The agent may not read the journal of this machine.",
      "Its user must be root or in the group systemd-journal.",
    );
  if (!done.timedOut && done.exitCode !== 0 && done.signal === null)
    throw new ToolError("tool_failed", `journalctl failed with exit status ${done.exitCode}.`);
  return {
    lines: countLines(done.stdout),
    stoppedBy: done.timedOut ? "time" : "ended",
    forMs: Math.max(0, ctx.nowMs() - startedAtMs),
    source: untrusted("journal"),
  };
}

const countLines = (text: string): number =>
  text.split("\n").filter((line) => line !== "" && !line.startsWith("-- ")).length;

type Wanted = { text?: string | undefined; forMs?: number | undefined; word?: string };

/** Goes on where the file is cut short, and where another one takes its name. */
async function followFile(path: string, wanted: Wanted, ctx: ToolContext): Promise<FollowOutput> {
  const startedAtMs = ctx.nowMs();
  const untilMs = startedAtMs + (wanted.forMs ?? defaultForMs);
  const words = [wanted.text, wanted.word].flatMap((each) => each?.toLowerCase() ?? []);
  let file = openLog(path);
  let at = fstatSync(file).size;
  let [lines, shown, rest] = [0, 0, ""];
  const decoder = new TextDecoder();
  try {
    while (ctx.nowMs() < untilMs && shown < mostBytes) {
      await ctx.sleep(Math.min(lookMs, untilMs - ctx.nowMs()));
      const { size } = fstatSync(file);
      if (size < at) at = 0;
      const piece = Buffer.alloc(Math.min(pieceBytes, size - at));
      const got = piece.length === 0 ? 0 : readSync(file, piece, 0, piece.length, at);
      at += got;
      const said = (rest + decoder.decode(piece.subarray(0, got), { stream: true })).split("\n");
      rest = (said.pop() ?? "").slice(-65_536);
      const fitting = said.filter((line) => words.every((word) => line.toLowerCase().includes(word)));
      if (fitting.length > 0) {
        const bytes = new TextEncoder().encode(`${fitting.join("\n")}\n`);
        lines += fitting.length;
        shown += bytes.length;
        await ctx.emit("stdout", bytes);
      }
      const next = got === 0 ? replaced(path, file) : undefined;
      if (next === undefined) continue;
      closeSync(file);
      file = next;
      at = 0;
    }
  } finally {
    closeSync(file);
  }
  return {
    lines,
    stoppedBy: shown >= mostBytes ? "size" : "time",
    forMs: Math.max(0, ctx.nowMs() - startedAtMs),
    source: untrusted(path),
  };
}

/** The file that has the name now, where that is another one; what cannot be opened (yet) is looked for again. */
function replaced(path: string, file: number): number | undefined {
  try {
    const [now, then] = [statSync(path), fstatSync(file)];
    if (now.ino === then.ino && now.dev === then.dev) return undefined;
    return openLog(path);
  } catch {
    return undefined;
  }
}
