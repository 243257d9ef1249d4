/** Puts a record back: looks whether it still may, stages everything, and only then puts one after the other in place. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import {
  remove,
  sameState,
  setFolder,
  staged,
  stagedLink,
  stateAt,
  type FileState,
  type Staged,
} from "../../lib/fileState.ts";
import { placeAt, systemCode, whereIs, type Place } from "../../lib/place.ts";
import { ToolError, type RestoredPath } from "../../tools/define.ts";
import { copyIn, type Entry, type Record } from "./record.ts";

type Part = { entry: Entry; now: FileState; place: Place | undefined };

/** Throws `changed_since` and `no_backup`, and `tool_failed` where it could not be staged; nothing was touched then. */
export async function restore(
  dir: string,
  { id, entries }: Record,
  { force }: { force: boolean },
): Promise<RestoredPath[]> {
  const parts: Part[] = [];
  try {
    // Folders come back before what lies in them, and go after it.
    for (const entry of entries.toSorted((a, b) => a.path.length - b.path.length)) parts.push(await looked(entry));
    const different = parts.filter(({ entry, now }) => !sameState(entry.state, now));
    if (!force) refuseChanged(different);
    refuseOtherKind(different);
    await putBack({ dir, id, different });
    return parts.map((part) => ({ path: part.entry.path, did: didTo(part) }));
  } finally {
    for (const { place } of parts) place?.close();
  }
}

async function looked(entry: Entry): Promise<Part> {
  try {
    const place = placeAt(whereIs(entry.path, { keepLast: true }));
    return { entry, place, now: await stateAt(place) };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return { entry, place: undefined, now: { was: "absent" } };
    throw explained(error, entry.path);
  }
}

function refuseChanged(different: readonly Part[]): void {
  const others = different.filter(({ entry, now }) => !entry.left || !sameState(entry.left, now));
  const [first] = others;
  if (!first) return;
  const paths = others.map(({ entry }) => entry.path).join(", ");
  const why = first.entry.left
    ? "changed since by somebody else"
    : "not known to be what ailx left, because the agent was stopped while it wrote";
  throw new ToolError(
    "changed_since",
    `${paths} ${others.length === 1 ? "is" : "are"} ${why}. Nothing was put back.`,
    "Look at what would be lost, and undo with force if it may be.",
  );
}

function refuseOtherKind(different: readonly Part[]): void {
  for (const { entry, now } of different) {
    const fits =
      now.was === "absent" || entry.state.was === "absent" || now.was === entry.state.was || isLeaf(now, entry);
    if (!fits || now.was === "other")
      throw new ToolError("changed_since", `${entry.path} is something else by now. Nothing was put back.`);
  }
}
const isLeaf = (now: FileState, { state }: Entry): boolean =>
  [now.was, state.was].every((was) => was === "file" || was === "link");

async function putBack({ dir, id, different }: { dir: string; id: string; different: readonly Part[] }): Promise<void> {
  const ready: Staged[] = [];
  try {
    for (const { entry, place, now } of different) if (entry.state.was === "folder") await folder(entry, place, now);
    for (const part of different) {
      const one = await stage({ dir, id, part });
      if (one) ready.push(one);
    }
    for (const one of ready) one.place();
    for (const { entry, place, now } of different.toReversed())
      if (entry.state.was === "absent" && place) remove(place, now.was);
  } catch (error) {
    for (const one of ready) one.drop();
    throw error instanceof ToolError ? error : explained(error, different[0]?.entry.path ?? "");
  }
}

async function folder({ path, state }: Entry, place: Place | undefined, now: FileState): Promise<void> {
  if (state.was !== "folder") return;
  if (now.was === "absent") mkdirSync(place?.at ?? path, { mode: 0o700 });
  const at = place ?? placeAt(whereIs(path, { keepLast: true }));
  await setFolder(at, state);
  if (!place) at.close();
}

async function stage({ dir, id, part }: { dir: string; id: string; part: Part }): Promise<Staged | undefined> {
  const { state, path } = part.entry;
  if (state.was !== "file" && state.was !== "link") return undefined;
  // Its folder may have been put back just now.
  part.place ??= placeAt(whereIs(path, { keepLast: true }));
  const beside = `.${part.place.name.slice(0, 200)}.ailx-${id.slice(0, 12)}`;
  if (state.was === "link")
    return stagedLink({ at: part.place, beside, link: state.link, uid: state.uid, gid: state.gid });
  const bytes = readCopy(copyIn(dir, state.sha256), state.sha256, path);
  return await staged({ at: part.place, beside, meta: state, from: (write) => write(bytes) });
}

function readCopy(copy: string, sha256: string, path: string): Uint8Array {
  try {
    const bytes = readFileSync(copy);
    if (createHash("sha256").update(bytes).digest("hex") === sha256) return bytes;
  } catch {
    // Said below.
  }
  throw new ToolError("no_backup", `The copy of ${path} is not there any more, or not whole. Nothing was put back.`);
}

function didTo({ entry, now }: Part): RestoredPath["did"] {
  if (sameState(entry.state, now)) return "same";
  return entry.state.was === "absent" ? "removed" : "restored";
}

function explained(error: unknown, path: string): ToolError {
  const code = systemCode(error);
  if (code === "ENOSPC") return new ToolError("tool_failed", `The disk is full: ${path} was not put back.`);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new ToolError("permission_denied", `The agent may not write ${path}. It was not put back.`);
  if (code === "ENOTEMPTY") return new ToolError("changed_since", `${path} has something in it by now.`);
  return new ToolError("tool_failed", `${path} was not put back: ${code || String(error)}.`);
}
