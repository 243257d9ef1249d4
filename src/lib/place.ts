/**
 * A name in a folder that is held open. Folders are opened one by one and none through a link, so what is done at a
 * place is done where it was looked for, whatever becomes of the path meanwhile. Linux only: it goes by /proc/self/fd.
 */
import { closeSync, constants, lstatSync, openSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export type Place = {
  /** As it was opened: absolute, without links, `.` and `..`. */
  path: string;
  name: string;
  /** Of the open folder; for syncing it. */
  folder: number;
  /** A path to it that holds even where the folder is moved. */
  at: string;
  /** Another name in the same folder. */
  beside: (name: string) => string;
  close: () => void;
};

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/** Where a path leads: links followed, also the last unless `keepLast`. What is not there yet is named in its real folder. */
export function whereIs(path: string, { keepLast = false }: { keepLast?: boolean } = {}): string {
  if (!keepLast && isThere(path)) return realpathSync(path);
  return join(realpathSync(dirname(path)), basename(path));
}

/** Throws the system's error: ELOOP or ENOTDIR where a part of the path is a link, ENOENT where a folder is not there. */
export function placeAt(path: string): Place {
  let folder = openSync("/", O_RDONLY | O_DIRECTORY);
  try {
    for (const part of dirname(path).split("/").filter(Boolean)) {
      const next = openSync(`/proc/self/fd/${folder}/${part}`, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      closeSync(folder);
      folder = next;
    }
  } catch (error) {
    closeSync(folder);
    throw error;
  }
  const beside = (name: string): string => `/proc/self/fd/${folder}/${name}`;
  return { path, name: basename(path), folder, at: beside(basename(path)), beside, close: () => closeSync(folder) };
}

/** With a place that is closed afterwards. */
export async function atPlace<T>(path: string, act: (place: Place) => Promise<T> | T): Promise<T> {
  const place = placeAt(path);
  try {
    return await act(place);
  } finally {
    place.close();
  }
}

/** A link that leads nowhere is there: realpath then says so. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The system's code of an error: "ENOENT"; empty where it has none. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
