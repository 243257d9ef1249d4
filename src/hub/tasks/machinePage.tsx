/** A machine's page: facts and numbers at once; services, ports, processes and containers are asked of the machine itself. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import type { MachineView } from "../../api/machine.ts";
import { mayAct, roleAtLeast, type Viewer } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { JsonObject } from "../../lib/json.ts";
import { Page, type Fleet } from "../../../web/frame/index.ts";
import {
  MachinePage,
  MachinePanel,
  MachinePanelFailed,
  awayChoices,
  machineTabs,
  type MachineTab,
} from "../../../web/machines/index.ts";
import { goTo } from "../http/admit.ts";
import { html } from "../http/html.ts";
import type { HubContext } from "../http/route.ts";
import type { By } from "./create.ts";
import { follow } from "./follow.ts";
import { outcomeOf } from "./outcomes.ts";
import { personOf } from "../http/person.ts";
import type { TaskRoutes } from "./routes.ts";
import type { Seen } from "./seen.ts";
import { lineOf } from "./view.ts";

/** What a tab asks its machine. */
const toolOf: Partial<Record<MachineTab, { tool: string; input: JsonObject }>> = {
  services: { tool: "service.list", input: {} },
  ports: { tool: "network.ports", input: {} },
  processes: { tool: "process.list", input: { sort: "cpu", limit: 50 } },
  containers: { tool: "container.list", input: { all: true } },
};
const waitMs = 15_000;

const execForm = z.strictObject({
  command: z.string().check(z.minLength(1), z.maxLength(65_536)),
  terminal: z.optional(z.literal("on")),
  root: z.optional(z.literal("on")),
  queueForMs: z.optional(z.enum(Object.keys(awayChoices) as (keyof typeof awayChoices)[])),
});

type Asked = { child: Child } | { detail: string; hint?: string };

export function machinePage({
  route,
  callerOf,
  body,
  ports,
  engine,
  fleet,
  machineView,
  seen,
}: TaskRoutes & {
  fleet: (viewer: Viewer) => Fleet;
  machineView: (id: string, viewer: Viewer) => MachineView;
  seen: Seen;
}): void {
  const { store } = ports;
  const by = (c: HubContext): By => {
    const { actor, origin } = callerOf(c);
    return { actor, origin, channel: "page" };
  };

  function show(c: HubContext, view: MachineTab): Promise<Response> {
    const { actor } = callerOf(c);
    const machine = machineView(c.req.param("id") ?? "", actor);
    const tasks =
      view === "tasks"
        ? store
            .list({ limit: 50, machineId: machine.id as never, only: seen.only(actor, { ofMachine: true }) })
            .map(lineOf)
        : [];
    return html(
      c,
      <Page
        title={machine.name}
        nav="machines"
        person={personOf(actor)}
        fleet={fleet(actor)}
        live={`machine:${machine.id}`}
      >
        <MachinePage
          machine={machine}
          view={view}
          tasks={tasks}
          mayAct={mayAct(actor.role)}
          mayManage={roleAtLeast(actor.role, "admin")}
        />
      </Page>,
    );
  }

  route("GET /machines/:id", (c) => show(c, "overview"));
  route("GET /machines/:id/:view", async (c) => {
    const view = machineTabs.find((tab) => tab === c.req.param("view"));
    if (!view) throw new AppError("not_found", "There is no such view of a machine.");
    const asks = toolOf[view];
    if (!asks || c.req.header("HX-Request") !== "true") return show(c, view);
    const machine = machineView(c.req.param("id") ?? "", callerOf(c).actor);
    if (!mayAct(callerOf(c).actor.role))
      return html(
        c,
        <MachinePanelFailed
          machine={machine}
          view={view}
          mayAct={false}
          detail="Viewers cannot ask machines."
          hint="An operator or admin can."
        />,
      );
    const asked = await ask(c, machine, asks);
    return html(
      c,
      "child" in asked ? (
        <MachinePanel machine={machine} view={view}>
          {asked.child}
        </MachinePanel>
      ) : (
        <MachinePanelFailed machine={machine} view={view} {...asked} />
      ),
    );
  });

  // A read like any other: a task, so that it is in the audit and goes through the one door.
  async function ask(
    c: HubContext,
    machine: MachineView,
    { tool, input }: { tool: string; input: JsonObject },
  ): Promise<Asked> {
    const { id, done } = engine.create.tool(by(c), tool, { on: `name:${machine.name}`, input });
    await done;
    const following = follow({ ports, id, push: () => {}, untilAsked: true, withOutput: false });
    const limit = setTimeout(following.stop, waitMs);
    await following.ended;
    clearTimeout(limit);
    const [run] = store.runs(id, 1);
    if (run?.state !== "ok" || !run.output) {
      const hint = run?.error?.hint;
      return { detail: run?.line || `${machine.name} has not answered yet.`, ...(hint === undefined ? {} : { hint }) };
    }
    return { child: (await outcomeOf(tool, run.output)) ?? "" };
  }

  route("POST /machines/:id/exec", async (c) => {
    const machine = machineView(c.req.param("id") ?? "", callerOf(c).actor);
    const { command, terminal, root, queueForMs = "0" } = await body(c, execForm);
    const { id, done } = engine.create.exec(by(c), {
      on: `name:${machine.name}`,
      command,
      ...(terminal ? { terminal: true } : {}),
      ...(root ? { root: true } : {}),
      ...(queueForMs === "0" ? {} : { queueForMs: Number(queueForMs) }),
    });
    await done;
    return goTo(c, `/tasks/${id}`);
  });
}
