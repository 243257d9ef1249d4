/** The hub's web server in one order: id, address, origin, body, who, how often, may they, and then the handler. */
import { Hono } from "hono";
import { AppError } from "../../domain/error.ts";
import { newId } from "../../lib/ids.ts";
import type { Log } from "../../lib/log.ts";
import { addressReader } from "./address.ts";
import { makeAdmit, type CallLimits } from "./admit.ts";
import { body, refuseBody } from "./body.ts";
import { errorAnswer } from "./errors.tsx";
import { secure } from "./headers.ts";
import type { Identity } from "./identity.ts";
import { bySpecificity, methodsAt, routeKeys, split } from "./keys.ts";
import { mayChange, refuseForeign } from "./origin.ts";
import { Later } from "./later.ts";
import { isPage } from "./paths.ts";
import type { RouteKey } from "./permissions.ts";
import type { BodyOf, Caller, CallerOf, HubContext, HubEnv, Route } from "./route.ts";
import type { HttpSettings } from "./settings.ts";
import type { Within } from "./within.ts";

/** What was answered, for counting: `route` is a key of the permission table, or `none`. */
export type Answered = { route: RouteKey | "none"; status: number; ms: number };

export type Http = {
  fetch: (request: Request, bindings: HubEnv["Bindings"]) => Promise<Response>;
  route: Route;
  callerOf: CallerOf;
  body: BodyOf;
  /** Keys of the permission table that nobody registered. */
  checkComplete: () => RouteKey[];
};

type Parts = {
  accounts: Identity;
  log: Log;
  settings: HttpSettings;
  answered?: (what: Answered) => void;
  stopping?: () => boolean;
  /** What of the fleet a caller with a scope may know of; absent: nothing that has a name. */
  within?: Within;
  /** Somebody who is known asked for what their role may not. */
  refused?: (caller: Caller, key: RouteKey) => void;
  /** Absent: the usual ones. */
  limits?: Partial<CallLimits>;
};

export function makeApp({
  accounts,
  log,
  settings,
  answered,
  stopping = () => false,
  within,
  refused,
  limits,
}: Parts): Http {
  const handlers = new Map<RouteKey, Parameters<Route>[1]>();
  const admit = makeAdmit({ accounts, tls: settings.tls, within, limits, ...(refused ? { refused } : {}) });
  const meet = makeMeet(settings);
  const seen = new WeakMap<Request, { requestId: string; route: RouteKey | "none" }>();
  let app: Hono<HubEnv> | undefined;

  const build = (): Hono<HubEnv> => {
    const made = new Hono<HubEnv>();
    made.onError(async (error, c) => await errorAnswer(error, c, log));
    made.notFound(async (c) => await errorAnswer(nothingThere(c), c, log));
    made.use("*", async (c, next) => {
      c.set("requestId", seen.get(c.req.raw)?.requestId ?? newId());
      meet(c);
      // Nothing new is begun; whoever looks still sees.
      if (stopping() && mayChange({ method: c.req.raw.method, upgrade: false }))
        throw new Later("hub_stopping", "The hub stops or restarts.", 2);
      await next();
    });
    for (const [key, handler] of [...handlers].toSorted(([a], [b]) => bySpecificity(a, b))) {
      const { method, path } = split(key);
      made.on(method, path, async (c) => {
        const trace = seen.get(c.req.raw);
        if (trace) trace.route = key;
        return (await admit(c, key)) ?? (await handler(c));
      });
    }
    return made;
  };

  return {
    route: (key, handler) => {
      if (handlers.has(key)) throw new Error(`${key} is registered twice`);
      if (app !== undefined) throw new Error(`${key} is registered after the first request`);
      handlers.set(key, handler);
    },
    callerOf: (c) => {
      const caller = c.get("caller");
      if (caller === undefined) throw new AppError("unauthenticated", "Sign in first.");
      return caller;
    },
    body,
    checkComplete: () => routeKeys.filter((key) => !handlers.has(key)),
    fetch: async (request, bindings) => {
      app ??= build();
      // A Host header that is no host leaves a request without an address; nothing behind this line expects that.
      const url = URL.parse(request.url);
      if (url === null) return noAddress(settings.tls);
      const startedMs = performance.now();
      const trace: { requestId: string; route: RouteKey | "none" } = { requestId: newId(), route: "none" };
      seen.set(request, trace);
      const answer = await app.fetch(request, bindings);
      const path = url.pathname;
      const full = secure(answer, { tls: settings.tls, page: isPage(path), requestId: trace.requestId });
      if (full.status === 405) full.headers.set("allow", methodsAt(path).join(", "));
      const ms = performance.now() - startedMs;
      answered?.({ route: trace.route, status: full.status, ms });
      log.debug("http.request", {
        requestId: trace.requestId,
        route: trace.route,
        method: request.method,
        status: full.status,
        ms: Math.round(ms),
      });
      return full;
    },
  };
}

/** What every request goes through before its route is looked at. */
function makeMeet(settings: HttpSettings): (c: HubContext) => void {
  const addressOf = addressReader(settings.trustedProxies);
  const publicUrls = settings.publicUrl === undefined ? [] : [settings.publicUrl];
  const own = [...settings.allowedOrigins, ...publicUrls].map((url) => new URL(url).origin);

  return (c) => {
    const peer = c.env.server.requestIP(c.req.raw)?.address ?? "unknown";
    const local = c.env.local === true;
    c.set("address", local ? "hub.sock" : addressOf({ peer, forwardedFor: c.req.header("X-Forwarded-For") }));
    const forwardedProto = !local && addressOf.trusts(peer) ? c.req.header("X-Forwarded-Proto") : undefined;
    refuseForeign(
      {
        method: c.req.raw.method,
        upgrade: c.req.header("Upgrade")?.toLowerCase() === "websocket",
        origin: c.req.header("Origin"),
        secFetchSite: c.req.header("Sec-Fetch-Site"),
        host: c.req.header("Host"),
        scheme: (forwardedProto ?? new URL(c.req.url).protocol.slice(0, -1)) === "https" ? "https" : "http",
        byCookie: c.req.header("Cookie") !== undefined && c.req.header("Authorization") === undefined,
      },
      own,
    );
    refuseBody({ headers: c.req.raw.headers, path: c.req.path });
  };
}

function noAddress(tls: boolean): Response {
  const { body: said, status } = new AppError("validation", "The Host header is not a host.");
  return secure(Response.json(said, { status }), { tls, page: false, requestId: newId() });
}

function nothingThere(c: HubContext): AppError {
  const methods = methodsAt(c.req.path);
  if (methods.length === 0) return new AppError("not_found", "There is nothing at this address.");
  return new AppError("method_not_allowed", `This address takes ${methods.join(", ")}.`);
}
