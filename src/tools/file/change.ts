/** Changing files so that nothing is half done: look, keep a copy, look again, write beside, put in place, look, or put back. */
import { closeSync, constants, openSync, readSync } from "node:fs";
import type { FileChange } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { remove, sameState, staged, stateAt, type FileState, type Meta } from "../../lib/fileState.ts";
import type { Place } from "../../lib/place.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { ChangedOutput } from "./changed.ts";
import { decoded, diffOf, editBytes, modeText, shown, textIn } from "./shown.ts";
import { bytesAt, explained, nameOfOwner, targetAt } from "./target.ts";

export type Opened = { asked: string; place: Place; before: FileState };
type Content = { bytes: Uint8Array } | { copyOf: Opened };
/** What one path is to become. */
export type Wish = {
  at: Opened;
  to: "absent" | { content: Content; meta: Omit<Meta, "mtimeMs"> & { mtimeMs?: number } };
};

export async function opened(path: string, ctx: ToolContext, how: { keepLast?: boolean } = {}): Promise<Opened> {
  const place = targetAt(path, ctx, how);
  try {
    const before = await stateAt(place);
    if (before.was === "other") throw new ToolError("not_supported", `${path} is ${before.what}, and no file.`);
    return { asked: path, place, before };
  } catch (error) {
    place.close();
    throw explained(error, path);
  }
}

/** Runs with what was opened and closes it, whatever happens. */
export async function closing<T>(all: readonly Opened[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    for (const { place } of all) place.close();
  }
}

/** Its text. Throws `not_supported` where it is none, `too_large`. */
export function textOf({ place, asked }: Opened): string {
  const text = decoded(bytesAt(place, editBytes));
  if (text === undefined) throw new ToolError("not_supported", `${asked} is not text in UTF-8, so it is not edited.`);
  return text;
}

/** What would change, without changing it. */
export const changeOf = (wish: Wish): FileChange => {
  const { at, to } = wish;
  const said = { path: untrusted(at.place.path), ...(at.before.was === "absent" ? {} : { before: shown(at.before) }) };
  if (isDone(wish)) return { ...said, kind: "same" };
  if (to === "absent") return { ...said, kind: "removed", ...diffed(wish) };
  const kind = at.before.was === "absent" ? "created" : "changed";
  return { ...said, kind, after: shown(wished(to)), ...diffed(wish) };
};

/** True where all of it is so already. */
export const isDone = ({ at: { before }, to }: Wish): boolean =>
  to === "absent" ? before.was === "absent" : sameState(before, wished(to));

/** Carries wishes out in order. `unproved`: a check follows, without which they do not stand. Where one fails or is not as asked afterwards, all of them are put back. */
export async function carriedOut(
  wishes: readonly Wish[],
  ctx: ToolContext,
  { unproved = false }: { unproved?: boolean } = {},
): Promise<ChangedOutput> {
  const files = wishes.map(changeOf);
  const due = wishes.filter((wish) => !isDone(wish));
  if (due.length === 0) return { files, checked: [] };
  const { id, untilMs } = await ctx.backup.keep(
    due.map(({ at }) => at.place.path),
    { becoming: Object.fromEntries(due.map(({ at, to }) => [at.place.path, becomes(to)])), unproved },
  );
  for (const { at } of due)
    if (!sameState(at.before, await stateAt(at.place)))
      throw new ToolError("conflict", `${at.asked} was changed by somebody else meanwhile. Nothing was changed.`);
  ctx.signal.throwIfAborted();
  try {
    for (const wish of due) await write(wish, id);
    const checked = (await Promise.all(due.map(looked))).flat();
    if (checked.some(({ ok }) => !ok)) await ctx.backup.restore(id, { force: true });
    return { files, backup: { id, untilMs }, checked };
  } catch (error) {
    await ctx.backup.restore(id, { force: true });
    throw explained(error, due[0]?.at.asked ?? "");
  }
}

const becomes = (to: Wish["to"]): string => {
  const state = to === "absent" ? undefined : wished(to);
  return state?.was === "file" ? state.sha256 : "absent";
};

async function write({ at, to }: Wish, id: string): Promise<void> {
  if (to === "absent") return remove(at.place, at.before.was);
  const { content, meta } = to;
  const beside = `.${at.place.name.slice(0, 200)}.ailx-${id.slice(0, 12)}`;
  const from = (put: (bytes: Uint8Array) => void): void =>
    "bytes" in content ? put(content.bytes) : pour(content.copyOf.place, put);
  const ready = await staged({ at: at.place, beside, meta, from });
  ready.place();
}

function pour(from: Place, put: (bytes: Uint8Array) => void): void {
  const file = openSync(from.at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const room = Buffer.alloc(1 << 20);
  try {
    for (let got = readSync(file, room); got > 0; got = readSync(file, room)) put(room.subarray(0, got));
  } finally {
    closeSync(file);
  }
}

async function looked({ at, to }: Wish): Promise<ChangedOutput["checked"]> {
  const now = await stateAt(at.place);
  const path = at.place.path;
  if (to === "absent")
    return [
      {
        check: untrusted(`${path} is gone`),
        ok: now.was === "absent",
        found: untrusted(now.was === "absent" ? "gone" : "still there"),
      },
    ];
  const want = wished(to);
  const bytes = now.was === "file" && want.was === "file" && now.sha256 === want.sha256;
  return [
    {
      check: untrusted(`${path} is on disk as asked`),
      ok: bytes,
      found: untrusted(now.was === "file" ? `SHA-256 ${now.sha256.slice(0, 12)}…, ${now.bytes} bytes` : now.was),
    },
    {
      check: untrusted(`${path} has its owner and mode`),
      ok: sameState(now, want),
      found: untrusted(now.was === "file" ? `${nameOfOwner(now)}, ${modeText(now.mode)}` : now.was),
    },
  ];
}

function wished({ content, meta }: Exclude<Wish["to"], "absent">): FileState {
  const { sha256, bytes } = "bytes" in content ? sumOf(content.bytes) : contentOf(content.copyOf);
  return { was: "file", sha256, bytes, links: 1, mtimeMs: 0, ...meta };
}

const sumOf = (bytes: Uint8Array) => ({
  sha256: new Bun.CryptoHasher("sha256").update(bytes).digest("hex"),
  bytes: bytes.length,
});
function contentOf({ before, asked }: Opened): { sha256: string; bytes: number } {
  if (before.was === "file") return before;
  throw new ToolError(
    "not_supported",
    `${asked} is ${before.was === "folder" ? "a folder" : "not there"}, and no file.`,
  );
}

function diffed({ at, to }: Wish): Pick<FileChange, "diff" | "leftOut" | "added" | "removed"> {
  const content = to === "absent" ? { bytes: new Uint8Array() } : to.content;
  const source = "copyOf" in content ? content.copyOf : undefined;
  const after = "bytes" in content ? decoded(content.bytes) : textIn(content.copyOf);
  const paths = [at.asked, at.place.path, ...(source ? [source.place.path] : [])];
  return diffOf({ paths, states: [at.before, ...(source ? [source.before] : [])], before: textIn(at), after });
}
