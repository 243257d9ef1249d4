/** How a task stands beside its state: that it is paused, for whom it waits and until when. */
import type { RunView, TaskView } from "../../src/api/task.ts";
import { acts } from "../frame/form.ts";
import { Age, Button, Note, count, said } from "../kit/index.ts";

export const Standing = ({ task }: { task: TaskView }) => (
  <>
    {task.state === "paused" ? (
      <Note icon="circle-pause" tone="warn">
        {said(task.paused ?? "Paused.")}{" "}
        {task.pausedBy === "budget"
          ? "It goes on with a new budget if you let it; or take what was found."
          : `Nothing new begins; ${running(task)}.`}
      </Note>
    ) : null}
    {task.queuedUntil ? (
      <Note icon="clock">
        Waits for machines that are away until they come, at most until {hourOf(task.queuedUntil)} UTC (
        <Age at={task.queuedUntil} />
        ). Each is checked again before anything runs there.
      </Note>
    ) : null}
  </>
);

function running(task: TaskView): string {
  const active = task.runs.filter(
    ({ state }) => state === "dispatched" || state === "running" || state === "verifying",
  );
  return active.length === 0
    ? "nothing runs"
    : `${count(active.length, "run")} ${active.length === 1 ? "goes" : "go"} on to the end`;
}

const hourOf = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`;

/** For a run that has not begun: its machine does nothing more of this task. */
export const LeaveOut = ({ run }: { run: RunView }) => (
  <form {...acts({ action: `/runs/${run.id}/skip`, error: "task-error" })} class="leave-out">
    <Button small type="submit" data-busy="Leaving it out">
      {run.line.startsWith("waits for ") ? "Stop waiting for" : "Leave out"} {run.machineName}
    </Button>
  </form>
);
