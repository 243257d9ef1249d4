/** How states and texts of files are told: owner, mode and hash; and the lines in which two texts differ. */
import { diffBytes, type FileChange } from "../../domain/fileChange.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { unified } from "../../lib/diff.ts";
import type { FileState } from "../../lib/fileState.ts";
import type { Place } from "../../lib/place.ts";
import { writeClass } from "./classes.ts";
import { secretIn } from "./paths.ts";
import { bytesAt, nameOfOwner } from "./target.ts";

/** Texts up to so much are edited and compared; larger files are written, copied and moved whole. */
export const editBytes = 4 << 20;

export const modeText = (mode: number): string => mode.toString(8).padStart(4, "0");

export function shown(state: FileState): NonNullable<FileChange["before"]> {
  switch (state.was) {
    case "file":
      return {
        sha256: state.sha256,
        sizeBytes: state.bytes,
        mode: modeText(state.mode),
        owner: untrusted(nameOfOwner(state)),
      };
    case "folder":
      return { mode: modeText(state.mode), owner: untrusted(nameOfOwner(state)) };
    case "link":
      return { link: untrusted(state.link.slice(0, 4_096)) };
    default:
      return {};
  }
}

/** The lines that change; none where a path holds secrets, a side is no text (undefined), or there are too many. */
export function diffOf({
  paths,
  states,
  before,
  after,
}: {
  paths: readonly string[];
  /** What lies there: what not everybody may read there is not shown at a level that may only write an ordinary user's files. */
  states: readonly FileState[];
  before: string | undefined;
  after: string | undefined;
}): Pick<FileChange, "diff" | "leftOut" | "added" | "removed"> {
  const isPrivate = states.some((state) => state.was === "file" && (state.mode & 0o004) === 0);
  const isLow = paths.every((path) => writeClass(path).level < 3);
  if (paths.some((path) => secretIn(path)) || (isPrivate && isLow)) return { leftOut: "secret" };
  if (before === undefined || after === undefined) return { leftOut: "binary" };
  const { text, added, removed } = unified(before, after);
  if (text === "") return {};
  if (text.length <= diffBytes) return { diff: untrusted(text), added, removed };
  return { diff: untrusted(text.slice(0, text.lastIndexOf("\n", diffBytes))), added, removed, leftOut: "long" };
}

/** Empty for what is no file; undefined for what is no text, or too long to look at. */
export function textIn({ place, before }: { place: Place; before: FileState }): string | undefined {
  if (before.was !== "file") return "";
  return before.bytes > editBytes ? undefined : decoded(bytesAt(place, editBytes));
}

export function decoded(bytes: Uint8Array): string | undefined {
  try {
    return bytes.includes(0) ? undefined : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
