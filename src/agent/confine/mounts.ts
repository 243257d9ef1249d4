/** A view of the file system for one program alone: daemon sockets are hidden, and nothing can be written. */
import { lstatSync, readFileSync } from "node:fs";
import { cString, must, type SystemCall } from "./libc.ts";

const cloneNewNs = 0x2_0000;
const readOnly = 1;
const noSuid = 2;
const noDev = 4;
const noExec = 8;
const remount = 32;
const bind = 4_096;
const recursive = 16_384;
const slave = 1 << 19;
/** By their names in mountinfo; what a mount has it has to be given again, or the kernel takes it for a change. */
const flagOf: Record<string, number> = {
  nosuid: noSuid,
  nodev: noDev,
  noexec: noExec,
  noatime: 1_024,
  nodiratime: 2_048,
  relatime: 1 << 21,
};
const enoent = -2;
const enotdir = -20;
const enosys = -38;
const atCwd = -100;
const atRecursive = 0x8000;
const scratchBytes = 64 << 20;

export type View = {
  hide: readonly string[];
  /** Everything, at once where the kernel can (Linux 5.12) unless `each` is asked for. */
  readOnly?: "at once" | "each";
  /** Where a place for temporary files is mounted; it must be there. */
  scratch?: string;
};

/** Throws where any of it cannot be had. Only for this thread, and for what it becomes. */
export function ownView(call: SystemCall, { hide, readOnly: how, scratch }: View): void {
  must(call("unshare", cloneNewNs), "a mount namespace");
  // What is mounted later outside is seen; nothing goes the other way.
  must(mount(call, { at: "/", flags: recursive | slave }), "a mount namespace of its own");
  const nested = (path: string): boolean => hide.some((other) => path.startsWith(`${other}/`));
  for (const path of hide) if (!nested(path)) cover(call, path);
  if (how !== undefined) makeReadOnly(call, how);
  if (scratch === undefined) return;
  const options = `mode=1777,size=${scratchBytes}`;
  must(mount(call, { what: "tmpfs", at: scratch, type: "tmpfs", flags: noSuid | noDev, options }), scratch);
}

function cover(call: SystemCall, path: string): void {
  const flags = readOnly | noSuid | noDev | noExec;
  // It has no size, so `df` does not list it. What is there is found out by trying: half the time of looking first.
  const folder = mount(call, { what: "none", at: path, type: "ramfs", flags, options: "mode=555" });
  if (folder === enoent || folder >= 0) return;
  const done = folder === enotdir ? mount(call, { what: "/dev/null", at: path, flags: bind }) : folder;
  must(done, `hiding ${path}`);
}

function makeReadOnly(call: SystemCall, how: "at once" | "each"): void {
  // struct mount_attr: set, clear, propagation, user namespace.
  const attributes = new Uint8Array(new BigUint64Array([1n, 0n, 0n, 0n]).buffer);
  const done = how === "each" ? enosys : call("mount_setattr", atCwd, cString("/"), atRecursive, attributes, 32);
  if (done !== enosys) return void must(done, "read-only mounts");
  for (const { at, flags } of mounted()) {
    // A mount that lies below another is at no path, and nobody can write to it by one.
    if (lstatSync(at, { throwIfNoEntry: false }) === undefined) continue;
    must(mount(call, { at, flags: remount | bind | readOnly | flags }), `${at} read-only`);
  }
}

function mounted(): { at: string; flags: number }[] {
  return readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [, , , , at = "", options = ""] = line.split(" ");
      const flags = options.split(",").reduce((sum, name) => sum | (flagOf[name] ?? 0), 0);
      const plain = at.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
      return { at: plain, flags };
    });
}

type Mount = { what?: string; at: string; type?: string; flags: number; options?: string };

const mount = (call: SystemCall, { what, at, type, flags, options }: Mount): number =>
  call("mount", text(what), cString(at), text(type), flags, text(options));

const text = (given: string | undefined): Uint8Array | number => (given === undefined ? 0 : cString(given));
