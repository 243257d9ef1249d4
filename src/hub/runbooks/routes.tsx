/** Runbooks over the API and as pages: a list, an editor that checks while one types, and a draft from a finished task. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { runbookCheckRequest, runbookRequest, runbookSourceMost, type RunbookView } from "../../api/runbook.ts";
import { mayAct, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { readRunbookId } from "../planning/runbooks/id.ts";
import { Page, type Fleet } from "../../../web/frame/index.ts";
import { RunbookCheck, RunbookEditor, RunbooksPage } from "../../../web/runbooks/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import type { Library } from "./library.ts";

export type RunbookParts = {
  http: Pick<Http, "route" | "body" | "callerOf">;
  db: Pick<Db, "commit">;
  library: Library;
  strip: (viewer: Actor) => Fleet;
  /** What a finished task would be as a runbook. Throws `wrong_state`. */
  draftOf: (taskId: string) => Promise<string>;
};

const source = () => z.string().check(z.maxLength(runbookSourceMost * 2));
const form = () =>
  z.strictObject({
    source: z.optional(source()),
    was: z.optional(z.string()),
    say: z.optional(z.string().check(z.maxLength(2_000))),
  });

const blank = `id: my-runbook
title: Say what it does
sentences:
  - "(do it|do that) on {target}"
slots:
  target: { required: true, ask: "On which machine?" }
steps:
  - { id: look, tool: service.status, input: { service: nginx } }
  - { id: up, tool: service.restart, input: { service: nginx }, condition: look.active == false }
tests:
  - say: "do it on web-1"
    expect: { machines: [web-1], tools: [service.status, service.restart] }
`;

export function runbookRoutes({ http: { route, body, callerOf }, db, library, strip, draftOf }: RunbookParts): void {
  const id = (c: HubContext): string => c.req.param("id") ?? "";
  const told = async (
    c: HubContext,
    action: string,
    data: { id: string; title: string; active?: boolean },
  ): Promise<void> => {
    const { actor, origin } = callerOf(c);
    const entry: AuditEntry = { actor, origin, action, data };
    await db.commit({ do: [], audit: [entry] });
  };
  const save = async (c: HubContext, name: string, text: string): Promise<RunbookView> => {
    const saved = await library.save(text, name);
    await told(c, "runbook.saved", { id: saved.id, title: saved.title, active: saved.active });
    return saved;
  };
  const remove = async (c: HubContext, name: string): Promise<void> => {
    await told(c, "runbook.removed", { id: name, title: await library.remove(name) });
  };
  const page = (c: HubContext, title: string, inner: Child) => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title={title} nav="runbooks" person={personOf(actor)} fleet={strip(actor)}>
        {inner}
      </Page>,
    );
  };
  const editing = (c: HubContext): boolean => mayAct(callerOf(c).actor.role);

  route("GET /api/runbooks", async (c) => c.json({ items: await library.list() }));
  route("GET /api/runbooks/:id", async (c) => c.json(await library.view(id(c))));
  route("PUT /api/runbooks/:id", async (c) => c.json(await save(c, id(c), (await body(c, runbookRequest())).source)));
  route("DELETE /api/runbooks/:id", async (c) => {
    await remove(c, id(c));
    return c.body(null, 204);
  });
  route("POST /api/runbooks/check", async (c) => {
    const given = await body(c, runbookCheckRequest());
    return c.json(await library.check(given.source, { id: readRunbookId(given.source), say: given.say }));
  });
  route("GET /api/tasks/:id/runbook", async (c) => c.json({ source: await draftOf(id(c)) }));

  route("GET /runbooks", async (c) =>
    page(c, "Runbooks", <RunbooksPage items={await library.list()} mayAct={editing(c)} />),
  );
  route("GET /runbooks/new", async (c) => {
    const task = c.req.query("task");
    const text = task === undefined ? blank : await draftOf(task);
    return page(
      c,
      "New runbook",
      <RunbookEditor of={await library.check(text, { id: readRunbookId(text) })} isNew mayAct={editing(c)} />,
    );
  });
  route("GET /runbooks/:id", async (c) => {
    const of = await library.view(id(c));
    return page(c, of.title, <RunbookEditor of={of} isNew={false} mayAct={editing(c) && of.from === "own"} />);
  });
  route("POST /runbooks/check", async (c) => {
    const { source: text = "", was, say } = await body(c, form());
    return html(c, <RunbookCheck of={await library.check(text, { id: was ?? readRunbookId(text), say })} />);
  });
  // The text says its own id. One that was kept under another moves.
  route("POST /runbooks", async (c) => {
    const { source: text = "", was } = await body(c, form());
    const name = readRunbookId(text) ?? was;
    if (name === undefined)
      throw new AppError("validation", "The text does not say its id, so it cannot be kept.", {
        hint: "Begin with a line such as id: my-runbook.",
      });
    await save(c, name, text);
    if (was !== undefined && was !== name) await remove(c, was);
    return goTo(c, `/runbooks/${encodeURIComponent(name)}`);
  });
  route("POST /runbooks/:id/removal", async (c) => {
    await body(c, z.strictObject({}));
    await remove(c, id(c));
    return goTo(c, "/runbooks");
  });
}
