/** The JSON API of tasks, runs, exec and tools. Thin: parse, call one verb, answer. */
import {
  answerRequest,
  approvalRequest,
  execRequest,
  rejectionRequest,
  retryRequest,
  taskRequest,
  toolRequest,
  type TaskEvent,
  type TaskView,
} from "../../api/task.ts";
import { steeringRequest } from "../../api/steering.ts";
import { undoRequest } from "../../api/undo.ts";
import * as z from "zod/mini";
import { AppError } from "../../domain/error.ts";
import { taskStates, type TaskState } from "../../domain/task.ts";
import type { JsonObject } from "../../lib/json.ts";
import { iso } from "../../lib/clock.ts";
import { tools } from "../../tools/index.ts";
import type { BodyOf, Caller, CallerOf, HubContext, Route } from "../http/route.ts";
import { patience } from "../http/serve.ts";
import type { By, Created } from "./create.ts";
import type { Engine } from "./engine.ts";
import { follow } from "./follow.ts";
import { loggedInput } from "./masks.ts";
import { nameOf, type Ports } from "./ports.ts";
import type { Seen } from "./seen.ts";
import { streamOf } from "./stream.ts";
import { turnsOf, turnViewOf } from "./turns.ts";
import { lineOf, viewOf } from "./view.ts";

export type TaskRoutes = { route: Route; callerOf: CallerOf; body: BodyOf; ports: Ports; engine: Engine };

/** Whether a caller found earlier still may: streams ask while they last. */
type StillMay = { stillMay: (caller: Caller) => boolean; seen: Seen };

