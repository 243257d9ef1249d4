/** The top of a task: the request in the person's words, its state, who, when, and how to stop it; a plan that waits is rejected below. */
import type { TaskView } from "../../src/api/task.ts";
import type { TaskState as State } from "../../src/domain/task.ts";
import { taskEnded } from "../../src/domain/task.ts";
import { acts } from "../frame/form.ts";
import { place } from "../frame/partial.tsx";
import { Age, Button, Elapsed, RiskChip, TaskState, said } from "../kit/index.ts";

export const TaskHeader = ({ task, mayAct = true }: { task: TaskView; mayAct?: boolean }) => (
  <header id={place.taskHeader} class="task-head">
    <div class="task-head-row">
      <h1 class={task.kind === "ask" ? "" : "mono"}>{said(task.request)}</h1>
      {mayAct && !taskEnded(task.state) && task.state !== "needs_approval" ? <Stop task={task} /> : null}
      {mayAct && taskEnded(task.state) && task.kind === "ask" ? (
        <Button look="quiet" data-ask-fill={task.request}>
          Ask again
        </Button>
      ) : null}
    </div>
    <p class="task-facts">
      <TaskState state={task.state} />
      {task.plan ? <RiskChip risk={task.plan.risk} /> : null}
      <span>
        {task.by}, <Age at={task.createdAt} />
      </span>
      <span>
        {task.endedAt ? "took" : "for"} <Elapsed from={task.createdAt} to={task.endedAt} />
      </span>
      {task.approvedBy && task.plan?.risk !== "low" ? <span>approved by {task.approvedBy}</span> : null}
      <span class="mono" title="What you type to name this task">
        {task.shortId}
      </span>
    </p>
    <div id="task-error" class="form-error" />
  </header>
);

const Stop = ({ task }: { task: TaskView }) => (
  <form {...acts({ action: `/tasks/${task.id}/cancellation`, error: "task-error" })}>
    <Button look="danger" type="submit" data-busy="Stopping">
      {stopWords(task.state)}
    </Button>
  </form>
);

const stopWords = (state: State): string =>
  state === "running" || state === "paused" ? "Stop this task" : "Cancel this task";
