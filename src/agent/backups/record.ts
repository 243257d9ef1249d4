/** A record of copies as it lies on disk: what each path was before a call, and what the call left. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { writeDurably } from "../../lib/durableFile.ts";
import type { FileState } from "../../lib/fileState.ts";
import { once } from "../../lib/once.ts";
import type { Kept } from "../../tools/define.ts";

const meta = {
  uid: z.int(),
  gid: z.int(),
  mode: z.int(),
  mtimeMs: z.number(),
  xattrs: z.record(z.string(), z.string()),
};
const state = () =>
  z.discriminatedUnion("was", [
    z.object({ was: z.literal("absent") }),
    z.object({ was: z.literal("link"), link: z.string(), uid: z.int(), gid: z.int() }),
    z.object({ was: z.literal("folder"), ...meta }),
    z.object({ was: z.literal("file"), sha256: z.string(), bytes: z.int(), links: z.int(), ...meta }),
    z.object({ was: z.literal("other"), what: z.string() }),
  ]);
const record = once(() =>
  z.object({
    v: z.literal(1),
    id: z.string(),
    task: z.string(),
    atMs: z.number(),
    /** Until then it is not dropped. */
    untilMs: z.number(),
    /** What an agent finds unfinished at its start is taken back, because it was not proved to be right yet. */
    unproved: z.optional(z.boolean()),
    entries: z.array(
      z.object({
        path: z.string(),
        state: state(),
        /** What the call left; absent until it ended. */
        left: z.optional(state()),
        /** What the call was about to make of it: the SHA-256 of its bytes, or "absent". */
        becoming: z.optional(z.string()),
      }),
    ),
  }),
);
export type Record = z.infer<ReturnType<typeof record>>;
export type Entry = { path: string; state: FileState; left?: FileState | undefined; becoming?: string | undefined };

const fileIn = (dir: string): string => join(dir, "record.json");

export const writeRecord = (dir: string, held: Record): void =>
  writeDurably({ path: fileIn(dir), data: JSON.stringify(held), mode: 0o600 });

/** Undefined where there is none that can be read: a copy that was not finished. */
export function readRecord(dir: string): Record | undefined {
  try {
    return record().parse(JSON.parse(readFileSync(fileIn(dir), "utf8")));
  } catch {
    return undefined;
  }
}

/** A file's copy is named by its bytes, so that equal ones are kept once. */
export const copyIn = (dir: string, sha256: string): string => join(dir, sha256);

export const bytesOf = ({ entries }: Record): number =>
  entries.reduce((sum, { state: each }) => sum + (each.was === "file" ? each.bytes : 0), 0);

export const keptOf = (dir: string, { id, untilMs, entries }: Record): Kept => ({
  id,
  untilMs,
  entries: entries.map(({ path, state: each, left }) => ({
    path,
    state: each,
    ...(each.was === "file" ? { copy: copyIn(dir, each.sha256) } : {}),
    ...(left ? { left } : {}),
  })),
});
