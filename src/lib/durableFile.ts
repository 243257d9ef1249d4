/** Files that are there whole or not at all, also after a power cut. */
import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** Writes beside the target, syncs, and puts it in place in one step. `mode` holds from the first byte on. */
export function writeDurably({ path, data, mode }: { path: string; data: string | Uint8Array; mode: number }): void {
  const beside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.new`;
  try {
    const file = openSync(beside, "wx", mode);
    try {
      const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(beside, mode); // the umask may have taken bits away
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  syncDirectory(dirname(path));
}

/** Makes a rename in this directory survive a power cut. Windows has no such call and needs none. */
function syncDirectory(dir: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(dir, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
