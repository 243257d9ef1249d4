/**
 * What was run here, kept by the machine itself: each call with who asked for it, each program with its arguments and exit
 * status. Appended to a chained file; its head goes to the hub at each hello, so that either side's rewriting shows.
 */
import { appendFileSync, existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { recordHash, type RecordLine } from "../domain/runRecord.ts";
import { canonical, type JsonObject } from "../lib/json.ts";
import type { Log } from "../lib/log.ts";
import type { CallPayload } from "../protocol/call.ts";

/** Then it goes on in a new file, and one older is kept. */
const fileBytes = 8 << 20;
const textChars = 4_000;

export type RecordHead = { seq: number; hash: string };

export class RunRecord {
  readonly #path: string;
  readonly #nowMs: () => number;
  readonly #log: Log;
  readonly #fileBytes: number;
  #head: RecordHead | undefined;

  constructor({
    stateDir,
    nowMs,
    log,
    bytes = fileBytes,
  }: {
    stateDir: string;
    nowMs: () => number;
    log: Log;
    bytes?: number;
  }) {
    this.#path = join(stateDir, "record.jsonl");
    this.#nowMs = nowMs;
    this.#log = log;
    this.#fileBytes = bytes;
    const last = readRecord(stateDir).at(-1);
    if (last) this.#head = { seq: last.seq, hash: last.hash };
    this.#mend();
  }

  /** Absent: nothing was run here yet. */
  get head(): RecordHead | undefined {
    return this.#head;
  }

  call({ callId, actor, task, tool, input, level, planDigest }: CallPayload): void {
    this.#append("call", callId, { actor, task, tool, input: shortened(input), level, digest: planDigest });
  }

  program(callId: string, argv: readonly string[]): void {
    this.#append("program", callId, {
      argv: argv.slice(0, 64).map((word) => word.slice(0, textChars)),
      words: argv.length,
    });
  }

  ended(callId: string, { exitCode, signal }: { exitCode: number | null; signal: string | null }): void {
    this.#append("ended", callId, { exitCode, signal });
  }

  // A power cut in the middle of a line: what follows begins a new one.
  #mend(): void {
    try {
      if (existsSync(this.#path) && !readFileSync(this.#path, "utf8").endsWith("\n")) appendFileSync(this.#path, "\n");
    } catch (error) {
      this.#log.warn("record.failed", { error: String(error) });
    }
  }

  // Best effort by design: a full disk must not keep a machine from being cleaned up. The hub's audit has the call.
  #append(what: RecordLine["what"], call: string, data: JsonObject): void {
    const { seq = 0, hash: prevHash = "" } = this.#head ?? {};
    const content = { seq: seq + 1, atMs: this.#nowMs(), what, call, data, prevHash };
    const line = { ...content, hash: recordHash(content) };
    try {
      if ((statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) > this.#fileBytes)
        renameSync(this.#path, `${this.#path}.1`);
      appendFileSync(this.#path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
      this.#head = { seq: line.seq, hash: line.hash };
    } catch (error) {
      this.#log.warn("record.failed", { error: String(error) });
    }
  }
}

/** All lines that are kept, oldest first; one that a power cut tore is passed over. */
export function readRecord(stateDir: string): RecordLine[] {
  return [join(stateDir, "record.jsonl.1"), join(stateDir, "record.jsonl")].flatMap((path) =>
    existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .flatMap((text) => lineIn(text) ?? [])
      : [],
  );
}

function lineIn(text: string): RecordLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

const isLine = (line: unknown): line is RecordLine =>
  typeof line === "object" && line !== null && "seq" in line && typeof line.seq === "number" && "hash" in line;

function shortened(input: JsonObject): JsonObject {
  const text = canonical(input);
  if (text.length <= textChars) return input;
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { cut: true, begins: text.slice(0, textChars), chars: text.length, sha256 };
}
