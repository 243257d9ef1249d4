/** Secrets over the API and as a page: names, versions and times; a value only ever comes in. */
import * as z from "zod/mini";
import { secretRequest } from "../../api/secret.ts";
import type { Actor } from "../../domain/account.ts";
import { Page, type Fleet } from "../../../web/frame/index.ts";
import { SecretsPage } from "../../../web/secrets/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import { removeSecret, setSecret, viewOf, type Parts } from "./verbs.ts";

type Wanted = Parts & { http: Pick<Http, "route" | "body" | "callerOf">; strip: (viewer: Actor) => Fleet };

const form = () => z.extend(secretRequest(), { name: z.string().check(z.maxLength(64)) });

export function secretRoutes({ http: { route, body, callerOf }, strip, ...parts }: Wanted): void {
  const named = (c: HubContext): string => c.req.param("name") ?? "";
  const items = () => parts.store.list().map(viewOf);

  route("GET /api/secrets", (c) => c.json({ items: items() }));
  route("PUT /api/secrets/:name", async (c) => {
    const { value } = await body(c, secretRequest());
    return c.json(await setSecret(parts, callerOf(c), { name: named(c), value }));
  });
  route("DELETE /api/secrets/:name", async (c) => {
    await removeSecret(parts, callerOf(c), named(c));
    return c.body(null, 204);
  });

  route("GET /secrets", (c) => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title="Secrets" nav="secrets" person={personOf(actor)} fleet={strip(actor)}>
        <SecretsPage secrets={items()} nowMs={parts.clock()} />
      </Page>,
    );
  });
  route("POST /secrets", async (c) => {
    await setSecret(parts, callerOf(c), await body(c, form()));
    return goTo(c, "/secrets");
  });
  route("POST /secrets/:name/removal", async (c) => {
    await body(c, z.strictObject({}));
    await removeSecret(parts, callerOf(c), named(c));
    return goTo(c, "/secrets");
  });
}
