/** Looking at places in the file system without reading what is in files: what the tools that list and search share. */
import { lstatSync, readFileSync, realpathSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { parseMounts } from "../../lib/proc/mounts.ts";
import { ToolError } from "../define.ts";
import { quoted } from "./path-input.ts";

export const kindOf = (stats: Pick<Stats, "isFile" | "isDirectory" | "isSymbolicLink" | "isFIFO" | "isSocket">) => {
  if (stats.isFile()) return "file" as const;
  if (stats.isDirectory()) return "folder" as const;
  if (stats.isSymbolicLink()) return "link" as const;
  if (stats.isFIFO()) return "pipe" as const;
  return stats.isSocket() ? ("socket" as const) : ("device" as const);
};

/** Where the path leads, links of its folders and its own followed. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw lookFault(error, path);
  }
}

export function lookFault(error: unknown, path: string): ToolError {
  if (error instanceof ToolError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  if (code === "ENOENT") return new ToolError("no_such_file", `There is nothing at ${path}.`);
  if (code === "ENOTDIR") return new ToolError("no_such_file", `${path} leads through what is no folder.`);
  if (code === "EACCES" || code === "EPERM")
    return new ToolError("permission_denied", `The agent may not look at ${path}.`);
  if (code === "ELOOP") return new ToolError("tool_failed", `${path} is a link that leads in a circle.`);
  return new ToolError("tool_failed", `${path} could not be looked at: ${code}.`);
}

/** What is in a folder that not everybody may list is told from level 3 on only: the agent's own rights are not the asker's. */
export const isOpen = ({ mode }: Pick<Stats, "mode">): boolean => (mode & 0o005) === 0o005;

/** Throws `permission_denied` where a folder above is closed to others. */
export function refusePrivate(real: string, level: number): void {
  if (level >= 3) return;
  for (let above = dirname(real); ; above = dirname(above)) {
    const stats = lstatSync(above);
    if (!stats.isDirectory()) throw new ToolError("no_such_file", `${above} is no folder, so nothing is in it.`);
    if ((stats.mode & 0o001) === 0) throw closed(above, level);
    if (above === "/") return;
  }
}

export const closed = (path: string, level: number): ToolError =>
  new ToolError(
    "permission_denied",
    `${path} is not open to everybody, and this was asked at level ${level}.`,
    `Look at it with a command at level 3: sudo ls -la ${quoted(path)}`,
  );

/** Makers of files that are not there (the kernel), and other machines: one that hangs would hang whoever looks. */
const notWalked =
  /^(proc|sysfs|cgroup2?|devtmpfs|devpts|tracefs|debugfs|securityfs|configfs|fusectl|pstore|bpf|mqueue|hugetlbfs|efivarfs|binfmt_misc|rpc_pipefs|nsfs|autofs|nfs4?|cifs|smb3?|smbfs|9p|ceph|glusterfs|afs|fuse(?!blk).*)$/;

/** Places that a search passes over, by path. */
export function placesNotWalked(): Set<string> {
  const places = new Set(["/proc", "/sys", "/dev"]);
  try {
    for (const { mount, fileSystem } of parseMounts(readFileSync("/proc/self/mounts", "utf8")))
      if (notWalked.test(fileSystem)) places.add(mount);
  } catch {
    // Elsewhere than on Linux there is no such list; the kernel's places are known by name.
  }
  return places;
}

/** Throws `not_supported` where a search would begin in such a place. */
export function refuseNotWalked(real: string, places: ReadonlySet<string>): void {
  for (let at = real; ; at = dirname(at)) {
    if (places.has(at) && at !== "/") {
      const what = `${real} lies in ${at}, which is the kernel's own or on another machine`;
      throw new ToolError(
        "not_supported",
        `${what}; it is not searched.`,
        "Search it with a command, or on the machine itself.",
      );
    }
    if (at === "/") return;
  }
}
