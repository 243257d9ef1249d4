/**
 * Extended attributes of an open file: what carries ACLs, capabilities and SELinux labels. The runtime has no call for
 * them, so the C library's own are called; where that cannot be (not Linux, another C library) a file has none.
 */

/** Values by name, base64. */
export type Xattrs = Record<string, string>;
export type XattrCalls = {
  read: (file: number) => Xattrs;
  /** Makes them exactly these; the names of those that the file system did not take. */
  write: (file: number, wanted: Xattrs) => string[];
};

/** A value may have 64 KiB, the names together too: the kernel's own limits. */
const most = 65_536;
const none: XattrCalls = { read: () => ({}), write: (_file, wanted) => Object.keys(wanted) };
let opened: Promise<XattrCalls> | undefined;

export const xattrs = (): Promise<XattrCalls> => (opened ??= open());

async function open(): Promise<XattrCalls> {
  if (process.platform !== "linux") return none;
  const { dlopen } = await import("bun:ffi");
  for (const name of ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`, "libc.so"])
    try {
      const { symbols } = dlopen(name, {
        flistxattr: { args: ["int", "ptr", "usize"], returns: "i64" },
        fgetxattr: { args: ["int", "ptr", "ptr", "usize"], returns: "i64" },
        fsetxattr: { args: ["int", "ptr", "ptr", "usize", "int"], returns: "int" },
        fremovexattr: { args: ["int", "ptr"], returns: "int" },
      });
      return callsOf(symbols);
    } catch {
      // The next name.
    }
  return none;
}

/** Of the library: numbers below zero are errors. */
type Library = {
  flistxattr: (file: number, names: Uint8Array, size: number) => number | bigint;
  fgetxattr: (file: number, name: Uint8Array, value: Uint8Array, size: number) => number | bigint;
  fsetxattr: (file: number, name: Uint8Array, value: Uint8Array, size: number, flags: number) => number;
  fremovexattr: (file: number, name: Uint8Array) => number;
};

function callsOf(library: Library): XattrCalls {
  const room = new Uint8Array(most);
  const read = (file: number): Xattrs => {
    const length = Number(library.flistxattr(file, room, most));
    if (length <= 0) return {};
    const names = Buffer.from(room.subarray(0, length)).toString("latin1").split("\0").filter(Boolean);
    const found: Xattrs = {};
    for (const name of names) {
      const size = Number(library.fgetxattr(file, cString(name), room, most));
      if (size >= 0) found[name] = Buffer.from(room.subarray(0, size)).toString("base64");
    }
    return found;
  };
  const write = (file: number, wanted: Xattrs): string[] => {
    const there = read(file);
    for (const name of Object.keys(there)) if (!(name in wanted)) library.fremovexattr(file, cString(name));
    for (const [name, value] of Object.entries(wanted)) {
      if (there[name] === value) continue;
      const bytes = Buffer.from(value, "base64");
      // An empty buffer has no address to hand over; its length says that nothing is read.
      library.fsetxattr(file, cString(name), bytes.length === 0 ? new Uint8Array(1) : bytes, bytes.length, 0);
    }
    const now = read(file);
    return Object.keys(wanted).filter((name) => now[name] !== wanted[name]);
  };
  return { read, write };
}

const cString = (text: string): Uint8Array => Buffer.from(`${text}\0`, "latin1");
