/** Where a path really leads on this machine, held so that it cannot lead elsewhere; refused where no tool may write. */
import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { atLeast } from "../../domain/risk.ts";
import { placeAt, systemCode, whereIs, type Place } from "../../lib/place.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { isKernels, isOwn, writeClass } from "./classes.ts";

/**
 * The place to write. `keepLast`: a link at the end is meant itself. Throws `refused_by_policy` for what belongs to ailx
 * and for what is rated higher than the path that was asked for; `no_such_file` where its folder is not there.
 */
export function targetAt(path: string, ctx: Pick<ToolContext, "ownPaths">, { keepLast = false } = {}): Place {
  refuseOwnName(path);
  let place: Place;
  try {
    place = placeAt(whereIs(path, { keepLast }));
  } catch (error) {
    throw explained(error, path);
  }
  try {
    refuseReal(path, place, ctx);
    return place;
  } catch (error) {
    place.close();
    throw error;
  }
}

function refuseOwnName(path: string): void {
  if (isOwn(path)) throw own(path, path);
}

const own = (path: string, real: string): ToolError =>
  new ToolError(
    "refused_by_policy",
    `${path}${path === real ? "" : ` leads to ${real}, which`} belongs to ailx itself, and no tool writes there.`,
    "Root changes it by hand on the machine.",
  );

function refuseReal(path: string, place: Place, { ownPaths }: Pick<ToolContext, "ownPaths">): void {
  if (isKernels(place.path))
    throw new ToolError("not_supported", `${path} leads to ${place.path}, which is no file but the kernel's own.`);
  if (isOwn(place.path) || isWithin(place, ownPaths())) throw own(path, place.path);
  const [rated, really] = [writeClass(path), writeClass(place.path)];
  if (atLeast(rated.risk, really.risk) && rated.level >= really.level) return;
  throw new ToolError(
    "refused_by_policy",
    `${path} leads to ${place.path}, which ${really.why}, and is rated higher.`,
    `Ask for ${place.path} by its own name.`,
  );
}

/** By name, and by what the folders on the way really are: another name of one, or a mount of it, is still that one. */
function isWithin(place: Place, paths: readonly string[]): boolean {
  const known = new Set(paths.flatMap(identity));
  const names = paths.flatMap((path) => [path, realOr(path)]);
  if (names.some((path) => place.path === path || place.path.startsWith(`${path}/`))) return true;
  for (let path = place.path; path !== "/"; path = dirname(path))
    if (identity(path).some((id) => known.has(id))) return true;
  const folder = fstatSync(place.folder);
  return known.has(`${folder.dev}:${folder.ino}`);
}

function identity(path: string): string[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? [`${stats.dev}:${stats.ino}`] : [];
}

function realOr(path: string): string {
  try {
    return whereIs(path);
  } catch {
    return path;
  }
}

/** The system's errors as sentences. */
export function explained(error: unknown, path: string): ToolError {
  if (error instanceof ToolError) return error;
  const code = systemCode(error);
  switch (code) {
    case "ENOENT":
      return new ToolError("no_such_file", `There is no ${path}, or its folder is not there.`);
    case "ENOTDIR":
    case "ELOOP":
      return new ToolError("conflict", `A part of ${path} became a link, or is no folder. Nothing was changed.`);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new ToolError(
        "permission_denied",
        `The agent may not write ${path}.`,
        code === "EROFS"
          ? "It lies on a file system that is mounted read-only."
          : "The agent runs as a user that has no right to it.",
      );
    case "ENOSPC":
    case "EDQUOT":
      return new ToolError(
        "tool_failed",
        `The disk is full; ${path} is as it was.`,
        "Free space on the machine first.",
      );
    default:
      return new ToolError("tool_failed", `${path} could not be changed: ${code || String(error)}.`);
  }
}

/** Numbers of USER or USER:GROUP by the machine's own files. Throws `bad_input` where one is not known. */
export function ownerOf(owner: string): { uid: number; gid: number } {
  const [user = "", group] = owner.split(":");
  const entry = accountIn("/etc/passwd", user);
  const uid = entry ? Number(entry[2]) : Number(user);
  const found = group === undefined ? undefined : accountIn("/etc/group", group);
  const gid = group === undefined ? Number(entry?.[3] ?? uid) : found ? Number(found[2]) : Number(group);
  if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid, gid };
  throw new ToolError(
    "bad_input",
    `This machine knows no ${Number.isInteger(uid) ? `group ${group}` : `user ${user}`}.`,
  );
}

export const nameOfOwner = ({ uid, gid }: { uid: number; gid: number }): string =>
  `${nameIn("/etc/passwd", uid)}:${nameIn("/etc/group", gid)}`;

const lines = (file: string): string[][] => {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
};
const accountIn = (file: string, name: string): string[] | undefined => lines(file).find(([first]) => first === name);
const nameIn = (file: string, id: number): string =>
  lines(file).find(([, , number]) => number === String(id))?.[0] ?? String(id);

/** Owner of the folder itself: whom a new file belongs to. */
export function folderOwner(place: Place): { uid: number; gid: number } {
  const { uid, gid } = fstatSync(place.folder);
  return { uid, gid };
}

/** The bytes of a file, opened without following a link. */
export function bytesAt(place: Place, mostBytes: number): Buffer {
  const file = openSync(place.at, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = fstatSync(file);
    if (size > mostBytes)
      throw new ToolError("too_large", `${place.path} has ${size} bytes; files up to ${mostBytes} are changed.`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
