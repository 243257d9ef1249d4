/** Machines whose results are equal, told once: what most have in common first, then those that differ, by name. */
import type { RunView } from "../../src/api/task.ts";
import { runEnded } from "../../src/domain/task.ts";
import { Icon, runLooks, said } from "../kit/index.ts";

/** With so many machines or fewer, the matrix is as quickly read. */
const shownAbove = 5;
const groupsAtMost = 6;
const namesAtMost = 8;

export type Group = { machines: string[]; run: RunView; whole: boolean };

/**
 * The machines that have ended, by what came out in each step: state, line, typed result and what was written. `whole`:
 * what they wrote is known to be the same, and not only how they ended. Largest first.
 */
export function groupsOf(machines: readonly RunView[][]): Group[] {
  const ended = machines.filter((runs) => runs.every(({ state }) => runEnded(state)));
  const groups = Map.groupBy(ended, (runs) => JSON.stringify(runs.map(resultOf)));
  return [...groups.values()]
    .flatMap((alike): Group[] => {
      const run = tells(alike[0] ?? []);
      const whole = alike.every((runs) => runs.every(isWhole));
      return run ? [{ machines: alike.flatMap(([first]) => first?.machineName ?? []), run, whole }] : [];
    })
    .toSorted((a, b) => b.machines.length - a.machines.length);
}

/** How long it took is another for each machine, and says nothing. */
const resultOf = ({ stepId, state, line, output, outputDigest }: RunView) => {
  const { durationMs: _took, ...typed } = output ?? {};
  return [stepId, state, line, typed, outputDigest];
};
const isWhole = ({ stdoutBytes, stderrBytes, outputDigest }: RunView): boolean =>
  stdoutBytes + stderrBytes === 0 || outputDigest !== undefined;

/** The run that tells most of a machine: what went wrong, else what came last. */
export function tells(runs: readonly RunView[]): RunView | undefined {
  const worst = runs.find((run) => run.state === "failed" || run.state === "unreachable" || run.state === "unknown");
  return worst ?? runs.findLast((run) => run.state !== "queued") ?? runs.at(-1);
}

export const Groups = ({ machines }: { machines: RunView[][] }) => {
  const groups = groupsOf(machines);
  const [most] = groups;
  // Where everybody says something else there is nothing to tell once.
  if (machines.length <= shownAbove || !most || most.machines.length < 2) return null;
  const shown = groups.slice(0, groupsAtMost);
  const left = groups.slice(groupsAtMost).reduce((sum, group) => sum + group.machines.length, 0);
  return (
    <ul class="groups" aria-label="Equal results together">
      {shown.map((group, at) => (
        <li>
          <Icon name={runLooks[group.run.state].icon} size={14} class={`tone-${runLooks[group.run.state].tone}`} />
          <span>
            <strong>{at === 0 ? headOf(group, machines.length) : namesOf(group.machines)}</strong>{" "}
            <span class="muted">
              {runLooks[group.run.state].words}
              {group.run.line === "" ? "" : `: ${said(group.run.line)}`}
            </span>
          </span>
        </li>
      ))}
      {left > 0 ? <li class="muted">{left} more, in other ways</li> : null}
    </ul>
  );
};

const headOf = ({ machines, whole }: Group, of: number): string =>
  `${machines.length === of ? `All ${of}` : `${machines.length} of ${of}`} ${whole ? "the same" : "ended alike"}`;

const namesOf = (machines: readonly string[]): string =>
  machines.length <= namesAtMost
    ? machines.join(", ")
    : `${machines.slice(0, namesAtMost - 1).join(", ")} and ${machines.length - namesAtMost + 1} more`;
