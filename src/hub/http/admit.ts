/** Decides by the permission table who may go on to a handler, and how often. */
import { roleAtLeast } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { networkOf } from "./address.ts";
import { callerFrom, secretOf } from "./authenticate.ts";
import type { Identity } from "./identity.ts";
import { limit } from "./limits.ts";
import { isPage, ownPath } from "./paths.ts";
import { permissions, type RouteKey } from "./permissions.ts";
import { reachOf } from "./reach.ts";
import type { Caller, HubContext } from "./route.ts";
import { keepWithin, type Within } from "./within.ts";

const windowMs = 60_000;
/** In each minute. */
export type CallLimits = {
  /** By sign-in or key. 100 a second: far above a busy program, far below what would hurt the others. */
  calls: number;
  /** All sign-ins and keys of a person together. */
  person: number;
  /** All callers behind one address, agents not counted. */
  address: number;
  /** Those with a secret that is nobody's, by address. */
  strangers: number;
};
const usual: CallLimits = { calls: 6_000, person: 12_000, address: 24_000, strangers: 600 };

/** Sets the caller, or throws, or answers with the way to sign in. */
export type Admit = (c: HubContext, key: RouteKey) => Promise<Response | undefined>;

export function makeAdmit({
  accounts,
  tls,
  within,
  refused = () => {},
  limits = {},
}: {
  accounts: Identity;
  tls: boolean;
  within?: Within | undefined;
  /** Told of somebody known who asked for what their role may not. */
  refused?: (caller: Caller, key: RouteKey) => void;
  limits?: Partial<CallLimits> | undefined;
}): Admit {
  const most = { ...usual, ...limits };
  const calls = limit({ tries: most.calls, windowMs, what: "calls" });
  const persons = limit({ tries: most.person, windowMs, what: "calls of this person" });
  const addresses = limit({ tries: most.address, windowMs, what: "calls from this address" });
  const strangers = limit({ tries: most.strangers, windowMs, what: "calls without a valid sign-in" });

  /** Secrets that are nobody's cost their sender, not the hub. */
  const identify = async (c: HubContext): Promise<Caller | undefined> => {
    try {
      const caller = callerFrom(c, { identity: accounts, tls });
      if (caller === undefined && secretOf(c, tls) !== undefined) await strangers.take(c.get("address"));
      return caller;
    } catch (error) {
      await strangers.take(c.get("address"));
      throw error;
    }
  };

  return async (c, key) => {
    const needs = permissions[key];
    if (needs === "agent") {
      if (c.req.header("Cookie") !== undefined) throw new AppError("forbidden", "Agents have no cookies.");
      return undefined;
    }
    if (c.env.local !== true) await addresses.take(networkOf(c.get("address")));
    if (needs === "public" && !isPage(c.req.path)) return undefined;
    const caller = needs === "public" ? await identify(c).catch(() => undefined) : await identify(c);
    if (caller === undefined) return needs === "public" ? undefined : signInFirst(c, accounts.empty());

    c.set("caller", caller);
    if (caller.via !== "socket") {
      await calls.take(caller.signInHash ?? caller.actor.id);
      await persons.take(caller.actor.id);
    }
    if (needs === "public") return undefined;
    const { actor } = caller;
    if (caller.mustEnrol && reachOf(key) !== "own") return enrolFirst(c);
    if (needs === "metrics" || roleAtLeast(actor.role, needs)) {
      keepWithin({ key, id: c.req.param("id") ?? "", viewer: actor, within });
      return undefined;
    }
    refused(caller, key);
    throw new AppError("forbidden", `This needs the role ${needs}; yours is ${actor.role}.`, {
      hint: "Ask an admin of this hub.",
    });
  };
}

/** The hub asks admins for a second factor: until there is one, only their own account is open. */
function enrolFirst(c: HubContext): Response {
  if (isPage(c.req.path)) return goTo(c, "/account", 401);
  throw new AppError("second_factor_missing", "This hub asks admins for a second factor; you have none yet.", {
    hint: "Open /account in a browser and set it up.",
  });
}

function signInFirst(c: HubContext, nobodyYet: boolean): Response {
  if (!isPage(c.req.path))
    throw new AppError("unauthenticated", "Sign in first.", {
      hint: "POST /api/auth/login, or send an API key as `Authorization: Bearer ailx_…`.",
    });
  const url = new URL(c.req.url);
  const next = c.req.raw.method === "GET" ? ownPath(url.pathname + url.search) : "/";
  const signIn = next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
  return goTo(c, nobodyYet ? "/setup" : signIn, 401);
}

/**
 * Sends a browser to another page. htmx loads the whole page on HX-Redirect, with the status that is true; where a
 * 303 would be swapped into a part of the page it is on.
 */
export function goTo(c: HubContext, to: string, fragmentStatus: 200 | 401 = 200): Response {
  if (c.req.header("HX-Request") === "true") return c.body(null, fragmentStatus, { "hx-redirect": to });
  return c.redirect(to, 303);
}
