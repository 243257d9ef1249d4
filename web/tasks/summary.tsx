/** What came of it, computed from facts: a table first where the answer is one, then a line for each thing done or not. */
import type { SummaryView, TaskView } from "../../src/api/task.ts";
import { DataTable, Icon, said, taskLooks } from "../kit/index.ts";

export const Summary = ({ summary, state }: { summary: SummaryView; state: TaskView["state"] }) => {
  const look = taskLooks[state];
  return (
    <section class="card summary" id="task-summary" aria-label="Summary">
      <header class={`summary-head tone-${look.tone}`}>
        <Icon name={look.icon} size={20} />
        <h2>{said(summary.headline)}</h2>
      </header>
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
