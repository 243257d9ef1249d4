/** How a route is registered: its key must be in the permission table, and the table decides who may call it. */
import type { Context } from "hono";
import type * as z from "zod/mini";
import type { Actor } from "../../domain/account.ts";
import type { RouteKey } from "./permissions.ts";

/** Who is calling, found before a handler runs. Public routes may have none. */
export type Caller = {
  actor: Actor;
  /** For the audit: address or `hub.sock`. */
  origin: string;
  via: "cookie" | "bearer" | "key" | "socket";
  /** Hash of the sign-in's or key's secret; streams end when that is revoked. Absent on `hub.sock`. */
  signInHash?: string;
  /** This person has to set up a second factor; until then only their own account is open. */
  mustEnrol?: true;
};

export type HubEnv = {
  Variables: {
    caller?: Caller;
    requestId: string;
    /** The client's address (X-Forwarded-For counts only from a trusted proxy), or `hub.sock`. */
    address: string;
  };
  Bindings: {
    server: Bun.Server<unknown>;
    /** True for what arrives by `hub.sock`, the local admin's way in. */
    local?: boolean;
  };
};
export type HubContext = Context<HubEnv>;

/** Registers one route. Registering a key twice throws at start. */
export type Route = (key: RouteKey, handler: (c: HubContext) => Response | Promise<Response>) => void;

/** The caller of a route that is not public; throws `unauthenticated`. */
export type CallerOf = (c: HubContext) => Caller;

/** The JSON or form body by its schema; throws `validation` with a sentence a field, `bad_json`, `too_large`. */
export type BodyOf = <T>(c: HubContext, schema: z.ZodMiniType<T>) => Promise<T>;
