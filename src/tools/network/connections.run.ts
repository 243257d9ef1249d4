/** Reads the kernel's tables and finds each connection's process. */
import { untrusted } from "../../domain/untrusted.ts";
import { readConnections, type Connection } from "../../lib/proc/connections.ts";
import { readStat } from "../../lib/proc/processes.ts";
import { readOwners } from "../../lib/proc/sockets.ts";
import { shownAtMost, type ConnectionsInput, type ConnectionsOutput } from "./connections.ts";

export async function run({ state, port, process: name }: ConnectionsInput): Promise<ConnectionsOutput> {
  const some = readConnections().filter(
    (each) =>
      (state === undefined || each.state === state) &&
      (port === undefined || each.localPort === port || each.remotePort === port),
  );
  // Whose they are is looked up for what is shown only, unless somebody asks for a process.
  const held = new Set(
    (name === undefined ? some.slice(0, shownAtMost) : some).flatMap(({ inode }) => (inode > 0 ? [inode] : [])),
  );
  const owners = readOwners(held);
  const names = new Map([...new Set(owners.values())].map((pid) => [pid, readStat(pid)?.name]));
  const all = some.map((each) => ({ ...each, pid: owners.get(each.inode) ?? null }));
  const wanted = name === undefined ? all : all.filter(({ pid }) => pid !== null && names.get(pid) === name);
  return {
    connections: wanted.slice(0, shownAtMost).map(({ inode: _inode, ...each }) => {
      const process = each.pid === null ? undefined : names.get(each.pid);
      return { ...each, process: process === undefined ? null : untrusted(process.slice(0, 64)) };
    }),
    total: wanted.length,
    byState: counted(wanted, (each) => each.state).map(([key, count]) => ({ state: key, count })),
    byRemote: counted(wanted, (each) => each.remote)
      .slice(0, 10)
      .map(([remote, count]) => ({ remote, count })),
  };
}

function counted<T>(all: readonly Connection[], by: (each: Connection) => T): [T, number][] {
  const counts = new Map<T, number>();
  for (const each of all) counts.set(by(each), (counts.get(by(each)) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
