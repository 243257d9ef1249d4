/** `ailx agent record`: what was run on this machine, as the machine itself kept it, and whether that was altered. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../domain/error.ts";
import { checkRecord, type RecordLine } from "../domain/runRecord.ts";
import { exit } from "./exit.ts";
import type { Io } from "./io.ts";
import type { Args, Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";
import { countOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const lines = read(stateDirOf({ args, io }));
  const verdict = checkRecord(lines);
  const newest = lines.slice(-(countOf(args, "limit") ?? 50));
  if (args.has("json")) printJson(io, { ...verdict, items: newest });
  else {
    const paint = paintFor(io);
    io.out(
      newest.length === 0
        ? "Nothing was run here yet.\n"
        : table({
            columns: ["line", "when (UTC)", "what"],
            rows: newest.map((line) => [String(line.seq), timeOf(line.atMs), wordsOf(line)]),
            dress: (text, column, row) => (row < 0 || column < 2 ? paint.dim(text) : text),
          }),
    );
    io.out(
      verdict.ok
        ? `${paint.green("ok")}  ${verdict.lines} lines, whole${verdict.head ? `; the newest is ${verdict.head.seq}, ${verdict.head.hash.slice(0, 12)}…` : ""}\n`
        : `${paint.red("NOT WHOLE")}  line ${verdict.seq}: ${verdict.why}\n`,
    );
  }
  return verdict.ok ? exit.ok : exit.failed;
};

const stateDirOf = ({ args, io }: { args: Args; io: Io }): string =>
  args.text("state") ??
  io.env["AILX_STATE"] ??
  (io.uid === 0 ? "/var/lib/ailx-agent" : join(io.home, ".local/state/ailx-agent"));

function read(dir: string): RecordLine[] {
  if (!existsSync(dir))
    throw new AppError("not_found", `There is no agent's state in ${dir}.`, { hint: "Say where it is: --state DIR." });
  return ["record.jsonl.1", "record.jsonl"].flatMap((name) => {
    const path = join(dir, name);
    return existsSync(path) ? readFileSync(path, "utf8").split("\n").flatMap(lineIn) : [];
  });
}

function lineIn(text: string): RecordLine[] {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? [line] : [];
  } catch {
    // Torn by a power cut; the number of the next line shows whether it was one.
    return [];
  }
}

const isLine = (line: unknown): line is RecordLine =>
  typeof line === "object" &&
  line !== null &&
  "seq" in line &&
  typeof line.seq === "number" &&
  "hash" in line &&
  "data" in line;

const timeOf = (atMs: number): string => {
  const at = new Date(atMs);
  return Number.isNaN(at.getTime()) ? String(atMs) : at.toISOString().slice(0, 19).replace("T", " ");
};

function wordsOf({ what, call, data }: RecordLine): string {
  const of = call.slice(-6);
  const { actor, tool, input, argv, exitCode, signal } = data;
  if (what === "call") return shown(`${text(actor)} asked for ${text(tool)} ${text(input)} (${of})`);
  if (what === "program") return shown(`  ran ${Array.isArray(argv) ? argv.map(text).join(" ") : ""} (${of})`);
  return shown(`  ended ${signal === null ? `with ${text(exitCode)}` : `by ${text(signal)}`} (${of})`);
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));
