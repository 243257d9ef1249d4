/** Mounted file systems that hold people's data, and how full each is. */
import { statfsSync } from "node:fs";
import { ratioOf } from "./memory.ts";

export type Mount = { device: string; mount: string; fileSystem: string };

export type Space = Mount & {
  totalBytes: number;
  usedBytes: number;
  /** What ordinary users may still write. */
  freeBytes: number;
  /** used / (used + free), as `df` prints it. */
  usedRatio: number;
};

/** Ask another machine: one that hangs would hang whoever looks, so they are named and not looked at. */
const remote = /^(nfs4?|cifs|smb3?|smbfs|9p|ceph|glusterfs|afs|ncpfs|fuse\.(sshfs|glusterfs|s3fs|rclone|cephfs).*)$/;
const local =
  /^(ext[234]|xfs|btrfs|zfs|f2fs|bcachefs|jfs|reiserfs|nilfs2|vfat|exfat|msdos|ntfs3?|fuseblk|hfsplus|ufs|virtiofs|overlay|tmpfs|ramfs|simfs)$/;
/** Where programs and the system keep things of their own: full or not, nobody cleans up there. */
const inner =
  /^\/(proc|sys|dev|run|snap|var\/snap|var\/lib\/(docker|containers|lxcfs|kubelet)|etc\/(hosts|hostname|resolv\.conf))(\/|$)/;

/** /proc/mounts (`proc_mounts(5)`); octal escapes are undone. */
export function parseMounts(text: string): (Mount & { readOnly: boolean })[] {
  return text
    .split("\n")
    .map((line) => line.split(" "))
    .flatMap(([device, mount, fileSystem, options]) => {
      if (!device || !mount || !fileSystem) return [];
      const readOnly = (options ?? "").split(",").includes("ro");
      return [{ device: plain(device), mount: plain(mount), fileSystem, readOnly }];
    });
}

const plain = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCodePoint(Number.parseInt(octal, 8)));

/**
 * The file systems worth looking at, in the order of /proc/mounts: local ones that can be written, each device once (bind
 * mounts show the same space again), the later of two on one place. `remote` has those of other machines.
 */
export function dataMounts(text: string): { local: Mount[]; remote: Mount[] } {
  const byPlace = new Map<string, Mount>();
  const away = new Map<string, Mount>();
  for (const { readOnly, ...mount } of parseMounts(text)) {
    byPlace.delete(mount.mount);
    if (remote.test(mount.fileSystem)) away.set(mount.mount, mount);
    if (!local.test(mount.fileSystem) || inner.test(mount.mount)) continue;
    if (mount.fileSystem === "overlay" && mount.mount !== "/") continue;
    if (readOnly && mount.mount !== "/") continue;
    byPlace.set(mount.mount, mount);
  }
  const seen = new Set<string>();
  const once = [...byPlace.values()].filter((mount) => {
    if (!mount.device.startsWith("/")) return true;
    return !seen.has(mount.device) && seen.add(mount.device);
  });
  return { local: once, remote: [...away.values()] };
}

/** How full it is, or undefined where it is gone, may not be looked at, or has no size. */
export function spaceOf(mount: Mount, statfs: StatFs = statfsSync): Space | undefined {
  try {
    const found = statfs(mount.mount);
    if (found.blocks === 0) return undefined;
    // Blocks are counted in fragments where the file system has such; FUSE ones differ from the block size.
    const unit = found.frsize ? found.frsize : found.bsize;
    const usedBytes = (found.blocks - found.bfree) * unit;
    const freeBytes = found.bavail * unit;
    const totalBytes = found.blocks * unit;
    return { ...mount, totalBytes, usedBytes, freeBytes, usedRatio: ratioOf(usedBytes, usedBytes + freeBytes) };
  } catch {
    // Unmounted since, or hidden from this user: it is not among the disks then.
    return undefined;
  }
}

export type StatFs = (path: string) => {
  bsize: number;
  frsize?: number;
  blocks: number;
  bfree: number;
  bavail: number;
};
