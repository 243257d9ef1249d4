/** Tasks one under another: state, the request in its own words, what came of it, risk, who, when. */
import type { TaskLine } from "../../src/api/task.ts";
import { Age, Empty, LinkButton, RiskChip, TaskState, count, said } from "../kit/index.ts";
import { PageHead } from "../frame/page.tsx";

export const TaskLines = ({ tasks, label }: { tasks: TaskLine[]; label: string }) => (
  <ul class="task-lines" data-list aria-label={label}>
    {tasks.map((task) => (
      <TaskLineRow task={task} />
    ))}
  </ul>
);

export const TaskLineRow = ({ task }: { task: TaskLine }) => (
  <li id={`line-${task.id}`}>
    <a href={`/tasks/${task.id}`} data-item>
      <span class="line-main">
        <span class={task.kind === "exec" ? "line-request mono" : "line-request"}>{said(task.request)}</span>
        {task.headline ? (
          <span class="line-headline" title={said(task.headline)}>
            {said(task.headline)}
          </span>
        ) : null}
      </span>
      <span class="line-meta">
        <TaskState state={task.state} refused={task.refused} />
        <span class="line-risk">{task.risk && task.risk !== "low" ? <RiskChip risk={task.risk} /> : null}</span>
        <span class="line-fleet">{task.machines > 0 ? count(task.machines, "machine") : ""}</span>
        <span class="line-by">{task.by}</span>
        <Age at={task.createdAt} />
      </span>
    </a>
  </li>
);

/** `next`: the address of the page of older tasks. */
export const TasksPage = ({ items, next }: { items: TaskLine[]; next?: string }) => (
  <>
    <PageHead title="Tasks" />
    <section class="card" aria-label="All tasks">
      {items.length === 0 ? (
        <Empty icon="list-checks" title="Nothing was asked yet">
          <LinkButton href="/" look="primary">
            Ask for something
          </LinkButton>
        </Empty>
      ) : (
        <TaskLines tasks={items} label="Tasks, newest first" />
      )}
    </section>
    {next ? (
      <p class="page-next">
        <LinkButton href={next}>Show older tasks</LinkButton>
      </p>
    ) : null}
  </>
);
