/** `ailx machines`: the fleet as a table. */
import type { MachineView } from "../api/machine.ts";
import { percentText, percentUp } from "../lib/percent.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson } from "./shown.ts";
import { table } from "./table.ts";
import { stateOf } from "./task-text.ts";

export const run: Verb = async ({ args, io }) => {
  const expr = args.positionals[0];
  const list = await openHub({ args, io }).get<{ items: MachineView[] }>(
    `/api/machines${expr === undefined ? "" : `?expr=${encodeURIComponent(expr)}`}`,
  );
  if (args.has("json")) {
    printJson(io, list);
    return exit.ok;
  }
  if (list.items.length === 0) {
    io.out(
      expr === undefined
        ? "There are no machines yet. `ailx token create` makes the line that adds one.\n"
        : "No machine matches.\n",
    );
    return exit.ok;
  }
  const paint = paintFor(io);
  io.out(
    table({
      columns: ["name", "state", "cpu", "mem", "disk", "os", "level", "tags", "seen"],
      rows: list.items.map((machine) => rowOf(machine, Date.now())),
      dress: (text, column, row) => (row < 0 ? paint.dim(text) : column === 1 ? stateOf(text, paint) : text),
    }),
  );
  return exit.ok;
};

/** Numbers of a machine that is away are old, so they are not shown. */
function rowOf(
  { name, state, stateReason, facts, tags, maxLevel, lastSeenAt, sample }: MachineView,
  nowMs: number,
): string[] {
  const live = state === "online" ? sample : undefined;
  const fullest = live?.disks.reduce((most, disk) => Math.max(most, disk.usedRatio), 0);
  const cells = [
    name,
    state,
    live?.cpuRatio === undefined ? "" : percentText(live.cpuRatio),
    live === undefined || live.memoryTotalBytes === 0 ? "" : percentText(live.memoryUsedBytes / live.memoryTotalBytes),
    fullest === undefined || live?.disks.length === 0 ? "" : percentUp(fullest),
    `${facts.osId} ${facts.osVersion}`.trim(),
    String(maxLevel),
    tags.join(","),
  ];
  const seen =
    state === "online" ? "" : [ageText(lastSeenAt, nowMs), stateReason ?? ""].filter((text) => text !== "").join(", ");
  return [...cells, seen];
}
