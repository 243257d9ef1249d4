/**
 * Copies of what calls are about to change, in a folder that only the agent's user can open: a record a call, kept for
 * `keptMs` whatever happens. Where there is no room the change is refused; nothing that was promised makes way for it.
 */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sameState, stateAt, type FileState } from "../../lib/fileState.ts";
import { atPlace, systemCode, whereIs } from "../../lib/place.ts";
import type { Log } from "../../lib/log.ts";
import { ToolError, type BackupPort, type Kept } from "../../tools/define.ts";
import { bytesOf, copyIn, keptOf, readRecord, writeRecord, type Entry, type Record } from "./record.ts";
import { restore } from "./restore.ts";

/** An undo is promised for so long. */
const keptMs = 30 * 86_400_000;
const defaultMostBytes = 1 << 30;

export type BackupsOptions = { dir: string; nowMs: () => number; log: Log; mostBytes?: number };

/** The same on all machines of a step; a call of an older hub stands for itself. */
export const backupId = ({ task, step, callId }: { task: string; step?: string | undefined; callId: string }): string =>
  createHash("sha256")
    .update(step === undefined ? callId : `${task}\0${step}`)
    .digest("hex")
    .slice(0, 32);

export class Backups {
  readonly #options: BackupsOptions;
  readonly #mostBytes: number;
  #bytes: Map<string, { bytes: number; untilMs: number }> | undefined;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.#mostBytes = options.mostBytes ?? defaultMostBytes;
  }

  /** What one call may do with them. */
  portFor(call: { task: string; step?: string | undefined; callId: string }): BackupPort {
    const own = backupId(call);
    return {
      keep: (paths, how = {}) => this.#keep({ id: own, task: call.task, paths, ...how }),
      restore: async (id = own, { force = false } = {}) => restore(this.#dir(id), this.#record(id), { force }),
      find: async (id) => keptOf(this.#dir(id), this.#record(id)),
    };
  }

  /** A call has ended: what its files became is noted, so that an undo knows whether they are still that. */
  async ended(call: { task: string; step?: string | undefined; callId: string }): Promise<void> {
    const dir = this.#dir(backupId(call));
    const held = readRecord(dir);
    if (!held) return;
    for (const entry of held.entries) entry.left = await stateOf(entry.path);
    writeRecord(dir, held);
  }

  /**
   * Of calls that never ended because this agent was killed: what was about to be put in place is removed, what was put in
   * place unproved is taken back, and what they left is noted where it can be told from another's work.
   */
  async recover(): Promise<void> {
    for (const id of this.#ids()) {
      const dir = this.#dir(id);
      const held = readRecord(dir);
      if (!held || held.entries.every(({ left }) => left)) continue;
      for (const { path } of held.entries) removeTemporary(path, id);
      await this.#recovered(dir, held).catch((error: unknown) =>
        this.#options.log.warn("backup.not_recovered", { id, error: String(error) }),
      );
    }
  }

  async #recovered(dir: string, held: Record): Promise<void> {
    const now = await Promise.all(held.entries.map(async ({ path }) => await stateOf(path)));
    const isOwn = held.entries.every((entry, at) => isOwnWork(entry, now[at]));
    if (isOwn && held.unproved) {
      await restore(dir, held, { force: true });
      this.#options.log.warn("backup.taken_back", { id: held.id, files: held.entries.length });
    }
    for (const [at, entry] of held.entries.entries())
      if (isOwnWork(entry, now[at])) entry.left = await stateOf(entry.path);
    writeRecord(dir, held);
  }

  async #keep({ id, task, paths, becoming = {}, unproved = false }: Keep): Promise<Kept> {
    const { nowMs } = this.#options;
    this.#dropOld();
    const dir = this.#dir(id);
    const atMs = nowMs();
    const held: Record = readRecord(dir) ?? { v: 1, id, task, atMs, untilMs: atMs + keptMs, entries: [] };
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      for (const path of paths) {
        if (held.entries.some((entry) => entry.path === path)) continue;
        const wanted = becoming[path];
        const state = await this.#copied(path, dir, held);
        held.entries.push({ path, state, ...(wanted === undefined ? {} : { becoming: wanted }) });
      }
      if (unproved) held.unproved = true;
      writeRecord(dir, held);
    } catch (error) {
      if (!readRecord(dir)) rmSync(dir, { recursive: true, force: true });
      throw refused(error);
    }
    this.#sizes().set(id, { bytes: bytesOf(held), untilMs: held.untilMs });
    return keptOf(dir, held);
  }

  async #copied(path: string, dir: string, held: Record): Promise<FileState> {
    const others = [...this.#sizes()].reduce((sum, [id, { bytes }]) => sum + (id === held.id ? 0 : bytes), 0);
    const room = this.#mostBytes - others - bytesOf(held);
    const beside = join(dir, "copying");
    const file = openSync(beside, "w", 0o600);
    try {
      const take = (bytes: Uint8Array): void => {
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      };
      const state = await stateOf(path, { take, mostBytes: Math.max(room, 0) });
      if (state.was === "other")
        throw new ToolError("backup_failed", `${path} is ${state.what}; of that no copy is kept.`);
      if (state.was === "file") {
        fsyncSync(file);
        renameSync(beside, copyIn(dir, state.sha256));
      } else rmSync(beside);
      return state;
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
  }

  #record(id: string): Record {
    const held = /^[0-9a-f]{32}$/.test(id) ? readRecord(this.#dir(id)) : undefined;
    if (held) return held;
    throw new ToolError("no_backup", "This machine has no copy of that change.", "Copies are kept for 30 days.");
  }

  #dropOld(): void {
    const nowMs = this.#options.nowMs();
    for (const [id, { untilMs }] of this.#sizes()) {
      if (nowMs <= untilMs) continue;
      rmSync(this.#dir(id), { recursive: true, force: true });
      this.#sizes().delete(id);
      this.#options.log.info("backup.dropped", { id });
    }
  }

  #sizes(): Map<string, { bytes: number; untilMs: number }> {
    if (this.#bytes) return this.#bytes;
    const found = new Map<string, { bytes: number; untilMs: number }>();
    for (const id of this.#ids()) {
      const held = readRecord(this.#dir(id));
      if (held) found.set(id, { bytes: bytesOf(held), untilMs: held.untilMs });
      // A copy that was not finished: its change never began.
      else rmSync(this.#dir(id), { recursive: true, force: true });
    }
    return (this.#bytes = found);
  }

  #ids(): string[] {
    try {
      return readdirSync(this.#options.dir).filter((name) => /^[0-9a-f]{32}$/.test(name));
    } catch {
      return [];
    }
  }

  #dir(id: string): string {
    return join(this.#options.dir, id);
  }
}

type Keep = {
  id: string;
  task: string;
  paths: readonly string[];
  becoming?: Readonly<{ [path: string]: string }>;
  unproved?: boolean;
};

/** As it was kept, or as the call was about to make it: nobody else has written it since. */
const isOwnWork = ({ state, becoming }: Entry, now: FileState | undefined): boolean =>
  now !== undefined &&
  (sameState(state, now) || (becoming !== undefined && becoming === (now.was === "file" ? now.sha256 : now.was)));

const stateOf = async (path: string, how: Parameters<typeof stateAt>[1] = {}): Promise<FileState> => {
  try {
    return await atPlace(whereIs(path, { keepLast: true }), (place) => stateAt(place, how));
  } catch (error) {
    // Without its folder there is nothing of it either.
    if (systemCode(error) === "ENOENT") return { was: "absent" };
    throw error;
  }
};

function refused(error: unknown): ToolError {
  if (error instanceof ToolError) return error;
  const why =
    error instanceof RangeError
      ? "there is no room for a copy among those that are kept"
      : systemCode(error) === "ENOSPC"
        ? "the disk is full"
        : error instanceof Error
          ? error.message
          : String(error);
  return new ToolError(
    "backup_failed",
    `No copy could be kept of what would be changed, so nothing was: ${why}.`,
    "Free space on the machine, or change it by a command if you can do without a way back.",
  );
}

/** What is put into place has such a name until then; the record's id tells whose it is. */
export const temporaryName = (name: string, id: string): string => `.${name.slice(0, 200)}.ailx-${id.slice(0, 12)}`;

function removeTemporary(path: string, id: string): void {
  try {
    rmSync(join(whereIs(dirname(path)), temporaryName(basename(path), id)), { force: true });
  } catch {
    // Its folder is gone, and it with it.
  }
}