export function taskRoutes({ route, callerOf, body, ports, engine, stillMay, seen }: TaskRoutes & StillMay): void {
  const { store } = ports;
  const view = (id: string): TaskView =>
    viewOf({
      store,
      task: store.get(id),
      nameOf: (machine) => nameOf(ports, machine),
      nowMs: ports.clock(),
      isKept: ports.memory?.has,
    });
  const by = (c: HubContext): By => {
    const { actor, origin, via } = callerOf(c);
    return {
      actor,
      origin,
      channel: via === "cookie" ? "page" : c.req.header("user-agent")?.startsWith("ailx/") ? "cli" : "api",
    };
  };
  const param = (c: HubContext, name: string): string => c.req.param(name) ?? "";

  // Streams what happens where the caller asked for it; else waits as long as it was told and answers with the task.
  async function answer(c: HubContext, begin: () => Created, waitMs: number): Promise<Response> {
    if (c.req.header("accept")?.includes("application/x-ndjson")) return streamed(c, begin);
    const { id, done } = begin();
    let task: TaskView | undefined;
    await done;
    // Who is told no result, but that it was taken, is told so once a power cut cannot undo it.
    if (waitMs === 0) await ports.db.synced();
    else {
      patience(c);
      const following = follow({
        ports,
        id,
        push: (event) => (task = event.kind === "end" ? event.task : task),
        withOutput: false,
        untilAsked: true,
      });
      const limit = setTimeout(following.stop, waitMs);
      await following.ended;
      clearTimeout(limit);
    }
    task ??= view(id);
    return c.json(task, task.endedAt === undefined ? 202 : 200);
  }

  function streamed(c: HubContext, begin: () => Created): Response {
    const caller = callerOf(c);
    patience(c);
    const { id, done } = begin();
    const lines = streamOf({
      begin: ({ push, ...room }) => {
        const told = (event: TaskEvent): void => push(`${JSON.stringify(event)}\n`);
        const following = follow({ ports, id, push: told, ...room, untilAsked: true });
        done.catch((error: unknown) => {
          const failed = error instanceof AppError ? error.body : { code: "internal", detail: "The hub failed." };
          push(`${JSON.stringify({ kind: "error", error: failed })}\n`);
          following.stop();
        });
        return following;
      },
      stillMay: () => stillMay(caller),
    });
    return new Response(lines, { headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" } });
  }

  route("POST /api/tasks", async (c) => {
    const request = await body(c, taskRequest());
    if (request.follows !== undefined) seen.task(request.follows, callerOf(c).actor);
    return answer(c, () => engine.create.ask(by(c), request), 0);
  });
  route("POST /api/exec", async (c) => {
    const request = await body(c, execRequest());
    return answer(c, () => engine.create.exec(by(c), request), request.waitMs ?? 0);
  });
  route("POST /api/tools/:name", async (c) => {
    const request = await body(c, toolRequest());
    return answer(c, () => engine.create.tool(by(c), param(c, "name"), request), request.waitMs ?? 0);
  });
  route("GET /api/tools", (c) =>
    c.json({
      items: tools.map((tool) => ({
        name: tool.name,
        version: tool.version,
        does: tool.does,
        access: tool.access,
        where: tool.where,
        platforms: tool.platforms,
        input: z.toJSONSchema(tool.input(), { io: "input" }),
        output: z.toJSONSchema(tool.output(), { io: "input", unrepresentable: "any" }),
      })),
    }),
  );

  route("GET /api/tasks", (c) => {
    const { cursor, limit, state, machine } = c.req.query();
    const size = Math.min(Math.max(Number(limit ?? 50) || 50, 1), 200);
    const items = store.list({
      limit: size + 1,
      ...(cursor === undefined ? {} : { before: cursor }),
      ...(state === undefined ? {} : { states: statesIn(state) }),
      ...(machine === undefined ? {} : { machineId: machineNamed(ports, machine, callerOf(c).actor.scope) }),
      only: seen.only(callerOf(c).actor, { before: cursor, ofMachine: machine !== undefined }),
    });
    const shown = items.slice(0, size);
    const last = items.length > size ? shown.at(-1)?.id : undefined;
    return c.json({ items: shown.map(lineOf), ...(last === undefined ? {} : { next: last }) });
  });
  route("GET /api/tasks/:id", (c) => c.json(view(param(c, "id"))));
  route("GET /api/tasks/:id/turns", (c) =>
    c.json({ items: turnsOf(ports.db, store.get(param(c, "id")).id).map(turnViewOf) }),
  );
  route("POST /api/tasks/:id/steering", async (c) =>
    c.json(view((await engine.decide.steer(param(c, "id"), by(c), await body(c, steeringRequest()))).id)),
  );
  route("GET /api/exec/:id", (c) => c.json(view(param(c, "id"))));
  route("GET /api/tasks/:id/runs", (c) => c.json({ items: view(param(c, "id")).runs }));
  route("GET /api/tasks/:id/events", (c) => {
    const { id } = store.get(param(c, "id"));
    const caller = callerOf(c);
    patience(c);
    const write = (event: TaskEvent): string =>
      `${"seq" in event ? `id: ${event.seq}\n` : ""}data: ${JSON.stringify(event)}\n\n`;
    return new Response(
      streamOf({
        begin: ({ push, ...room }) => follow({ ports, id, push: (event) => push(write(event)), ...room }),
        stillMay: () => stillMay(caller) && seen.sees(id, caller.actor),
        ping: ": still here\n\n",
      }),
      {
        headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
      },
    );
  });

  route("POST /api/tasks/:id/approval", async (c) =>
    c.json(view((await engine.decide.approve(param(c, "id"), by(c), await body(c, approvalRequest()))).id)),
  );
  route("POST /api/tasks/:id/rejection", async (c) =>
    c.json(view((await engine.decide.reject(param(c, "id"), by(c), await body(c, rejectionRequest()))).id)),
  );
  route("POST /api/tasks/:id/answer", async (c) =>
    c.json(view((await engine.decide.answer(param(c, "id"), by(c), await body(c, answerRequest()))).id)),
  );
  route("POST /api/tasks/:id/cancellation", async (c) =>
    c.json(view((await engine.decide.cancel(param(c, "id"), by(c))).id)),
  );

  route("POST /api/tasks/:id/pause", async (c) => c.json(view((await engine.pausing.pause(param(c, "id"), by(c))).id)));
  route("POST /api/tasks/:id/resumption", async (c) =>
    c.json(view((await engine.pausing.resume(param(c, "id"), by(c))).id)),
  );
  route("POST /api/tasks/:id/conclusion", async (c) =>
    c.json(view((await engine.pausing.conclude(param(c, "id"), by(c))).id)),
  );
  route("POST /api/tasks/:id/retry", async (c) => {
    const request = await body(c, retryRequest());
    return answer(c, () => engine.create.retry(by(c), param(c, "id"), request), 0);
  });
  route("POST /api/tasks/:id/undo", async (c) => {
    const request = await body(c, undoRequest());
    return answer(c, () => engine.create.undo(by(c), param(c, "id"), request), 0);
  });
  route("POST /api/runs/:id/skip", async (c) => c.json(view((await engine.pausing.skip(param(c, "id"), by(c))).id)));

  route("GET /api/runs/:id/attempts", (c) => {
    const run = runNamed(ports, param(c, "id"));
    const plan = store.plan(run.taskId, run.revision)?.plan;
    const inputOf = (text: string): JsonObject => {
      const input = JSON.parse(text) as JsonObject;
      return plan ? loggedInput(plan, input) : input;
    };
    const items = store.attempts(run.id).map((attempt) => ({
      id: attempt.id,
      number: attempt.number,
      input: inputOf(attempt.inputJson),
      state: attempt.state,
      result: attempt.resultJson === null ? undefined : (JSON.parse(attempt.resultJson) as unknown),
      verdict: run.verdict,
      sentAt: attempt.sentAtMs === null ? undefined : iso(attempt.sentAtMs),
      endedAt: attempt.endedAtMs === null ? undefined : iso(attempt.endedAtMs),
    }));
    return c.json({ items });
  });
}

function statesIn(text: string): TaskState[] {
  const given = text.split(",");
  const known = taskStates.filter((state) => given.includes(state));
  if (known.length !== given.length)
    throw new AppError("validation", "state names an unknown state.", {
      fields: { state: `is one of ${taskStates.join(", ")}` },
    });
  return known;
}

function machineNamed({ fleet }: Ports, text: string, scope: string | undefined) {
  const found = fleet.list(scope).find((machine) => machine.id === text || machine.name === text);
  if (!found) throw new AppError("not_found", `There is no machine ${JSON.stringify(text.slice(0, 64))}.`);
  return found.id;
}

export function runNamed({ store }: Pick<Ports, "store">, id: string) {
  const run = store.run(id);
  if (!run) throw new AppError("not_found", "There is no such run.");
  return run;
}
