/** Connections from /proc/net: who speaks with whom, and in which state. */
import { readFileSync } from "node:fs";
import { addressOf } from "./sockets.ts";

/** In the order of the kernel's numbers, from 1. */
export const tcpStates = [
  "established",
  "syn-sent",
  "syn-received",
  "fin-wait-1",
  "fin-wait-2",
  "time-wait",
  "close",
  "close-wait",
  "last-ack",
  "listen",
  "closing",
] as const;
export type TcpState = (typeof tcpStates)[number];

export type Connection = {
  protocol: "tcp" | "udp";
  local: string;
  localPort: number;
  remote: string;
  remotePort: number;
  state: TcpState;
  /** 0 where no process holds it any more. */
  inode: number;
};

/** All TCP sockets that do not listen, and connected UDP ones, of the network namespace. */
export const readConnections = (root = "/proc"): Connection[] =>
  (["tcp", "tcp6", "udp", "udp6"] as const).flatMap((file) =>
    parseConnections(textOf(`${root}/net/${file}`), file.startsWith("tcp") ? "tcp" : "udp"),
  );

export const parseConnections = (text: string, protocol: "tcp" | "udp"): Connection[] =>
  text
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, local = "", remote = "", hex = "", , , , , , inode] = line.trim().split(/\s+/);
      const state = tcpStates[Number.parseInt(hex, 16) - 1];
      if (state === undefined || state === "listen" || remote.endsWith(":0000")) return [];
      const [from, to] = [endOf(local), endOf(remote)];
      return [
        {
          protocol,
          local: from.address,
          localPort: from.port,
          remote: to.address,
          remotePort: to.port,
          state,
          inode: Number(inode),
        },
      ];
    });

function endOf(text: string): { address: string; port: number } {
  const [address = "", port = ""] = text.split(":");
  return { address: addressOf(address), port: Number.parseInt(port, 16) };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // A kernel without IPv6 has no such table.
    return "";
  }
}
