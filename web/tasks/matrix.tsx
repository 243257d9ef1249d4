/** Machines × steps: one small cell a run (few machines with many steps: a line a step), its state as colour, icon and words. The cell in focus fills the pane beside. */
import type { RunView, TaskView } from "../../src/api/task.ts";
import { runEnded } from "../../src/domain/task.ts";
import { place } from "../frame/partial.tsx";
import { Card, Elapsed, Icon, count, durationText, runLooks, said } from "../kit/index.ts";
import { waitsInWords } from "./stall.tsx";
import { Groups, tells } from "./groups.tsx";

type Column = { id: string; title: string };

export const Matrix = ({ task }: { task: TaskView }) => {
  const columns = columnsOf(task);
  const machines = machinesOf(task.runs);
  return (
    <Card id="task-matrix" title="Runs" flush aside={<Tally runs={task.runs} />}>
      <Groups machines={machines} />
      <div class="matrix-box">
        {columns.length > (machines.length === 1 ? fewSteps : manySteps) && machines.length <= fewMachines ? (
          <Steps machines={machines} columns={columns} />
        ) : (
          <Many machines={machines} columns={columns} />
        )}
      </div>
    </Card>
  );
};

/** Up to here the steps of one machine fit beside each other, and those of a few. */
const fewSteps = 3;
const manySteps = 6;
const fewMachines = 4;

const Many = ({ machines, columns }: { machines: RunView[][]; columns: Column[] }) => (
  <table class={columns.length <= fewSteps ? "matrix matrix-few" : "matrix"} data-matrix>
    <thead>
      <tr>
        <th scope="col">Machine</th>
        {columns.map((column, at) => (
          <th scope="col" class="matrix-step" title={said(column.title)}>
            <span aria-hidden="true">{at + 1}</span>
            <span class="sr-only">{said(column.title)}</span>
          </th>
        ))}
        <th scope="col">Result</th>
      </tr>
    </thead>
    <tbody>
      {machines.map((runs) => (
        <MatrixRow runs={runs} columns={columns} />
      ))}
    </tbody>
  </table>
);

/** Many steps of few machines read better one under another; of one machine each with what it said. */
const Steps = ({ machines, columns }: { machines: RunView[][]; columns: Column[] }) => (
  <table class="matrix matrix-steps" data-matrix>
    <thead>
      <tr>
        <th scope="col">Step</th>
        {machines.map(([first]) => (
          <th scope="col" class="matrix-step">
            {first?.machineName}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {columns.map((column, at) => {
        const own = machines.map((runs) => runs.find(({ stepId }) => stepId === column.id));
        return (
          <tr>
            <th scope="row">
              <span>
                {at + 1}. {said(column.title)}
              </span>
              {own.length === 1 ? <span class="matrix-line">{own[0] ? lineOf([own[0]]) : ""}</span> : null}
            </th>
            {own.map((run) => (
              <td class="matrix-cell">
                <Cell run={run} title={column.title} />
              </td>
            ))}
          </tr>
        );
      })}
    </tbody>
  </table>
);

const MatrixRow = ({ runs, columns }: { runs: RunView[]; columns: Column[] }) => {
  const [first] = runs;
  if (!first) return null;
  return (
    <tr id={place.matrixRow(first.machineId)}>
      <th scope="row">{first.machineName}</th>
      {columns.map((column) => (
        <td class="matrix-cell">
          <Cell run={runs.find((run) => run.stepId === column.id)} title={column.title} />
        </td>
      ))}
      <td class="matrix-line">{lineOf(runs)}</td>
    </tr>
  );
};

const lineOf = (runs: RunView[]): string => runs.map(waitsInWords).find(Boolean) ?? said(tells(runs)?.line ?? "");

const Cell = ({ run, title }: { run?: RunView; title: string }) => {
  if (!run) return <span class="cell cell-none" aria-label="Not on this machine" role="img" />;
  const waits = waitsInWords(run);
  const look = waits ? ({ tone: "warn", icon: "clock", words: `waits: ${waits}` } as const) : runLooks[run.state];
  return (
    <button
      type="button"
      id={`cell-${run.id}`}
      class={`cell tone-${look.tone}`}
      aria-pressed="false"
      title={`${look.words}${took(run)}`}
      data-run={run.id}
      data-ended={runEnded(run.state) ? "yes" : "no"}
      data-begun={run.attemptId === undefined && run.state === "queued" ? "no" : "yes"}
      data-bytes={run.stdoutBytes + run.stderrBytes}
    >
      <span class="sr-only">{`${run.machineName}, ${said(title)}: ${look.words}${took(run)}`}</span>
      <Icon name={look.icon} size={14} class={look.icon === "loader-circle" ? "spin" : ""} />
      {run.state === "running" && run.startedAt ? <Elapsed from={run.startedAt} /> : null}
    </button>
  );
};

const Tally = ({ runs }: { runs: RunView[] }) => {
  const ended = runs.filter((run) => runEnded(run.state)).length;
  return (
    <span class="muted num">
      {ended} of {count(runs.length, "run")} ended
    </span>
  );
};

export const columnsOf = (task: TaskView): Column[] =>
  task.plan?.steps.map((step) => ({ id: step.id, title: step.title })) ??
  [...new Set(task.runs.map((run) => run.stepId))].map((id) => ({ id, title: id }));

const machinesOf = (runs: RunView[]): RunView[][] => [...Map.groupBy(runs, (run) => run.machineId).values()];

const took = (run: RunView): string =>
  run.startedAt && run.endedAt ? `, ${durationText(Date.parse(run.endedAt) - Date.parse(run.startedAt))}` : "";
