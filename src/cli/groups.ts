/** Output of many machines with what is equal printed once, under the names of the machines that wrote it. */
import type { RunView } from "../api/task.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Io } from "./io.ts";
import { machineNames } from "./plan-text.ts";

export type Written = { stdout: string; stderr: string };
type Ended = Pick<RunView, "id" | "machineName" | "state" | "line">;

/** Most machines first. Each group is a line with its machines and how it ended there, then what all of them wrote. */
export function printGrouped(
  io: Pick<Io, "out" | "err">,
  runs: readonly Ended[],
  written: (id: string) => Written,
): void {
  const groups = Map.groupBy(runs, (run) => JSON.stringify([run.state, run.line, written(run.id)]));
  for (const alike of [...groups.values()].toSorted((a, b) => b.length - a.length)) {
    const [first] = alike;
    if (!first) continue;
    const { stdout, stderr } = written(first.id);
    const names = machineNames(alike.map(({ machineName }) => machineName));
    io.out(`== ${showHidden(names)} (${alike.length} of ${runs.length}): ${showHidden(howOf(first))}\n`);
    io.out(whole(stdout));
    io.err(whole(stderr));
  }
}

const howOf = ({ state, line }: Ended): string =>
  line === "" || state !== "ok" ? `${state}${line && `, ${line}`}` : line;
const whole = (text: string): string => {
  const safe = showHidden(text.replaceAll("\r\n", "\n"));
  return safe === "" || safe.endsWith("\n") ? safe : `${safe}\n`;
};
