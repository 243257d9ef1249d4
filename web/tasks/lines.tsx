/** Tasks one under another: state, the request in its own words, what came of it, risk, who, when. */
import type { TaskLine } from "../../src/api/task.ts";
import { Age, Empty, Icon, LinkButton, RiskChip, TaskState, count, said } from "../kit/index.ts";
import { PageHead } from "../frame/page.tsx";

type Folded = ReadonlyMap<TaskLine["id"], TaskLine[]>;

/** `earlier`: what stands folded under a task, as the earlier requests of its conversation. */
export const TaskLines = ({ tasks, label, earlier }: { tasks: TaskLine[]; label: string; earlier?: Folded }) => (
  <ul class="task-lines" data-list aria-label={label}>
    {tasks.map((task) => (
      <TaskLineRow task={task} earlier={earlier?.get(task.id)} />
    ))}
  </ul>
);

export const TaskLineRow = ({ task, earlier = [] }: { task: TaskLine; earlier?: TaskLine[] | undefined }) => (
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
    {earlier.length === 0 ? null : (
      <details class="line-earlier">
        <summary>
          <Icon name="chevron-right" size={14} class="chevron" /> {count(earlier.length, "earlier request")} of this
          conversation
        </summary>
        <ul>
          {earlier.map((each) => (
            <TaskLineRow task={each} />
          ))}
        </ul>
      </details>
    )}
  </li>
);

/** `next`: the address of the page of older tasks. */
export const TasksPage = ({ items, next, earlier }: { items: TaskLine[]; next?: string; earlier?: Folded }) => (
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
        <TaskLines tasks={items} label="Tasks, newest first" earlier={earlier} />
      )}
    </section>
    {next ? (
      <p class="page-next">
        <LinkButton href={next}>Show older tasks</LinkButton>
      </p>
    ) : null}
  </>
);
