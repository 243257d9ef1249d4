/** Reads the kernel's socket tables and finds each socket's process. */
import { untrusted } from "../../domain/untrusted.ts";
import { readStat } from "../../lib/proc/processes.ts";
import { readListening, readOwners } from "../../lib/proc/sockets.ts";
import type { PortsInput, PortsOutput } from "./ports.ts";

export async function run({ port }: PortsInput): Promise<PortsOutput> {
  const open = readListening().filter((socket) => port === undefined || socket.port === port);
  const owners = readOwners(new Set(open.map(({ inode }) => inode)));
  const ports = open.slice(0, 4_096).map((socket) => {
    const pid = owners.get(socket.inode) ?? null;
    const name = pid === null ? undefined : readStat(pid)?.name;
    return {
      protocol: socket.protocol,
      address: socket.address,
      port: socket.port,
      pid,
      process: name === undefined ? null : untrusted(name.slice(0, 64)),
    };
  });
  return { ports };
}
