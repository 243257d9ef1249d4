/** The pages of tasks and what their forms do: the same verbs as the API, answered with fragments. */
import type { Child } from "hono/jsx";
import { and } from "drizzle-orm";
import * as z from "zod/mini";
import type { PersonView } from "../../api/auth.ts";
import type { MachineView } from "../../api/machine.ts";
import {
  actionRequest,
  answerRequest,
  approvalRequest,
  rejectionRequest,
  taskRequest,
  type TaskRequest,
  type TaskView,
} from "../../api/task.ts";
import { undoForm } from "../../api/undo.ts";
import { AppError } from "../../domain/error.ts";
import { mayAct, roleAtLeast, type Role, type Viewer } from "../../domain/account.ts";
import { taskId, type TaskState } from "../../domain/task.ts";
import { Page, Partial, place, type Fleet, type LiveView } from "../../../web/frame/index.ts";
import {
  HomeMachines,
  HomeNeeds,
  HomePage,
  HomeRecent,
  FollowWords,
  TaskBody,
  TaskHeader,
  TaskPage,
  TasksPage,
  type Example,
  type Focus,
} from "../../../web/tasks/index.ts";
import { goTo } from "../http/admit.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import type { By } from "./create.ts";
import { conversationOf, earlierOf, newestOfEach } from "./conversation.ts";
import { markId, withMark } from "./marked.ts";
import { outcomesOf } from "./outcomes.ts";
import { nameOf } from "./ports.ts";
import { runNamed, type TaskRoutes } from "./routes.ts";
import type { Seen } from "./seen.ts";
import { turnViewOf } from "./turns.ts";
import { lineOf, viewOf } from "./view.ts";

export const waiting: readonly TaskState[] = ["needs_approval", "needs_answer"];

export type PagePorts = TaskRoutes & {
  fleet: (viewer: Viewer) => Fleet;
  machineViews: (viewer: Viewer) => MachineView[];
  /** Requests that fit this fleet. */
  examples: (viewer: Viewer) => Promise<Example[]>;
  seen: Seen;
};

