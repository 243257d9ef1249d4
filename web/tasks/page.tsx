/** The task page: live view, record and link in one. Header and body are the two fragments that live updates replace. */
import type { Child } from "hono/jsx";
import type { TaskLine, TaskView } from "../../src/api/task.ts";
import type { TurnView } from "../../src/api/turn.ts";
import { taskEnded } from "../../src/domain/task.ts";
import { place } from "../frame/partial.tsx";
import { Failed, Note, Skeleton, said } from "../kit/index.ts";
import { Approval } from "./approval.tsx";
import { Earlier, Later } from "./conversation.tsx";
import { FollowUp, Offered } from "./follow-up.tsx";
import { TaskHeader } from "./header.tsx";
import { Matrix } from "./matrix.tsx";
import { Plan, Understood } from "./plan.tsx";
import { Declined, Question } from "./question.tsx";
import { Remember } from "./remember.tsx";
import { RunPane, type Focus } from "./runs.tsx";
import { Standing } from "./standing.tsx";
import { Summary } from "./summary.tsx";
import { Work } from "./work.tsx";

type Props = {
  task: TaskView;
  /** Run id → the tool's own view of its outcome. */
  outcomes: Record<string, Child>;
  /** False for viewers: nothing to press. */
  mayAct?: boolean;
  /** This person may keep runbooks, which belong to the whole hub. */
  mayKeep?: boolean;
  /** What a model did on its way to the plan. */
  turns?: readonly TurnView[];
  /** The run, and the line of its output, that a link names. */
  focus?: Focus;
};
type PageProps = Props & { earlier?: readonly TaskLine[]; later?: readonly TaskLine[] };

/** What was typed as a command or a tool needs no understanding; what is left out or taken for granted is said all the same. */
const saysMore = ({ assumptions, excluded }: NonNullable<TaskView["plan"]>): boolean =>
  assumptions.length + excluded.length > 0;

export const TaskPage = ({ earlier = [], later = [], ...props }: PageProps) => (
  <div class="task-page">
    <Earlier of={earlier} />
    <TaskHeader task={props.task} mayAct={props.mayAct} mayKeep={props.mayKeep} />
    <TaskBody {...props} />
    <Later of={later} />
    {props.mayAct === false ? null : <FollowUp task={props.task} />}
  </div>
);

export const TaskBody = ({ task, outcomes, mayAct = true, turns = [], focus }: Props) => (
  <div id={place.taskBody} class="task-body" data-task-state={task.state}>
    {task.plan && (task.kind === "ask" || saysMore(task.plan)) ? <Understood plan={task.plan} /> : null}
    {task.error ? <Failed detail={task.error.detail} hint={task.error.hint} /> : null}
    {task.rejectedBecause ? <Note icon="ban">Rejected: {said(task.rejectedBecause)}</Note> : null}
    <Standing task={task} />
    {task.declined ? <Declined declined={task.declined} mayAct={mayAct} /> : null}
    {task.question && task.state === "needs_answer" ? (
      <Question taskId={task.id} asked={task.question} mayAct={mayAct} />
    ) : null}
    {task.summary && (taskEnded(task.state) || task.pausedBy === "budget") && !task.declined ? (
      <Summary task={task} summary={task.summary} mayAct={mayAct} />
    ) : null}
    {mayAct && task.suggestions ? <Suggestions task={task} of={task.suggestions} /> : null}
    {mayAct && task.rememberable && task.state !== "needs_answer" ? <Remember task={task} /> : null}
    <Work parts={turns} live={task.state === "planning"} />
    {task.plan && task.state === "needs_approval" ? <Approval task={task} plan={task.plan} mayAct={mayAct} /> : null}
    {task.state === "planning" && !task.plan && turns.length === 0 ? <Skeleton rows={3} label="Planning" /> : null}
    {task.plan ? <Plan plan={task.plan} folded={task.summary?.looked !== undefined && taskEnded(task.state)} /> : null}
    {task.runs.length > 0 && task.state !== "needs_approval" ? (
      <div class="task-runs">
        <Matrix task={task} />
        <RunPane task={task} outcomes={outcomes} mayAct={mayAct} focus={focus} />
      </div>
    ) : null}
  </div>
);

/** What could be asked next where something went wrong, or was put right. */
const Suggestions = ({
  task,
  of,
}: {
  task: Pick<TaskView, "id" | "state">;
  of: NonNullable<TaskView["suggestions"]>;
}) => (
  <section class="options suggestions" id="task-suggestions" aria-labelledby="suggestions-title" data-list>
    <h2 id="suggestions-title" class="follow-words">
      {task.state === "succeeded" ? "Check again" : "What could help"}
    </h2>
    {of.map(({ say, why }) => (
      <Offered task={task.id} say={said(say)} why={said(why)} />
    ))}
  </section>
);
