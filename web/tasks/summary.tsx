/** What came of it, computed from facts: findings or a table first where the answer is one, then a line for each thing done or not. */
import type { SummaryView } from "../../src/api/summary.ts";
import type { TaskView } from "../../src/api/task.ts";
import { doubtedParts } from "../../src/domain/doubt.ts";
import { DataTable, Icon, count, said, taskLooks } from "../kit/index.ts";
import { Findings, evidenceHref } from "./findings.tsx";
import { citedAt } from "../../src/domain/cited.ts";

type Props = { task: Pick<TaskView, "id" | "state">; summary: SummaryView; mayAct?: boolean };

export const Summary = ({ task, summary, mayAct }: Props) => {
  const look = taskLooks[task.state];
  const { findings, looked } = summary;
  return (
    <section class="card summary" id="task-summary" aria-label="Summary">
      <header class={`summary-head tone-${findings ? "warn" : look.tone}`}>
        <Icon name={findings ? "circle-alert" : look.icon} size={20} />
        <h2>
          <Words text={summary.headline} unseen={summary.unseen} />
        </h2>
      </header>
      {findings ? (
        <Findings task={task.id} findings={findings} told={summary.headline} looked={looked} mayAct={mayAct} />
      ) : null}
      {summary.table ? <Result table={summary.table} label={said(summary.headline)} /> : null}
      {summary.lines.length > 0 ? (
        <ul class="summary-lines">
          {summary.lines.map((line) => (
            <li>
              <Words text={line} unseen={summary.unseen} />
            </li>
          ))}
        </ul>
      ) : null}
      {summary.judged ? <Judged judged={summary.judged} /> : null}
      {looked && looked.length > 0 ? <LookedAt looks={looked} /> : null}
    </section>
  );
};

/** What a model said and read nowhere looks like it. */
const Words = ({ text, unseen }: { text: string; unseen: SummaryView["unseen"] }) => (
  <>
    {doubtedParts(text, unseen).map(({ text: part, mark }) =>
      mark === undefined ? (
        said(part)
      ) : (
        <>
          <span class="unseen">{said(part)}</span> <em class="unseen-mark">{said(mark)}</em>
        </>
      ),
    )}
  </>
);

/** Whether the goal is reached, as a model sees it; each line that it cites is a link to where it stands. */
const Judged = ({ judged: { verdict, evidence } }: { judged: NonNullable<SummaryView["judged"]> }) =>
  evidence.length === 0 ? null : (
    <div class="judged">
      <p>{verdicts[verdict]}</p>
      <ul class="finding-evidence" aria-label="What the model cites">
        {evidence.map((each) => (
          <li>
            <a href={evidenceHref(each)}>{said(citedAt(each))}</a>
            <code>{said(each.text)}</code>
          </li>
        ))}
      </ul>
    </div>
  );
const verdicts: Record<NonNullable<SummaryView["judged"]>["verdict"], string> = {
  met: "The model sees the goal as reached, by these lines:",
  not_met: "The model sees the goal as not reached, by these lines:",
  unsure: "The model is not sure whether the goal is reached. It cites:",
};

/** Where all of it is of one machine, which the sentence above names, that is not said in every row. */
const Result = ({ table: { columns, rows }, label }: { table: NonNullable<SummaryView["table"]>; label: string }) => {
  const [first] = rows;
  const from = columns[0] === "Machine" && rows.length > 1 && rows.every((row) => row[0] === first?.[0]) ? 1 : 0;
  return (
    <DataTable
      id="summary-table"
      label={label}
      columns={columns.slice(from)}
      rows={rows.map((row) => row.slice(from))}
    />
  );
};

const LookedAt = ({ looks }: { looks: NonNullable<SummaryView["looked"]> }) => (
  <details class="looked">
    <summary>
      <Icon name="chevron-right" size={14} class="chevron" /> Looked at: {count(looks.length, "thing")}
    </summary>
    <ul>
      {looks.map(({ run, what, found }) => (
        <li>
          <a href={`/runs/${run}`}>{said(what)}</a>
          <span>{said(found)}</span>
        </li>
      ))}
    </ul>
  </details>
);
