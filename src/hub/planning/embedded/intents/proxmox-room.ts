/** Which node of a Proxmox cluster has room, and how a guest gets there. */
import type { Guest } from "../guests.ts";
import type { Match } from "./match.ts";
import { called, nodesOf } from "./proxmox.ts";
import { quoted } from "./shell.ts";

const ratio = (used: number | undefined, total: number | undefined): number =>
  used !== undefined && total !== undefined && total > 0 ? used / total : 1;

/** Nodes that can be reached, the one with most room first: by memory, then by CPU. */
export const byRoom = (match: Match) =>
  nodesOf(match)
    .filter(({ state, sample }) => state === "online" && sample)
    .toSorted(
      (a, b) =>
        ratio(a.sample?.memoryUsedBytes, a.sample?.memoryTotalBytes) +
        (a.sample?.cpuRatio ?? 0) -
        ratio(b.sample?.memoryUsedBytes, b.sample?.memoryTotalBytes) -
        (b.sample?.cpuRatio ?? 0),
    );

export function moved(guest: Guest, to: string | undefined): string | { refused: string } {
  if (to === undefined) return { refused: `No other node than ${guest.node.name} is known to have room.` };
  if (to === guest.node.facts.hostname) return { refused: `${called(guest)} is on ${guest.node.name} already.` };
  if (guest.kind === "vm") return `qm migrate ${guest.vmid} ${quoted(to)}${guest.isRunning ? " --online" : ""}`;
  return `pct migrate ${guest.vmid} ${quoted(to)}${guest.isRunning ? " --restart" : ""}`;
}
