/** Web access over the API and as a page. */
import * as z from "zod/mini";
import { webPatch, type WebPatch, type WebView } from "../../api/web.ts";
import type { Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { webModes } from "../../domain/webAccess.ts";
import { Page, type Fleet } from "../../../web/frame/index.ts";
import { WebAccessPage } from "../../../web/reach/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { WebService } from "./feature.ts";

type Wanted = {
  http: Pick<Http, "route" | "body" | "callerOf">;
  strip: (viewer: Actor) => Fleet;
  service: WebService;
};

/** What a form leaves empty is not in it. */
const form = () =>
  z.strictObject({
    mode: z.optional(z.enum(webModes)),
    hosts: z.optional(z.string().check(z.maxLength(60_000))),
    searchUrl: z.optional(z.string().check(z.maxLength(500))),
  });

export function webRoutes({ http: { route, body, callerOf }, strip, service }: Wanted): void {
  route("GET /api/web", (c) => c.json(service.view()));
  route("PATCH /api/web", async (c) => {
    await service.change(callerOf(c), await body(c, webPatch()));
    return c.json(service.view());
  });

  route("GET /settings/web", (c) => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title="Web access" nav="web" person={personOf(actor)} fleet={strip(actor)}>
        <WebAccessPage web={service.view()} />
      </Page>,
    );
  });
  route("POST /settings/web", async (c) => {
    await service.change(callerOf(c), patchOf(await body(c, form()), service.view()));
    return goTo(c, "/settings/web");
  });
}

/** Hosts stand one on a line or between commas. What is decided elsewhere has no field, and so no change. */
function patchOf({ mode, hosts = "", searchUrl }: z.infer<ReturnType<typeof form>>, { from }: WebView): WebPatch {
  const listed = hosts
    .split(/[\s,]+/)
    .map((host) => host.toLowerCase())
    .filter(Boolean);
  const wanted = {
    ...(from.mode === "here" && mode !== undefined ? { mode } : {}),
    ...(from.hosts === "here" ? { hosts: listed } : {}),
    ...(from.searchUrl === "here" ? { searchUrl: searchUrl?.trim() || null } : {}),
  };
  const read = webPatch().safeParse(wanted);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const [name, at] = issue?.path ?? [];
  const value = name === "hosts" && typeof at === "number" ? `${listed[at] ?? ""} ` : "";
  const why = `${value}${issue?.message ?? "is not right"}`;
  throw new AppError("validation", name === "hosts" ? `${why}.` : `The search address ${why}.`, {
    fields: { [String(name)]: why },
  });
}
