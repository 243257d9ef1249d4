/** Schedules over the API and as pages. A scoped person sees those all of whose machines are in the scope. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { missedChoices, schedulePatch, scheduleRequest, type ScheduleView } from "../../api/schedule.ts";
import { mayAct, type Actor, type Viewer } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Clock } from "../../lib/clock.ts";
import { Page, Partial, type Fleet, type LiveView } from "../../../web/frame/index.ts";
import {
  SchedulePage,
  SchedulesPage,
  schedulePlace,
  ScheduleBody,
  SchedulesBody,
} from "../../../web/automation/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import type { Live } from "../http/live.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import type { Automation } from "./automation.ts";
import type { Schedule } from "./store.ts";
import { viewOf, type TaskSeen } from "./view.ts";

type Wanted = {
  http: Pick<Http, "route" | "body" | "callerOf">;
  live: Pick<Live, "view">;
  automation: Automation;
  clock: Clock;
  strip: (viewer: Viewer) => Fleet;
  nameOf: (machineId: string) => string;
  /** Whether every one of these machines exists for the viewer. */
  within: (viewer: Viewer, machineIds: readonly string[]) => boolean;
  task: TaskSeen;
  /** Asks in a person's name; resolves once it is planned. */
  ask: (c: HubContext, request: string) => Promise<string>;
};

const historyMost = 50;

export function scheduleRoutes({ http, live, automation, clock, strip, nameOf, within, task, ask }: Wanted): void {
  const { route, body, callerOf } = http;
  const { store } = automation;
  const seen = (viewer: Viewer, { plan }: Schedule): boolean =>
    within(
      viewer,
      plan.steps.flatMap((step) => step.machineIds),
    );
  const view = (schedule: Schedule, most: number): ScheduleView =>
    viewOf({ schedule, history: store.history(schedule.id, most), nameOf, task, nowMs: clock() });
  const list = (viewer: Viewer): ScheduleView[] =>
    store
      .list()
      .filter((schedule) => seen(viewer, schedule))
      .map((schedule) => view(schedule, 1));
  const one = (id: string, viewer: Viewer): Schedule => {
    const schedule = store.get(id);
    if (seen(viewer, schedule)) return schedule;
    throw new AppError("not_found", `There is no schedule ${JSON.stringify(id.slice(0, 40))}.`);
  };
  const wanted = (c: HubContext): Schedule => one(c.req.param("id") ?? "", callerOf(c).actor);
  const who = (c: HubContext) => callerOf(c);
  const begin = (c: HubContext, id: string): Promise<string> => {
    const { actor, origin, via } = callerOf(c);
    return automation.runNow(id, { actor, origin, channel: via === "cookie" ? "page" : "api" });
  };

  route("GET /api/schedules", (c) => c.json({ items: list(callerOf(c).actor) }));
  route("POST /api/schedules", async (c) => {
    const made = await ask(c, (await body(c, scheduleRequest())).request);
    const schedule = store.list().find(({ taskId }) => taskId === made);
    const told = { task: made, state: task(made)?.state ?? "", ...(schedule ? { schedule: view(schedule, 1) } : {}) };
    return c.json(told, schedule ? 201 : 202);
  });
  route("GET /api/schedules/:id", (c) => c.json(view(wanted(c), historyMost)));
  route("PATCH /api/schedules/:id", async (c) => {
    const { state, missed } = await body(c, schedulePatch());
    const { id } = wanted(c);
    if (missed !== undefined) await automation.choose(id, who(c), missed === "usual" ? "" : missed);
    if (state !== undefined) await (state === "paused" ? automation.pause(id, who(c)) : automation.resume(id, who(c)));
    return c.json(view(wanted(c), historyMost));
  });
  route("DELETE /api/schedules/:id", async (c) => {
    await automation.remove(wanted(c).id, who(c));
    return c.body(null, 204);
  });
  route("POST /api/schedules/:id/run", async (c) => c.json({ task: await begin(c, wanted(c).id) }, 202));

  const page = (
    c: HubContext,
    { title, view: live }: { title: string; view: LiveView },
    content: (actor: Actor) => Child,
  ) => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title={title} nav="schedules" person={personOf(actor)} fleet={strip(actor)} live={live}>
        {content(actor)}
      </Page>,
    );
  };
  route("GET /schedules", (c) =>
    page(c, { title: "Schedules", view: "schedules" }, (actor) => (
      <SchedulesPage items={list(actor)} mayAct={mayAct(actor.role)} nowMs={clock()} />
    )),
  );
  route("GET /schedules/:id", (c) =>
    page(c, { title: "Schedule", view: `schedule:${c.req.param("id") ?? ""}` }, (actor) => (
      <SchedulePage one={view(wanted(c), historyMost)} mayAct={mayAct(actor.role)} nowMs={clock()} />
    )),
  );
  const nothingGiven = () => z.strictObject({});
  const act = (
    path: "pause" | "resumption" | "removal" | "run",
    does: (c: HubContext, id: string) => Promise<string>,
  ) =>
    route(`POST /schedules/:id/${path}`, async (c) => {
      await body(c, nothingGiven());
      return goTo(c, await does(c, wanted(c).id));
    });
  act("pause", async (c, id) => `/schedules/${(await automation.pause(id, who(c))).id}`);
  act("resumption", async (c, id) => `/schedules/${(await automation.resume(id, who(c))).id}`);
  act("run", async (c, id) => `/tasks/${await begin(c, id)}`);
  act("removal", async (c, id) => {
    await automation.remove(id, who(c));
    return "/schedules";
  });

  route("POST /schedules/:id/missed", async (c) => {
    const { missed } = await body(c, z.strictObject({ missed: z.enum(missedChoices) }));
    const { id } = await automation.choose(wanted(c).id, who(c), missed === "usual" ? "" : missed);
    return goTo(c, `/schedules/${id}`);
  });

  live.view("schedules", {
    scoped: true,
    render: (_id, viewer) => (
      <Partial into={schedulePlace.list}>
        <SchedulesBody items={list(viewer)} nowMs={clock()} />
      </Partial>
    ),
  });
  live.view("schedule", {
    scoped: true,
    render: (id, viewer) => (
      <Partial into={schedulePlace.one}>
        <ScheduleBody one={view(one(id, viewer), historyMost)} mayAct={mayAct(viewer.role)} nowMs={clock()} />
      </Partial>
    ),
  });
}
