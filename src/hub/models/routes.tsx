/** Models over the API and as a page: which endpoint, what it can, what it may cost. The key only ever comes in. */
import * as z from "zod/mini";
import { modelPatch } from "../../api/model.ts";
import type { Actor } from "../../domain/account.ts";
import { Page, type Fleet } from "../../../web/frame/index.ts";
import { ModelPage } from "../../../web/model/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import { patience } from "../http/serve.ts";
import { changeModel, removeModel, tryModel, type Parts } from "./change.ts";
import { budgetForm, budgetPatch, endpointForm, endpointPatch } from "./forms.ts";
import { modelViewOf, usageViewOf } from "./view.ts";

type Wanted = Parts & { http: Pick<Http, "route" | "body" | "callerOf">; strip: (viewer: Actor) => Fleet };

const page = "/settings/model";

export function modelRoutes({ http: { route, body, callerOf }, strip, ...parts }: Wanted): void {
  const view = () => modelViewOf(parts.service, parts.clock);
  /** A probe waits for a model, which is longer than a connection may be silent. */
  const patient = (c: HubContext): AbortSignal => {
    patience(c);
    return c.req.raw.signal;
  };

  route("GET /api/models", (c) => c.json(view()));
  route("PATCH /api/models", async (c) => {
    await changeModel(parts, callerOf(c), await body(c, modelPatch()));
    return c.json(view());
  });
  route("POST /api/models/probe", async (c) => {
    await tryModel(parts, callerOf(c), patient(c));
    return c.json(view());
  });
  route("DELETE /api/models", async (c) => {
    await removeModel(parts, callerOf(c));
    return c.body(null, 204);
  });
  route("GET /api/models/usage", (c) => c.json(usageViewOf(parts.service, parts.clock)));

  route("GET /settings/model", (c) => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title="Model" nav="model" person={personOf(actor)} fleet={strip(actor)}>
        <ModelPage model={view()} usage={usageViewOf(parts.service, parts.clock)} nowMs={parts.clock()} />
      </Page>,
    );
  });
  route("POST /settings/model", async (c) => {
    await changeModel(parts, callerOf(c), endpointPatch(await body(c, endpointForm()), parts.service));
    // What it has is what one chooses from next; where it gives no list the page says so.
    if (parts.service.stored().probed === undefined)
      await tryModel({ ...parts, listOnly: true }, callerOf(c), patient(c));
    return goTo(c, page);
  });
  route("POST /settings/model/budget", async (c) => {
    await changeModel(parts, callerOf(c), budgetPatch(await body(c, budgetForm())));
    return goTo(c, page);
  });
  route("POST /settings/model/probe", async (c) => {
    await body(c, z.strictObject({}));
    await tryModel(parts, callerOf(c), patient(c));
    return goTo(c, page);
  });
  route("POST /settings/model/removal", async (c) => {
    await body(c, z.strictObject({}));
    await removeModel(parts, callerOf(c));
    return goTo(c, page);
  });
}
