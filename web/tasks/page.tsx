/** The task page: live view, record and link in one. Header and body are the two fragments that live updates replace. */
import type { Child } from "hono/jsx";
import type { TaskView } from "../../src/api/task.ts";
import { taskEnded } from "../../src/domain/task.ts";
import { place } from "../frame/partial.tsx";
import { Failed, Note, Skeleton, said } from "../kit/index.ts";
import { Approval } from "./approval.tsx";
import { TaskHeader } from "./header.tsx";
import { Matrix } from "./matrix.tsx";
import { Plan, Understood } from "./plan.tsx";
import { Declined, Question } from "./question.tsx";
import { RunPane } from "./runs.tsx";
import { Standing } from "./standing.tsx";
import { Summary } from "./summary.tsx";

type Props = {
  task: TaskView;
  /** Run id → the tool's own view of its outcome. */
  outcomes: Record<string, Child>;
  /** False for viewers: nothing to press. */
  mayAct?: boolean;
};

/** What was typed as a command or a tool needs no understanding; what is left out or taken for granted is said all the same. */
const saysMore = ({ assumptions, excluded }: NonNullable<TaskView["plan"]>): boolean =>
  assumptions.length + excluded.length > 0;

export const TaskPage = ({ task, outcomes, mayAct = true }: Props) => (
  <div class="task-page">
    <TaskHeader task={task} mayAct={mayAct} />
    <TaskBody task={task} outcomes={outcomes} mayAct={mayAct} />
  </div>
);

export const TaskBody = ({ task, outcomes, mayAct = true }: Props) => (
  <div id={place.taskBody} class="task-body" data-task-state={task.state}>
    {task.plan && (task.kind === "ask" || saysMore(task.plan)) ? <Understood plan={task.plan} /> : null}
    {task.error ? <Failed detail={task.error.detail} hint={task.error.hint} /> : null}
    {task.rejectedBecause ? <Note icon="ban">Rejected: {said(task.rejectedBecause)}</Note> : null}
    <Standing task={task} />
    {task.declined ? <Declined declined={task.declined} mayAct={mayAct} /> : null}
    {task.question && task.state === "needs_answer" ? (
      <Question taskId={task.id} asked={task.question} mayAct={mayAct} />
    ) : null}
    {task.summary && taskEnded(task.state) && !task.declined ? (
      <Summary summary={task.summary} state={task.state} />
    ) : null}
    {task.plan && task.state === "needs_approval" ? <Approval task={task} plan={task.plan} mayAct={mayAct} /> : null}
    {task.state === "planning" && !task.plan ? <Skeleton rows={3} label="Planning" /> : null}
    {task.plan ? <Plan plan={task.plan} /> : null}
    {task.runs.length > 0 && task.state !== "needs_approval" ? (
      <div class="task-runs">
        <Matrix task={task} />
        <RunPane task={task} outcomes={outcomes} mayAct={mayAct} />
      </div>
    ) : null}
  </div>
);
