/** What lies at a place, all of it that a copy must bring back: bytes, owner, mode, times, extended attributes. */
import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  futimesSync,
  lchownSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import type { Place } from "./place.ts";
import { xattrs, type Xattrs } from "./xattrs.ts";

export type FileState =
  | { was: "absent" }
  | { was: "link"; link: string; uid: number; gid: number }
  | ({ was: "folder" } & Meta)
  | ({ was: "file"; sha256: string; bytes: number; links: number } & Meta)
  /** A pipe, socket or device: never copied and never written. */
  | { was: "other"; what: string };

export type Meta = { uid: number; gid: number; mode: number; mtimeMs: number; xattrs: Xattrs };

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY, O_WRONLY, O_CREAT, O_EXCL, O_DIRECTORY } = constants;
const chunk = 1 << 20;

/** Looks at what is there; a file's bytes are handed to `take` while they are hashed. Larger than `mostBytes` throws `RangeError`. */
export async function stateAt(
  place: Place,
  { take, mostBytes = Number.MAX_SAFE_INTEGER }: { take?: (bytes: Uint8Array) => void; mostBytes?: number } = {},
): Promise<FileState> {
  const seen = lstatSync(place.at, { throwIfNoEntry: false });
  if (!seen) return { was: "absent" };
  if (seen.isSymbolicLink()) return { was: "link", link: readlinkSync(place.at), uid: seen.uid, gid: seen.gid };
  if (!seen.isFile() && !seen.isDirectory())
    return { was: "other", what: seen.isFIFO() ? "a pipe" : "a device or socket" };
  const file = openSync(place.at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  try {
    const { uid, gid, mode, mtimeMs, nlink, size, ...stats } = statsOf(file);
    const meta: Meta = { uid, gid, mode: mode & 0o7777, mtimeMs, xattrs: (await xattrs()).read(file) };
    if (stats.isFolder) return { was: "folder", ...meta };
    if (!stats.isFile) return { was: "other", what: "a device or socket" };
    if (size > mostBytes) throw new RangeError(`${size} bytes`);
    return { was: "file", ...(await hashed(file, { take, mostBytes })), links: nlink, ...meta };
  } finally {
    closeSync(file);
  }
}

function statsOf(file: number) {
  const stats = fstatSync(file);
  const { uid, gid, mode, mtimeMs, nlink, size } = stats;
  return { uid, gid, mode, mtimeMs, nlink, size, isFolder: stats.isDirectory(), isFile: stats.isFile() };
}

async function hashed(
  file: number,
  { take, mostBytes }: { take: ((bytes: Uint8Array) => void) | undefined; mostBytes: number },
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  const room = Buffer.alloc(chunk);
  let bytes = 0;
  for (let got = readSync(file, room, 0, chunk, 0); got > 0; got = readSync(file, room, 0, chunk, bytes)) {
    bytes += got;
    if (bytes > mostBytes) throw new RangeError(`more than ${mostBytes} bytes`);
    hash.update(room.subarray(0, got));
    take?.(room.subarray(0, got));
    // A large file keeps nobody else waiting.
    if (bytes % (16 * chunk) === 0) await Bun.sleep(0);
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** A new file that is filled and then put in place in one step, or not at all. */
export type Staged = { place: () => void; drop: () => void };

/**
 * A file beside its place, whole and on disk, with the owner, mode, times and attributes given. `from` yields its bytes.
 * Throws the system's error, having left nothing; `owner` and `attributes` say so where they cannot be as wanted.
 */
export async function staged({
  at,
  beside,
  meta,
  from,
}: {
  at: Place;
  /** Its name until then. */
  beside: string;
  meta: Omit<Meta, "mtimeMs"> & { mtimeMs?: number };
  from: (write: (bytes: Uint8Array) => void) => Promise<void> | void;
}): Promise<Staged> {
  const path = at.beside(beside);
  const drop = (): void => rmSync(path, { force: true });
  // Of an agent that was killed here.
  drop();
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    await from((bytes) => {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    });
    const { uid, gid } = fstatSync(file);
    if (uid !== meta.uid || gid !== meta.gid) fchownSync(file, meta.uid, meta.gid);
    const lost = (await xattrs()).write(file, meta.xattrs);
    if (lost.length > 0) throw new Error(`the attribute ${lost.join(", ")} cannot be set`);
    // An ACL and its mask are in the mode too, so this comes after them.
    fchmodSync(file, meta.mode);
    if (meta.mtimeMs !== undefined) futimesSync(file, meta.mtimeMs / 1_000, meta.mtimeMs / 1_000);
    fsyncSync(file);
  } catch (error) {
    drop();
    throw error;
  } finally {
    closeSync(file);
  }
  return {
    drop,
    place: () => {
      renameSync(path, at.at);
      fsyncSync(at.folder);
    },
  };
}

/** As `staged`, for a link. */
export function stagedLink({
  at,
  beside,
  link,
  uid,
  gid,
}: {
  at: Place;
  beside: string;
  link: string;
  uid: number;
  gid: number;
}): Staged {
  const path = at.beside(beside);
  rmSync(path, { force: true });
  symlinkSync(link, path);
  const now = lstatSync(path);
  if (now.uid !== uid || now.gid !== gid) lchownSync(path, uid, gid);
  return {
    drop: () => rmSync(path, { force: true }),
    place: () => {
      renameSync(path, at.at);
      fsyncSync(at.folder);
    },
  };
}

/** Removes a file, a link, or a folder with nothing in it. */
export function remove(at: Place, was: FileState["was"]): void {
  if (was === "folder") rmdirSync(at.at);
  else rmSync(at.at);
  fsyncSync(at.folder);
}

/** Owner, mode and attributes of a folder that is there. */
export async function setFolder(at: Place, meta: Meta): Promise<void> {
  const folder = openSync(at.at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    fchownSync(folder, meta.uid, meta.gid);
    (await xattrs()).write(folder, meta.xattrs);
    fchmodSync(folder, meta.mode);
  } finally {
    closeSync(folder);
  }
}

/** Two that say the same in all that a person would call the file; times are not part of it. */
export const sameState = (a: FileState, b: FileState): boolean => stateKey(a) === stateKey(b);

export function stateKey(state: FileState): string {
  switch (state.was) {
    case "absent":
      return "absent";
    case "link":
      return `link ${state.uid}:${state.gid} ${state.link}`;
    case "folder":
      return `folder ${state.uid}:${state.gid} ${state.mode} ${attributes(state.xattrs)}`;
    case "file":
      return `file ${state.uid}:${state.gid} ${state.mode} ${state.sha256} ${attributes(state.xattrs)}`;
    case "other":
      return `other ${state.what}`;
  }
}

const attributes = (held: Xattrs): string =>
  JSON.stringify(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)));
