/** Listening sockets from /proc/net, and which process holds each. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export type Protocol = "tcp" | "udp";
export type Listening = { protocol: Protocol; address: string; port: number; inode: number };

const tables: readonly (readonly [file: string, protocol: Protocol])[] = [
  ["tcp", "tcp"],
  ["tcp6", "tcp"],
  ["udp", "udp"],
  ["udp6", "udp"],
];

/** All listening TCP and bound, unconnected UDP sockets of the network namespace, by port. */
export function readListening(root = "/proc"): Listening[] {
  return tables
    .flatMap(([file, protocol]) => parseSockets(textOf(`${root}/net/${file}`), protocol))
    .toSorted((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol) || a.address.localeCompare(b.address));
}

/** One table of /proc/net. State 0A is a listening TCP socket; 07 with no remote port a bound UDP one. */
export function parseSockets(text: string, protocol: Protocol): Listening[] {
  const wanted = protocol === "tcp" ? "0A" : "07";
  return text
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([, local = "", remote = "", state, , , , , , inode]) => {
      if (state !== wanted || !remote.endsWith(":0000")) return [];
      const [address = "", port = ""] = local.split(":");
      return [{ protocol, address: addressOf(address), port: Number.parseInt(port, 16), inode: Number(inode) }];
    });
}

/** An address as the kernel prints it: 32-bit words, each in the machine's (little-endian) byte order, in hex. */
export function addressOf(hex: string): string {
  const bytes =
    hex
      .toLowerCase()
      .match(/.{8}/g)
      ?.flatMap((word) => word.match(/../g)?.toReversed() ?? []) ?? [];
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => `${bytes[2 * at] ?? "00"}${bytes[2 * at + 1] ?? "00"}`);
  if (groups.slice(0, 6).join("") === "00000000000000000000ffff") {
    return bytes
      .slice(12)
      .map((byte) => Number.parseInt(byte, 16))
      .join(".");
  }
  return shortest(groups.map((group) => group.replace(/^0{1,3}/, "")));
}

/** The longest run of zero groups becomes `::` (RFC 5952). */
function shortest(groups: string[]): string {
  let [from, length] = [0, 0];
  for (let at = 0; at < groups.length; at++) {
    let end = at;
    while (groups[end] === "0") end++;
    if (end - at > length) [from, length] = [at, end - at];
  }
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, from).join(":")}::${groups.slice(from + length).join(":")}`;
}

/**
 * Which process holds each socket: inode → pid, the lowest where several share one. Sockets of processes that this
 * user may not look into are missing.
 */
export function readOwners(inodes: ReadonlySet<number>, root = "/proc"): Map<number, number> {
  const owners = new Map<number, number>();
  for (const pid of pidsOf(root)) {
    for (const inode of socketsOf(pid, root)) {
      if (inodes.has(inode) && !owners.has(inode)) owners.set(inode, pid);
    }
    if (owners.size === inodes.size) break;
  }
  return owners;
}

/** All process ids, ascending. */
export const pidsOf = (root = "/proc"): number[] =>
  readdirSync(root)
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid > 0)
    .toSorted((a, b) => a - b);

function socketsOf(pid: number, root: string): number[] {
  try {
    return readdirSync(`${root}/${pid}/fd`).flatMap((file) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${root}/${pid}/fd/${file}`))?.[1];
      return inode === undefined ? [] : [Number(inode)];
    });
  } catch {
    // Ended since, or another user's: its sockets stay without an owner.
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A kernel without IPv6 has no such table.
    return "";
  }
}