export function taskPages({ route, callerOf, body, ports, engine, fleet, machineViews, examples, seen }: PagePorts) {
  const { store } = ports;
  const person = (c: HubContext): PersonView => personOf(callerOf(c).actor);
  const by = (c: HubContext): By => {
    const { actor, origin } = callerOf(c);
    return { actor, origin, channel: "page" };
  };
  const view = (id: string): TaskView =>
    viewOf({
      store,
      task: store.get(id),
      nameOf: (machine) => nameOf(ports, machine),
      nowMs: ports.clock(),
      isKept: ports.memory?.has,
    });
  // Runbooks belong to the whole hub.
  const mayKeep = ({ role, scope }: Viewer): boolean => mayAct(role) && scope === undefined;
  const turns = ({ id }: TaskView) => store.turns(taskId(id)).map(turnViewOf);
  const page = (
    c: HubContext,
    props: { title: string; nav?: "ask" | "tasks" | "machines"; live?: LiveView },
    children: Child,
  ): Promise<Response> =>
    html(
      c,
      <Page {...props} person={person(c)} fleet={fleet(callerOf(c).actor)}>
        {children}
      </Page>,
    );

  const needsYou = (viewer: Viewer) => store.list({ limit: 20, states: waiting, only: seen.only(viewer) }).map(lineOf);
  // Looking at a machine's tab is a task too, but nobody looks for it here.
  const recent = (viewer: Viewer) =>
    store.list({ limit: 8, kinds: ["ask", "exec"], only: seen.only(viewer) }).map(lineOf);
  const openAdd = (role: Role): boolean => roleAtLeast(role, "admin");

  route("GET /", async (c) => {
    const request = c.req.query("request");
    const viewer = callerOf(c).actor;
    const home = (
      <HomePage
        person={person(c)}
        fleet={fleet(viewer)}
        examples={await examples(viewer)}
        needsYou={needsYou(viewer)}
        recent={recent(viewer)}
        machines={machineViews(viewer)}
        openAdd={openAdd(person(c).role)}
        {...(request === undefined ? {} : { request })}
      />
    );
    return page(c, { title: "Ask", nav: "ask", live: "home" }, home);
  });
  route("GET /tasks", (c) => {
    const cursor = c.req.query("cursor");
    const viewer = callerOf(c).actor;
    // Where a part of a conversation may not exist for who looks, its newest task could be one of those.
    const folded = viewer.scope === undefined ? newestOfEach() : undefined;
    const items = store.list({
      limit: 51,
      ...(cursor === undefined ? {} : { before: cursor }),
      only: and(folded, seen.only(viewer, { before: cursor })),
    });
    const lines = items.slice(0, 50).map(lineOf);
    const next = items.length > 50 ? items[49]?.id : undefined;
    return page(
      c,
      { title: "Tasks", nav: "tasks" },
      <TasksPage
        items={lines}
        earlier={earlierOf({ store, seen }, lines, viewer)}
        {...(next === undefined ? {} : { next: `/tasks?cursor=${next}` })}
      />,
    );
  });
  route("GET /tasks/:id", async (c) => {
    const task = view(c.req.param("id") ?? "");
    const { run, line, row } = c.req.query();
    const focus = run === undefined ? undefined : focusOf({ run, line, row });
    const child = (
      <TaskPage
        task={task}
        turns={turns(task)}
        outcomes={await withMark(await outcomesOf(task), task, focus)}
        mayAct={mayAct(person(c).role)}
        mayKeep={mayKeep(callerOf(c).actor)}
        {...conversationOf({ store, seen }, store.get(task.id), callerOf(c).actor)}
        {...(focus ? { focus } : {})}
      />
    );
    return page(c, { title: task.request.slice(0, 60), nav: "tasks", live: `task:${task.id}` }, child);
  });

  // Evidence names a run; its task is looked up when somebody follows the link.
  route("GET /runs/:id", (c) => {
    const run = runNamed(ports, c.req.param("id") ?? "");
    const { line, row } = focusOf({ run: run.id, ...c.req.query() });
    const at = `${line === undefined ? "" : `&line=${line}`}${row === undefined ? "" : `&row=${row}`}`;
    return c.redirect(`/tasks/${run.taskId}?run=${run.id}${at}${at === "" ? "" : `#${markId}`}`, 303);
  });

  async function steered(id: string, who: By, text: string): Promise<boolean> {
    try {
      await engine.decide.steer(id, who, { text });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === "wrong_state") return false;
      throw error;
    }
  }
  async function asked(who: By, request: TaskRequest): Promise<string> {
    const { id, done } = engine.create.ask(who, request);
    await done;
    return `/tasks/${id}`;
  }
  // A form's answer: the page's fragments where script asked, else the page itself.
  async function shown(c: HubContext, id: string): Promise<Response> {
    if (c.req.header("HX-Request") !== "true")
      return new Response(null, { status: 303, headers: { location: `/tasks/${id}` } });
    return html(c, <>{await fragments(id, callerOf(c).actor)}</>);
  }
  async function fragments(id: string, viewer: Viewer): Promise<Child> {
    const task = view(id);
    const { role } = viewer;
    return (
      <>
        <Partial into={place.taskHeader}>
          <TaskHeader task={task} mayAct={mayAct(role)} mayKeep={mayKeep(viewer)} />
        </Partial>
        <Partial into={place.taskBody}>
          <TaskBody task={task} turns={turns(task)} outcomes={await outcomesOf(task)} mayAct={mayAct(role)} />
        </Partial>
        {mayAct(role) ? (
          <Partial into={place.followWords}>
            <FollowWords task={task} />
          </Partial>
        ) : null}
      </>
    );
  }

  route("POST /tasks", async (c) => {
    const request = await body(c, z.pick(taskRequest(), { request: true, on: true, follows: true }));
    if (request.follows !== undefined) seen.task(request.follows, callerOf(c).actor);
    return goTo(c, await asked(by(c), request));
  });
  route("POST /tasks/:id/follow-up", async (c) => {
    const { request } = await body(c, z.pick(taskRequest(), { request: true }));
    const task = store.get(c.req.param("id") ?? "");
    // Planning may end while a person types: then what they say goes on from it.
    if (task.state === "planning" && (await steered(task.id, by(c), request))) return shown(c, task.id);
    return goTo(c, await asked(by(c), { request, follows: task.id }));
  });
  // The plan is rejected with the words that another one is then made from.
  route("POST /tasks/:id/change", async (c) => {
    const { request } = await body(c, changeForm());
    const { id: changed, plan } = view(c.req.param("id") ?? "");
    // A model that made the plan makes another; without one it takes a request that says it all.
    if (plan?.by === "llm") {
      await engine.decide.reject(changed, by(c), { reason: request, another: true });
      return shown(c, changed);
    }
    const { id, ask } = await engine.decide.reject(changed, by(c), { reason: request });
    const { on, maxLevel, rollout, planner } = ask;
    const terms = {
      ...(on === undefined ? {} : { on }),
      ...(maxLevel === undefined ? {} : { maxLevel }),
      ...(rollout === undefined ? {} : { rollout }),
      ...(planner === undefined ? {} : { planner }),
    };
    return goTo(c, await asked(by(c), { ...terms, request, follows: id }));
  });
  route("POST /tasks/:id/approval", async (c) =>
    shown(
      c,
      (await engine.decide.approve(c.req.param("id") ?? "", by(c), approvalOf(await body(c, approvalForm())))).id,
    ),
  );
  route("POST /tasks/:id/rejection", async (c) =>
    shown(c, (await engine.decide.reject(c.req.param("id") ?? "", by(c), await body(c, rejectionRequest()))).id),
  );
  route("POST /tasks/:id/answer", async (c) =>
    shown(c, (await engine.decide.answer(c.req.param("id") ?? "", by(c), await body(c, answerRequest()))).id),
  );
  route("POST /tasks/:id/cancellation", async (c) =>
    shown(c, (await engine.decide.cancel(c.req.param("id") ?? "", by(c))).id),
  );
  route("POST /tasks/:id/pause", async (c) =>
    shown(c, (await engine.pausing.pause(c.req.param("id") ?? "", by(c))).id),
  );
  route("POST /tasks/:id/resumption", async (c) =>
    shown(c, (await engine.pausing.resume(c.req.param("id") ?? "", by(c))).id),
  );
  route("POST /tasks/:id/conclusion", async (c) =>
    shown(c, (await engine.pausing.conclude(c.req.param("id") ?? "", by(c))).id),
  );
  route("POST /tasks/:id/retry", async (c) => {
    const { id, done } = engine.create.retry(by(c), c.req.param("id") ?? "", {});
    await done;
    return goTo(c, `/tasks/${id}`);
  });
  route("POST /tasks/:id/undo", async (c) => {
    const { id, done } = engine.create.undo(by(c), c.req.param("id") ?? "", asUndo(await body(c, undoForm())));
    await done;
    return goTo(c, `/tasks/${id}`);
  });
  route("POST /runs/:id/skip", async (c) => shown(c, (await engine.pausing.skip(c.req.param("id") ?? "", by(c))).id));
  route("POST /runs/:id/action", async (c) =>
    shown(c, (await engine.stalls.act(c.req.param("id") ?? "", by(c), await body(c, actionRequest()))).taskId),
  );

  return {
    /** Live fragments of a task page. */
    task: async (id: string, viewer: Viewer): Promise<Child> => {
      seen.task(id, viewer);
      return fragments(id, viewer);
    },
    /** Live fragments of the home page. */
    home: (viewer: Viewer): Child => (
      <>
        <Partial into={place.homeNeeds}>
          <HomeNeeds tasks={needsYou(viewer)} mayAct={mayAct(viewer.role)} />
        </Partial>
        <Partial into={place.homeRecent}>
          <HomeRecent tasks={recent(viewer)} />
        </Partial>
        <Partial into={place.homeMachines}>
          <HomeMachines machines={machineViews(viewer)} openAdd={openAdd(viewer.role)} />
        </Partial>
      </>
    ),
  };
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
function focusOf(said: { run: string; line?: string | undefined; row?: string | undefined }): Focus {
  const line = numberIn(said.line);
  const row = numberIn(said.row);
  return { run: said.run, ...(line === undefined ? {} : { line }), ...(row === undefined ? {} : { row }) };
}

const changeForm = () => z.strictObject({ request: z.string().check(z.minLength(1), z.maxLength(1_000)) });

/** A form knows texts only. */
const approvalForm = () =>
  z.strictObject({
    ...z.omit(approvalRequest(), { allowAgainForMs: true }).shape,
    again: z.optional(z.string().check(z.regex(/^\d{5,10}$/))),
  });
const approvalOf = ({ again, ...given }: z.infer<ReturnType<typeof approvalForm>>) => ({
  ...given,
  ...(again === undefined ? {} : { allowAgainForMs: Number(again) }),
});

const asUndo = ({ step, force }: { step?: string | undefined; force?: "yes" | undefined }) => ({
  ...(step === undefined ? {} : { step }),
  ...(force === undefined ? {} : { force: true }),
});
