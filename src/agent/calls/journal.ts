/**
 * What this agent accepted and how it ended, on disk before it is acted on: so that a change runs at most once, whatever
 * is killed when. An append-only file of JSON lines; what the hub has of it goes to `done.ts` from time to time.
 */
import {
  closeSync,
  constants,
  existsSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../lib/json.ts";
import type { CallPayload, CallResult } from "../../protocol/call.ts";
import { AppError } from "../../domain/error.ts";
import { Done } from "./done.ts";

/** What is younger is looked for in memory alone. */
const heldMs = 300_000;
/** So much is appended before the file is written anew with what is still needed. */
const grownBytes = 4 << 20;

/** `lost` says that the agent ended while it ran: nobody knows how far it came. */
export type Entry = Accepted & { result?: CallResult; settled: boolean; goesOn?: GoesOn };

/** What a call noted of itself before its agent would end: enough to go on at the next start. */
export type GoesOn = {
  tool: string;
  note: JsonObject;
  startedAtMs: number;
  /** As it came, without its input and its secrets. */
  call: CallPayload;
};

/** Who asked for it and in which task: for whoever reads this machine's own journal. */
type Accepted = { id: string; atMs: number; actor?: string; task?: string };

type Line =
  | (Accepted & { state: "accepted" })
  | { id: string; atMs: number; state: "ended"; result: CallResult }
  | { id: string; atMs: number; state: "goesOn"; goesOn: GoesOn }
  | { id: string; atMs: number; state: "settled" };

export class Journal {
  readonly #entries = new Map<string, Entry>();
  readonly #path: string;
  readonly #grownBytes: number;
  readonly #nowMs: () => number;
  readonly #done: Done;
  #appended = 0;
  #file: number;

  /** `dirs`: the first that can be written is used, so that a full disk falls back to memory-backed /run. */
  constructor({ dirs, nowMs, grown = grownBytes }: { dirs: readonly string[]; nowMs: () => number; grown?: number }) {
    this.#grownBytes = grown;
    for (const dir of dirs) this.#load(join(dir, "calls.jsonl"));
    const opened = openFirst(dirs);
    this.#nowMs = nowMs;
    this.#done = new Done(dirname(opened.path), dirs);
    this.#path = opened.path;
    this.#file = opened.file;
    this.#rewrite();
  }

  get path(): string {
    return this.#path;
  }

  find(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** It was carried out within the last seven days, and the hub has its result; more of it is not held. */
  wasDone(id: string, hubNowMs: number): boolean {
    return this.#done.has(id, hubNowMs);
  }

  /** Accepted and not ended when the agent stopped, oldest first. */
  interrupted(): Entry[] {
    return [...this.#entries.values()].filter((entry) => !entry.result);
  }

  /** Ended, and the hub has not said that it stored the result. */
  unsettled(): Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.result && !entry.settled);
  }

  /** On disk when this returns. Throws `storage_failed`; then the call must not start. */
  accepted(call: Accepted): void {
    this.#append({ ...call, state: "accepted" }, true);
    this.#entries.set(call.id, { ...call, settled: false });
  }

  /** On disk when this returns. Throws `storage_failed`. */
  goesOn(id: string, atMs: number, goesOn: GoesOn): void {
    this.#append({ id, atMs, state: "goesOn", goesOn }, true);
    this.#entries.set(id, { ...(this.#entries.get(id) ?? { id, atMs, settled: false }), goesOn });
  }

  /** Outlives a kill at once; where the power fails before the system wrote it, the call counts as lost, which is true. */
  ended(id: string, atMs: number, result: CallResult): void {
    const { goesOn: _over, ...accepted } = this.#entries.get(id) ?? { id, atMs };
    this.#entries.set(id, { ...accepted, result, settled: false });
    this.#append({ id, atMs, state: "ended", result }, false);
  }

  settled(id: string, atMs: number): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.settled) return;
    entry.settled = true;
    // An agent runs for months: of what the hub has, it holds the fact alone.
    if (entry.result) entry.result = bare(entry.result);
    try {
      this.#append({ id, atMs, state: "settled" }, false);
    } catch {
      // Without its line the result is told once more after a restart, and settled then.
    }
    if (this.#appended > this.#grownBytes) this.#rewrite();
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(line: Line, sync: boolean): void {
    let size: number | undefined;
    try {
      size = fstatSync(this.#file).size;
      this.#appended += writeWhole(this.#file, `${JSON.stringify(line)}\n`);
      if (sync) fdatasyncSync(this.#file);
    } catch (cause) {
      if (size !== undefined) cutBack(this.#file, size);
      throw new AppError("storage_failed", `The agent's journal ${this.#path} cannot be written.`, {
        cause,
        hint: "Free some space on this machine's disk.",
      });
    }
  }

  #load(path: string): void {
    if (!existsSync(path)) return;
    for (const text of readFileSync(path, "utf8").split("\n")) {
      const line = parsed(text);
      if (!line) continue;
      const held = this.#entries.get(line.id) ?? { ...acceptedIn(line), settled: false };
      if (line.state === "goesOn") held.goesOn = line.goesOn;
      if (line.state === "ended") held.result = line.result;
      if (line.state === "settled") held.settled = true;
      this.#entries.set(line.id, held);
    }
  }

  // First there, then no longer here: a kill in between leaves it in both places.
  #putAway(): void {
    const before = this.#nowMs() - heldMs;
    const done = [...this.#entries.values()].filter(({ settled, atMs }) => settled && atMs < before);
    if (done.length === 0) return;
    try {
      this.#done.add(done, this.#nowMs());
    } catch {
      // No room: they stay here, and the next time tries again.
      return;
    }
    for (const { id } of done) this.#entries.delete(id);
  }

  // Only what is still needed is kept; a settled result shrinks to the fact that it ended.
  #rewrite(): void {
    this.#appended = 0;
    this.#putAway();
    const lines = [...this.#entries.values()].flatMap((entry): Line[] => [
      { ...acceptedIn(entry), state: "accepted" },
      ...(entry.goesOn && !entry.result
        ? [{ id: entry.id, atMs: entry.atMs, state: "goesOn" as const, goesOn: entry.goesOn }]
        : []),
      ...(entry.result
        ? [
            {
              id: entry.id,
              atMs: entry.atMs,
              state: "ended" as const,
              result: entry.settled ? bare(entry.result) : entry.result,
            },
          ]
        : []),
      ...(entry.settled ? [{ id: entry.id, atMs: entry.atMs, state: "settled" as const }] : []),
    ]);
    const fresh = `${this.#path}.new`;
    try {
      const file = openSync(fresh, emptyToAppend, 0o600);
      try {
        writeWhole(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
        fdatasyncSync(file);
        renameSync(fresh, this.#path);
      } catch (error) {
        closeSync(file);
        unlinkSync(fresh);
        throw error;
      }
      closeSync(this.#file);
      this.#file = file;
    } catch {
      // No room for the copy: the old file is whole, and goes on being used.
    }
  }
}

const emptyToAppend = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND;

// A disk that fills takes a part and says so only by its number: half a line would be taken for none at the next start.
function writeWhole(file: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    const count = writeSync(file, bytes, at);
    if (count === 0) throw new Error("The disk took nothing.");
    at += count;
  }
  return bytes.length;
}

/** What comes next stands behind a whole line. */
function cutBack(file: number, size: number): void {
  try {
    ftruncateSync(file, size);
  } catch {
    // Then it takes nothing more either.
  }
}

const acceptedIn = ({ id, atMs, ...rest }: Accepted | Line): Accepted => ({
  id,
  atMs,
  ...("actor" in rest && rest.actor !== undefined ? { actor: rest.actor } : {}),
  ...("task" in rest && rest.task !== undefined ? { task: rest.task } : {}),
});
/** What is written down of a call: its input may be long, and its secrets are for this call alone. */
export const withoutInput = ({ secrets: _secrets, ...call }: CallPayload): CallPayload => ({ ...call, input: {} });

const bare = ({ output: _output, ...rest }: CallResult): CallResult => rest;

// The last line may be cut off where the agent was killed; it then says nothing.
function parsed(text: string): Line | undefined {
  if (text === "") return undefined;
  try {
    const line: unknown = JSON.parse(text);
    return line !== null && typeof line === "object" && "id" in line && "state" in line ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}

function openFirst(dirs: readonly string[]): { path: string; file: number } {
  let cause: unknown;
  for (const dir of dirs) {
    const path = join(dir, "calls.jsonl");
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      const file = openSync(path, "a", 0o600);
      // A new line first: it ends a line that a kill cut off, and shows at once whether there is room.
      writeSync(file, "\n");
      return { path, file };
    } catch (error) {
      cause = error;
    }
  }
  throw new AppError("storage_failed", `The agent's journal cannot be written in ${dirs.join(" or ")}.`, {
    cause,
    hint: "Free some space on this machine's disk.",
  });
}
