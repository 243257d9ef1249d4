/** The top of a task: the request in the person's words, its state, who, when, and how to stop it; a plan that waits is rejected below. */
import type { TaskView } from "../../src/api/task.ts";
import type { TaskState as State } from "../../src/domain/task.ts";
import { taskEnded } from "../../src/domain/task.ts";
import { acts } from "../frame/form.ts";
import { place } from "../frame/partial.tsx";
import { Age, Button, Elapsed, LinkButton, RiskChip, TaskState, count, said } from "../kit/index.ts";

export const TaskHeader = ({
  task,
  mayAct = true,
  mayKeep = mayAct,
}: {
  task: TaskView;
  mayAct?: boolean;
  mayKeep?: boolean;
}) => (
  <header id={place.taskHeader} class="task-head">
    <div class="task-head-row">
      <h1 class={task.kind === "exec" ? "mono" : ""}>{said(task.request)}</h1>
      {mayAct ? <Hold task={task} /> : null}
      {mayAct && task.pausedBy === "budget" ? <Take task={task} /> : null}
      {mayAct && !taskEnded(task.state) && task.state !== "needs_approval" ? <Stop task={task} /> : null}
      {mayAct && task.retryable ? <TryAgain task={task} on={task.retryable} /> : null}
      {mayAct && task.undoable ? <Undo task={task} /> : null}
      {mayAct && task.undoOf && refusedSince(task) ? <UndoAnyway task={task.undoOf} /> : null}
      {mayKeep && task.state === "succeeded" && task.plan && task.plan.by !== "runbook" && !task.undoOf ? (
        <LinkButton look="quiet" href={`/runbooks/new?task=${task.id}`}>
          Save as runbook
        </LinkButton>
      ) : null}
      {mayAct && taskEnded(task.state) && task.kind === "ask" ? (
        <Button look="quiet" data-ask-fill={task.request}>
          Ask again
        </Button>
      ) : null}
    </div>
    <p class="task-facts">
      <TaskState state={task.state} refused={task.error?.code === "refused_by_policy"} />
      {task.plan ? <RiskChip risk={task.plan.risk} /> : null}
      <span>
        {task.by}, <Age at={task.createdAt} />
      </span>
      <span>
        {task.endedAt ? "took" : "for"} <Elapsed from={task.createdAt} to={task.endedAt} />
      </span>
      {task.model ? <Used model={task.model} /> : null}
      {task.approvedBy && task.plan?.risk !== "low" ? (
        <span>approved by {approvers(task.plan, task.approvedBy)}</span>
      ) : null}
      {task.plan && task.plan.by === "llm" ? <span>planned by a model</span> : null}
      {task.bySchedule ? (
        <span>
          by <a href={`/schedules/${task.bySchedule}`}>a schedule</a>
        </span>
      ) : null}
      {task.madeSchedule ? (
        <span>
          made <a href={`/schedules/${task.madeSchedule}`}>a schedule</a>
          {task.madeSecond ? (
            <>
              {" "}
              and <a href={`/schedules/${task.madeSecond}`}>a second one</a>
            </>
          ) : null}
        </span>
      ) : null}
      {task.retryOf ? (
        <span>
          tries <a href={`/tasks/${task.retryOf}`}>an earlier task</a> again
        </span>
      ) : null}
      {task.undoOf ? (
        <span>
          takes back <a href={`/tasks/${task.undoOf}`}>an earlier task</a>
        </span>
      ) : null}
      <span class="mono" title="What you type to name this task">
        {task.shortId}
      </span>
    </p>
    <div id="task-error" class="form-error" />
  </header>
);

/** What planning it used of a model, and what that cost where the price is known. */
const Used = ({ model }: { model: NonNullable<TaskView["model"]> }) => (
  <span
    class="num"
    title={`${model.names.map(said).join(", ")}: ${count(model.inputTokens, "token")} read, ${model.outputTokens.toLocaleString("en")} written`}
  >
    {model.estimated ? "about " : ""}
    {tokensText(model.inputTokens + model.outputTokens)} tokens
    {model.costMicroUsd === undefined ? "" : `, ${costText(model.costMicroUsd)}`}
  </span>
);
const tokensText = (tokens: number): string => (tokens < 1_000 ? String(tokens) : `${(tokens / 1_000).toFixed(1)} k`);
/** Less than a cent matters to nobody, but it is not nothing. */
const costText = (microUsd: number): string =>
  microUsd === 0 ? "free" : microUsd < 10_000 ? "under $0.01" : `$${(microUsd / 1_000_000).toFixed(2)}`;

const approvers = (plan: TaskView["plan"], last: string): string =>
  plan?.approvals && plan.approvals.needed > 1 ? plan.approvals.given.map(({ name }) => name).join(" and ") : last;

/** Pausing is worth something while there is anything left to begin. */
const Hold = ({ task }: { task: TaskView }) => {
  const paused = task.state === "paused";
  if (!paused && !(task.state === "running" && task.runs.some((run) => run.state === "queued"))) return null;
  return (
    <form {...acts({ action: `/tasks/${task.id}/${paused ? "resumption" : "pause"}`, error: "task-error" })}>
      <Button look={paused ? "primary" : "plain"} type="submit" data-busy={paused ? "Going on" : "Pausing"}>
        {paused ? "Go on" : "Pause"}
      </Button>
    </form>
  );
};

/** Planning used up its budget: what it found may be enough. */
const Take = ({ task }: { task: TaskView }) => (
  <form {...acts({ action: `/tasks/${task.id}/conclusion`, error: "task-error" })}>
    <Button type="submit" data-busy="Ending">
      Take what was found
    </Button>
  </form>
);

const TryAgain = ({ task, on }: { task: TaskView; on: { name: string }[] }) => (
  <form {...acts({ action: `/tasks/${task.id}/retry`, error: "task-error" })}>
    <Button type="submit" data-busy="Trying again">
      Try again on {shortly(on.map(({ name }) => name))}
    </Button>
  </form>
);

const Undo = ({ task }: { task: TaskView }) => (
  <form {...acts({ action: `/tasks/${task.id}/undo`, error: "task-error" })}>
    <Button type="submit" data-busy="Planning the way back" title={task.undoable?.not.map(said).join("\n")}>
      Undo
    </Button>
  </form>
);

const refusedSince = ({ runs }: TaskView): boolean => runs.some(({ error }) => error?.code === "changed_since");

/** It is a plan that is looked at and approved like the first one. */
const UndoAnyway = ({ task }: { task: string }) => (
  <form {...acts({ action: `/tasks/${task}/undo`, error: "task-error" })}>
    <input type="hidden" name="force" value="yes" />
    <Button type="submit" data-busy="Planning the way back">
      Undo over later changes
    </Button>
  </form>
);

/** "db-2", "db-2 and db-3", "db-2 and 3 more". */
const shortly = ([first = "", ...more]: string[]): string =>
  more.length === 0 ? first : `${first} and ${more.length === 1 ? more[0] : `${more.length} more`}`;

const Stop = ({ task }: { task: TaskView }) => (
  <form {...acts({ action: `/tasks/${task.id}/cancellation`, error: "task-error" })}>
    <Button look="danger" type="submit" data-busy="Stopping">
      {stopWords(task.state)}
    </Button>
  </form>
);

const stopWords = (state: State): string =>
  state === "running" || state === "paused" ? "Stop this task" : "Cancel this task";
