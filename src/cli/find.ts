/** `ailx task ID --find TEXT`: where a text stands in what the task's programs wrote. */
import type { OutputMatches } from "../api/output.ts";
import type { TaskView } from "../api/task.ts";
import type { Hub } from "./client.ts";
import { bytesText } from "../lib/bytes.ts";
import { exit, type ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";

type Find = { hub: Hub; io: Io; task: Pick<TaskView, "runs">; text: string; asJson: boolean };
type Found = OutputMatches & { run: string; machine: string };

/** Status 1 where nothing is found, as grep has it. */
export async function findInOutput({ hub, io, task, text, asJson }: Find): Promise<ExitStatus> {
  const paint = paintFor(io);
  let any = false;
  const all: Found[] = [];
  for (const { id, machineName, stdoutBytes, stderrBytes, leftOutBytes, endedAt } of task.runs) {
    if (endedAt !== undefined && stdoutBytes + stderrBytes === 0) continue;
    const matches = await hub.get<OutputMatches>(`/api/runs/${id}/output/matches?text=${encodeURIComponent(text)}`);
    any ||= matches.items.length > 0;
    all.push({ run: id, machine: machineName, ...matches });
    if (asJson) continue;
    for (const { stream, line, text: said } of matches.items)
      io.out(`${paint.dim(`${shown(machineName)} ${stream}:${line}`)} ${shown(said)}\n`);
    if (matches.more) io.out(paint.dim(`${shown(machineName)}: there is more than is shown\n`));
    if (leftOutBytes > 0)
      io.err(
        `ailx: ${shown(machineName)}: ${bytesText(leftOutBytes)} of its output was left out and cannot be searched\n`,
      );
  }
  if (asJson) printJson(io, { items: all });
  else if (!any) io.err("ailx: That is nowhere in what its programs wrote.\n");
  return any ? exit.ok : exit.failed;
}
