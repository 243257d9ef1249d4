/** Turns whatever a handler threw into the one answer: JSON for programs, a page or fragment for people. */
import { AppError, errorBody } from "../../domain/error.ts";
import type { Log } from "../../lib/log.ts";
import { ErrorFragment, ErrorPage } from "../../../web/frame/index.ts";
import { html } from "./html.ts";
import { Later } from "./later.ts";
import { TooMany } from "./limits.ts";
import { isPage } from "./paths.ts";
import type { HubContext } from "./route.ts";

export async function errorAnswer(error: unknown, c: HubContext, log: Log): Promise<Response> {
  const status = error instanceof AppError ? error.status : 500;
  note(error, c, log);
  const told =
    error instanceof AppError
      ? error.body
      : { ...errorBody(error), hint: `The hub's log says more under ${c.get("requestId")}.` };
  const headers: Record<string, string> =
    error instanceof TooMany || error instanceof Later ? { "retry-after": String(error.retryAfterS) } : {};
  if (!isPage(c.req.path)) return Response.json(told, { status, headers });
  return await html(c, isFragment(c) ? <ErrorFragment {...told} /> : <ErrorPage {...told} />, { status, headers });
}

/** htmx asks for a piece of a page, not for a whole one. */
const isFragment = (c: HubContext): boolean =>
  c.req.header("HX-Request") === "true" && c.req.header("HX-Request-Type") !== "full";

/** Bugs are logged whole; expected failures only where the hub itself could not do its work. */
function note(error: unknown, c: HubContext, log: Log): void {
  const at = { requestId: c.get("requestId"), method: c.req.method, route: c.req.routePath };
  if (!(error instanceof AppError)) log.error("http.bug", { ...at, error: whole(error) });
  else if (error.code === "storage_failed" || error.code === "internal")
    log.error("http.failed", { ...at, error: whole(error) });
}

function whole(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack ?? error.message}${error.cause === undefined ? "" : `\ncaused by ${whole(error.cause)}`}`;
}
