/** One schedule: its next times, what it does, what became of the last times, and what can be done with it. */
import type { ScheduleView } from "../../src/api/schedule.ts";
import { acts } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import {
  Age,
  Button,
  Card,
  ClosesDialog,
  Dialog,
  Empty,
  Note,
  OpensDialog,
  RiskChip,
  hourIn,
  said,
} from "../kit/index.ts";
import { Due, ScheduleState, schedulePlace } from "./parts.tsx";

type Props = { one: ScheduleView; mayAct: boolean; nowMs: number };

export const SchedulePage = ({ one, mayAct, nowMs }: Props) => (
  <div class="memory-page">
    <PageHead title={said(one.request)} />
    <ScheduleBody one={one} mayAct={mayAct} nowMs={nowMs} />
  </div>
);

export const ScheduleBody = ({ one, mayAct, nowMs }: Props) => (
  <div id={schedulePlace.one} class="schedule-body">
    <p class="schedule-line">
      <ScheduleState state={one.state} /> <RiskChip risk={one.risk} /> <span>{said(one.when)}</span>
      {one.timeZone === undefined ? null : <span class="muted"> ({one.timeZone})</span>}
    </p>
    {one.why === "" ? null : <Note tone="warn">{said(one.why)}</Note>}
    <p class="muted">
      Made by {one.madeBy}, <Age at={one.madeAt} nowMs={nowMs} />, <a href={`/tasks/${one.task}`}>with this plan</a>
      {one.changes ? ", approved once for all its times" : null}. At each time it is judged again; what is worse then,
      or no longer as it was, is asked about.
    </p>
    {mayAct ? <Doing one={one} /> : null}
    {mayAct && one.state !== "done" ? <Missed one={one} /> : null}
    <Card title="Next" flush={false}>
      {one.next.length === 0 ? (
        <p class="muted">{one.state === "paused" ? "None while it is paused." : "There is no time to come."}</p>
      ) : (
        <ul class="schedule-times num">
          {one.next.map((at) => (
            <li>
              <Age at={at} nowMs={nowMs} /> <span class="muted">{hourIn(at, one.timeZone)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
    <Card title="What it does">
      <ol class="schedule-steps">
        {one.steps.map(({ title, machines }) => (
          <li>
            {said(title)} <span class="muted">on {machines.map(said).join(", ")}</span>
          </li>
        ))}
      </ol>
      <p class="muted">
        {one.members === undefined
          ? "These machines were approved; others that fit the words later do not join by themselves."
          : `The group “${said(one.members)}” was approved: each time it is for the machines that belong to it then and are like these.`}
      </p>
    </Card>
    <Card title="What became of it" flush>
      {one.history.length === 0 ? (
        <Empty icon="clock" title="It has not been due yet" />
      ) : (
        <ul class="memory-list" data-list>
          {one.history.map((due) => (
            <li class="memory-line">
              <div class="memory-what">
                <p class="num schedule-line">
                  <Due due={due} nowMs={nowMs} />
                </p>
                {due.headline === undefined ? null : <p class="muted">{said(due.headline)}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
);

const Missed = ({ one: { id, missed, changes } }: { one: ScheduleView }) => (
  <form {...acts({ action: `/schedules/${id}/missed`, error: "schedule-error" })} class="in-line schedule-missed">
    <label for="schedule-missed">Missed times</label>
    <select class="select" id="schedule-missed" name="missed">
      {[
        ["usual", changes ? "are left out (it is a change)" : "are made up for within an hour"],
        ["skip", "are always left out"],
        ["late", "are done once, at most a day late"],
      ].map(([value, words]) => (
        <option value={value} selected={value === (missed ?? "usual")}>
          {words}
        </option>
      ))}
    </select>
    <Button type="submit">Keep</Button>
  </form>
);

const Doing = ({ one: { id, state, request } }: { one: ScheduleView }) => {
  const [error, remove] = ["schedule-error", "schedule-remove"];
  const button = (path: string, words: string) => (
    <form {...acts({ action: `/schedules/${id}/${path}`, error })}>
      <Button type="submit">{words}</Button>
    </form>
  );
  return (
    <div class="schedule-do">
      {button("run", "Run now")}
      {state === "active" ? button("pause", "Pause") : null}
      {state === "paused" ? button("resumption", "Let it go on") : null}
      <OpensDialog dialog={remove} look="quiet">
        Remove
      </OpensDialog>
      <div id={error} role="alert" />
      <Dialog id={remove} title="Remove this schedule?">
        <p>{said(request)}</p>
        <p class="muted">What it did stays in its tasks.</p>
        <form {...acts({ action: `/schedules/${id}/removal`, error: `${remove}-error` })}>
          <div id={`${remove}-error`} role="alert" />
          <div class="modal-action">
            <ClosesDialog dialog={remove}>Keep it</ClosesDialog>
            <Button type="submit" look="danger">
              Remove it
            </Button>
          </div>
        </form>
      </Dialog>
    </div>
  );
};
