/** What came of it, computed from facts: a table first where the answer is one, then a line for each thing done or not. */
import type { SummaryView, TaskView } from "../../src/api/task.ts";
import { DataTable, Icon, said, taskLooks } from "../kit/index.ts";
import { Findings } from "./findings.tsx";

type Props = { task: Pick<TaskView, "id" | "state">; summary: SummaryView; mayAct?: boolean };

export const Summary = ({ task, summary, mayAct }: Props) => {
  const look = taskLooks[task.state];
  return (
    <section class="card summary" id="task-summary" aria-label="Summary">
      <header class={`summary-head tone-${look.tone}`}>
        <Icon name={look.icon} size={20} />
        <h2>{said(summary.headline)}</h2>
      </header>
      {summary.findings ? <Findings task={task.id} findings={summary.findings} mayAct={mayAct} /> : null}
      {summary.table ? (
        <DataTable
          id="summary-table"
          label={said(summary.headline)}
          columns={summary.table.columns}
          rows={summary.table.rows}
        />
      ) : null}
      {summary.lines.length > 0 ? (
        <ul class="summary-lines">
          {summary.lines.map((line) => (
            <li>{said(line)}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
};
