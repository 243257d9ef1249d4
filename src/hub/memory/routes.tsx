/** Memory over the API and as a page. */
import * as z from "zod/mini";
import { memoryPatch, memoryRequest, memoryTextMost } from "../../api/memory.ts";
import { mayAct, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { memoryKinds } from "../../domain/memory.ts";
import type { Clock } from "../../lib/clock.ts";
import { Page, type Fleet } from "../../../web/frame/index.ts";
import { MemoryPage } from "../../../web/memory/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import type { By, MemoryVerbs } from "./memory.ts";

type Wanted = {
  http: Pick<Http, "route" | "body" | "callerOf">;
  memory: MemoryVerbs;
  strip: (viewer: Actor) => Fleet;
  /** What an answer to a task told of its words; undefined where there is nothing to keep. */
  told: (taskId: string) => { text: string; machines: { id: string }[] } | undefined;
  clock: Clock;
};

/** `machines` are names apart by commas. */
const form = () =>
  z.strictObject({
    kind: z.enum(memoryKinds),
    text: z.string().check(z.maxLength(memoryTextMost)),
    machines: z.optional(z.string().check(z.maxLength(2_000))),
  });

const shownForm = () =>
  z.strictObject({
    text: z.string().check(z.maxLength(memoryTextMost)),
    machines: z.string().check(z.maxLength(2_000)),
  });

export function memoryRoutes({ http: { route, body, callerOf }, memory, strip, told, clock }: Wanted): void {
  const by = (c: HubContext): By => callerOf(c);
  const id = (c: HubContext): string => c.req.param("id") ?? "";
  const given = async (c: HubContext) => {
    const { machines = "", ...rest } = await body(c, form());
    return {
      ...rest,
      machines: machines
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    };
  };

  route("GET /api/memory", (c) => c.json({ items: memory.list(callerOf(c).actor) }));
  route("POST /api/memory", async (c) => c.json(await memory.add(by(c), await body(c, memoryRequest())), 201));
  route("PATCH /api/memory/:id", async (c) => c.json(await memory.change(by(c), id(c), await body(c, memoryPatch()))));
  route("DELETE /api/memory/:id", async (c) => {
    await memory.remove(by(c), id(c));
    return c.body(null, 204);
  });

  const fromTask = async (c: HubContext) => {
    const found = told(id(c));
    if (!found) throw new AppError("wrong_state", "This task has nothing to remember.");
    const machines = found.machines.map((machine) => machine.id);
    return await memory.add(by(c), { kind: "alias", text: found.text, machines, task: id(c) });
  };
  route("POST /api/tasks/:id/memory", async (c) => c.json(await fromTask(c), 201));
  // The page shows the words and the machines beside the button; what is there now has to be just that.
  route("POST /tasks/:id/memory", async (c) => {
    const shown = await body(c, shownForm());
    const now = told(id(c));
    if (now && (shown.text !== now.text || shown.machines !== now.machines.map((machine) => machine.id).join(",")))
      throw new AppError("conflict", "The task has changed since it was shown.", { hint: "Load the page again." });
    await fromTask(c);
    return goTo(c, `/tasks/${encodeURIComponent(id(c))}`);
  });

  route("GET /memory", (c) => {
    const { actor } = callerOf(c);
    const wanted = c.req.query("change");
    const changed = wanted === undefined ? undefined : memory.get(wanted, actor);
    return html(
      c,
      <Page title="Memory" nav="memory" person={personOf(actor)} fleet={strip(actor)}>
        <MemoryPage items={memory.list(actor)} change={changed} mayAct={mayAct(actor.role)} nowMs={clock()} />
      </Page>,
    );
  });
  route("POST /memory", async (c) => {
    await memory.add(by(c), await given(c));
    return goTo(c, "/memory");
  });
  route("POST /memory/:id", async (c) => {
    await memory.change(by(c), id(c), await given(c));
    return goTo(c, "/memory");
  });
  route("POST /memory/:id/removal", async (c) => {
    await body(c, z.strictObject({}));
    await memory.remove(by(c), id(c));
    return goTo(c, "/memory");
  });
}
