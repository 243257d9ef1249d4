/** Reads of a machine's files below a root, so that a test can lay out another machine. Absent and unreadable are alike. */
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

export type Files = {
  /** At most 1 MiB of text; undefined where it is not there. */
  text: (path: string) => string | undefined;
  /** Names in a folder; none where it is not there. */
  names: (path: string) => string[];
  exists: (path: string) => boolean;
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

export const filesBelow = (root = ""): Files => ({
  text: (path) => attempt(() => readFileSync(root + path, "utf8").slice(0, 1 << 20)),
  names: (path) => attempt(() => readdirSync(root + path)) ?? [],
  exists: (path) => attempt(() => statSync(root + path)) !== undefined,
  link: (path) => attempt(() => readlinkSync(root + path)),
  runs: (path) => {
    const stats = attempt(() => statSync(root + path));
    return stats !== undefined && stats.isFile() && (stats.mode & 0o111) !== 0;
  },
});
