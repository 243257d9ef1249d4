/** The sockets of one process, each with its state and both ends, as its own network shows them. */
import { addressOf } from "../../lib/proc/sockets.ts";
import type { File, Socket } from "./seen.ts";
import { textOf } from "./text.ts";

export function socketsOf(pid: number, files: readonly File[]): Map<number, Socket> {
  const wanted = new Map<number, number>();
  for (const { fd, link } of files) {
    const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
    if (inode !== undefined) wanted.set(Number(inode), fd);
  }
  const found = new Map<number, Socket>();
  if (wanted.size === 0) return found;
  for (const table of ["tcp", "tcp6", "udp", "udp6"] as const)
    for (const [inode, socket] of internet(
      textOf(`/proc/${pid}/net/${table}`),
      table.startsWith("tcp") ? "tcp" : "udp",
    ))
      set(inode, socket);
  for (const [inode, socket] of local(textOf(`/proc/${pid}/net/unix`))) set(inode, socket);
  return found;

  function set(inode: number, socket: Socket): void {
    const fd = wanted.get(inode);
    if (fd !== undefined) found.set(fd, socket);
  }
}

const tcpStates: Record<string, Socket["state"]> = {
  "01": "connected",
  "02": "connecting",
  "0A": "listening",
  "08": "connected",
};

export const internet = (text: string, protocol: "tcp" | "udp"): [inode: number, socket: Socket][] =>
  text
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length > 9)
    .map(([, here = "", there = "", state = "", , , , , , inode]) => [
      Number(inode),
      {
        protocol,
        state: protocol === "udp" ? (state === "01" ? "connected" : "other") : (tcpStates[state] ?? "other"),
        local: end(here),
        remote: end(there),
      },
    ]);

function end(text: string): string {
  const [address = "", port = "0"] = text.split(":");
  const plain = addressOf(address);
  return `${plain.includes(":") ? `[${plain}]` : plain}:${Number.parseInt(port, 16)}`;
}

/** `Num RefCount Protocol Flags Type St Inode Path`; flag 0x10000 listens, state 03 is connected, 02 connects. */
export const local = (text: string): [inode: number, socket: Socket][] =>
  text
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length > 6)
    .map(([, , , flags = "0", , state, inode, path = ""]) => [
      Number(inode),
      {
        protocol: "unix",
        state:
          (Number.parseInt(flags, 16) & 0x1_0000) !== 0
            ? "listening"
            : state === "03"
              ? "connected"
              : state === "02"
                ? "connecting"
                : "other",
        local: path,
        remote: "",
      },
    ]);
