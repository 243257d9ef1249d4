/** What the list of schedules and the page of one share. */
import type { DueView, ScheduleView } from "../../src/api/schedule.ts";
import type { TaskState as State } from "../../src/domain/task.ts";
import { taskStates } from "../../src/domain/task.ts";
import { Age, Icon, TaskState, said } from "../kit/index.ts";

export const schedulePlace = { list: "schedules-list", one: "schedule-one" } as const;

const looks = {
  active: { tone: "ok", icon: "clock", words: "active" },
  paused: { tone: "warn", icon: "circle-pause", words: "paused" },
  done: { tone: "quiet", icon: "circle-check", words: "over" },
} as const;

export const ScheduleState = ({ state }: Pick<ScheduleView, "state">) => {
  const { tone, icon, words } = looks[state];
  return (
    <span class={`state tone-${tone}`} data-state={state}>
      <Icon name={icon} size={14} />
      {words}
    </span>
  );
};

const outcomes = {
  fired: "done at its time",
  by_hand: "begun by hand",
  missed: "missed",
  skipped: "left out",
} as const;

/** What became of one time: the task it became and how that stands, or why there is none. */
export const Due = ({ due: { due, outcome, why, task, state }, nowMs }: { due: DueView; nowMs: number }) => (
  <>
    <Age at={due} nowMs={nowMs} />{" "}
    {task === undefined ? (
      <span class="state tone-warn">
        <Icon name="circle-minus" size={14} />
        {outcomes[outcome]}
      </span>
    ) : (
      <a href={`/tasks/${task}`}>
        <TaskState state={stateOf(state)} />
      </a>
    )}
    {why === "" ? null : <span class="muted"> {said(why)}</span>}
    {outcome === "by_hand" && why === "" ? <span class="muted"> {outcomes.by_hand}</span> : null}
  </>
);

const stateOf = (text: string | undefined): State => taskStates.find((state) => state === text) ?? "planning";
