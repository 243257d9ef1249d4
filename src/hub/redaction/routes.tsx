/** What was masked in a run, over the API and as a page. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { revealRequest, type Revealed } from "../../api/secret.ts";
import { roleAtLeast, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { Page, Partial, place, type Fleet } from "../../../web/frame/index.ts";
import { MaskedPage } from "../../../web/secrets/index.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import { reveal, viewOf, type Parts } from "./verbs.ts";

type Run = { id: string; taskId: string; machineId: string; machineName: string };
type Wanted = Parts & {
  http: Pick<Http, "route" | "body" | "callerOf">;
  runOf: (id: string) => Run | undefined;
  strip: (viewer: Actor) => Fleet;
};

const form = () => z.extend(z.omit(revealRequest(), { n: true }), { n: z.string().check(z.regex(/^\d{1,4}$/)) });

export function maskedRoutes({ http: { route, body, callerOf }, runOf, strip, ...parts }: Wanted): void {
  const { store, clock } = parts;
  const wanted = (c: HubContext): Run => {
    const run = runOf(c.req.param("id") ?? "");
    if (!run) throw new AppError("not_found", "There is no such run.");
    return run;
  };
  const itemsOf = (run: Run) => store.of(run.id).map((row) => viewOf(row, clock()));
  const body_ = (c: HubContext, run: Run, shown?: Revealed): Child => (
    <MaskedPage
      run={run}
      items={itemsOf(run)}
      mayReveal={roleAtLeast(callerOf(c).actor.role, "admin")}
      {...(shown ? { shown } : {})}
    />
  );

  route("GET /api/runs/:id/masked", (c) => c.json({ items: itemsOf(wanted(c)) }));
  route("POST /api/runs/:id/reveal", async (c) => {
    const run = wanted(c);
    return c.json(await reveal(parts, callerOf(c), { run, ...(await body(c, revealRequest())) }));
  });

  route("GET /runs/:id/masked", (c) => {
    const run = wanted(c);
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title="Masked" nav="tasks" person={personOf(actor)} fleet={strip(actor)}>
        <div id={place.masked}>{body_(c, run)}</div>
      </Page>,
    );
  });
  route("POST /runs/:id/reveal", async (c) => {
    const run = wanted(c);
    const { n, reason } = await body(c, form());
    const shown = await reveal(parts, callerOf(c), { run, n: Number(n), reason });
    return html(
      c,
      <Partial into={place.masked}>
        <div id={place.masked}>{body_(c, run, shown)}</div>
      </Partial>,
    );
  });
}
