/** All schedules: what, when, what became of the last time, and when the next is. */
import type { ScheduleView } from "../../src/api/schedule.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Card, Empty, RiskChip, said } from "../kit/index.ts";
import { Due, ScheduleState, schedulePlace } from "./parts.tsx";

type Props = { items: ScheduleView[]; mayAct: boolean; nowMs: number };

export const SchedulesPage = ({ items, mayAct, nowMs }: Props) => (
  <div class="memory-page">
    <PageHead title="Schedules" />
    <p class="muted">
      What is done at a time.{" "}
      {mayAct ? "Say it with the time in it, wherever you ask: the plan is shown and approved once." : null}
    </p>
    <SchedulesBody items={items} nowMs={nowMs} />
  </div>
);

export const SchedulesBody = ({ items, nowMs }: Pick<Props, "items" | "nowMs">) => (
  <div id={schedulePlace.list}>
    <Card title="Schedules" flush>
      {items.length === 0 ? (
        <Empty icon="clock" title="Nothing is scheduled">
          <p>
            Say when in the request:{" "}
            <button type="button" class="example" data-ask-fill="every night at 2 show disk usage on all servers">
              every night at 2 show disk usage on all servers
            </button>
          </p>
        </Empty>
      ) : (
        <ul class="memory-list" data-list>
          {items.map((one) => (
            <Line one={one} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </Card>
  </div>
);

const Line = ({
  one: { id, request, when, state, why, risk, next, history },
  nowMs,
}: {
  one: ScheduleView;
  nowMs: number;
}) => (
  <li class="memory-line" id={`schedule-${id}`}>
    <div class="memory-what">
      <p class="memory-text">
        <a href={`/schedules/${id}`}>{said(request)}</a>
      </p>
      <p class="muted">
        {said(when)}
        {next[0] === undefined ? null : (
          <>
            {" "}
            · next <Age at={next[0]} nowMs={nowMs} />
          </>
        )}
      </p>
      {history[0] ? (
        <p class="num schedule-line">
          Last: <Due due={history[0]} nowMs={nowMs} />
        </p>
      ) : null}
      {why === "" ? null : <p class="muted">{said(why)}</p>}
    </div>
    <ScheduleState state={state} />
    <RiskChip risk={risk} />
  </li>
);
