/** The JSON API of one run that goes on: what it is at, and what a person does about it. */
import { actionRequest, type RunView } from "../../api/task.ts";
import type { BodyOf, CallerOf, HubContext, Route } from "../http/route.ts";
import type { By } from "./create.ts";
import type { Engine } from "./engine.ts";
import { nameOf, type Ports } from "./ports.ts";
import { runNamed } from "./routes.ts";
import { viewOf } from "./view.ts";

export type RunRoutes = { route: Route; callerOf: CallerOf; body: BodyOf; ports: Ports; engine: Engine };

export function runRoutes({ route, callerOf, body, ports, engine }: RunRoutes): void {
  const { store } = ports;
  const by = (c: HubContext): By => {
    const { actor, origin, via } = callerOf(c);
    const cli = c.req.header("user-agent")?.startsWith("ailx/") === true;
    return { actor, origin, channel: via === "cookie" ? "page" : cli ? "cli" : "api" };
  };
  const view = (id: string): RunView => {
    const { taskId } = runNamed(ports, id);
    const task = viewOf({
      store,
      task: store.get(taskId),
      nameOf: (machine) => nameOf(ports, machine),
      nowMs: ports.clock(),
    });
    return task.runs.find((run) => run.id === id) ?? neverHappens(id);
  };

  route("GET /api/runs/:id", (c) => {
    const id = c.req.param("id") ?? "";
    return c.json(view(store.run(id)?.id ?? engine.stalls.openRun(id).run.id));
  });
  route("POST /api/runs/:id/action", async (c) => {
    const asked = await body(c, actionRequest());
    return c.json(view((await engine.stalls.act(c.req.param("id") ?? "", by(c), asked)).id));
  });
}

// A run belongs to a plan that was replaced only before it was allowed to begin.
function neverHappens(id: string): never {
  throw new TypeError(`run ${id} is in no view of its task`);
}
