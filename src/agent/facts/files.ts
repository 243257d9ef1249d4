/** Reads of a machine's files below a root, so that a test can lay out another machine. Absent and unreadable are alike. */
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

export type Files = {
  /** At most 1 MiB of text; undefined where it is not there. */
  text: (path: string) => string | undefined;
  /** Names in a folder; none where it is not there. */
  names: (path: string) => string[];
  exists: (path: string) => boolean;
  /** A folder itself, and no link to one. */
  isFolder: (path: string) => boolean;
  /** Where a link points; undefined where it is none. */
  link: (path: string) => string | undefined;
  /** A file that may be run. */
  runs: (path: string) => boolean;
};

const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    // What cannot be read is not known, and facts leave out what is not known.
    return undefined;
  }
};

const lookedAt = (path: string) => attempt(() => lstatSync(path, { throwIfNoEntry: false }));

export const filesBelow = (root = ""): Files => ({
  text: (path) => attempt(() => readFileSync(root + path, "utf8").slice(0, 1 << 20)),
  names: (path) => attempt(() => readdirSync(root + path)) ?? [],
  exists: (path) => existsSync(root + path),
  isFolder: (path) => lookedAt(root + path)?.isDirectory() === true,
  // Asked first: an error for each file that is no link, of a machine's hundreds of units, is memory that an idle agent keeps.
  link: (path) => (lookedAt(root + path)?.isSymbolicLink() ? attempt(() => readlinkSync(root + path)) : undefined),
  runs: (path) => {
    const stats = attempt(() => statSync(root + path, { throwIfNoEntry: false }));
    return stats !== undefined && stats.isFile() && (stats.mode & 0o111) !== 0;
  },
});
