/** The accounts' routes: pages to sign in and set up, and the same for programs. */
import * as z from "zod/mini";
import { getCookie, setCookie, deleteCookie } from "hono/cookie";
import { keyRequest, loginRequest, setupRequest } from "../../api/auth.ts";
import { AppError } from "../../domain/error.ts";
import { LoginPage, SetupPage } from "../../../web/frame/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { cookieName } from "../http/identity.ts";
import { ownPath } from "../http/paths.ts";
import type { HubContext } from "../http/route.ts";
import type { Accounts } from "./accounts.ts";
import { maximumMs } from "./identify.ts";
import { createKey, revokeKey, viewOfKey } from "./keys.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";

const loginForm = () => z.extend(loginRequest(), { next: z.optional(z.string().check(z.maxLength(2_000))) });

export function accountRoutes({
  http: { route, body, callerOf },
  accounts,
  tls,
}: {
  http: Http;
  accounts: Accounts;
  tls: boolean;
}): void {
  const name = cookieName(tls);
  const keep = (c: HubContext, secret: string): void =>
    setCookie(c, name, secret, { path: "/", httpOnly: true, sameSite: "Lax", secure: tls, maxAge: maximumMs / 1_000 });
  const forget = (c: HubContext): void => void deleteCookie(c, name, { path: "/", secure: tls });
  const before = (c: HubContext): string | undefined => getCookie(c, name);

  route("GET /login", async (c) => {
    if (accounts.identity.empty()) return goTo(c, "/setup");
    if (c.get("caller") !== undefined) return goTo(c, ownPath(c.req.query("next")));
    const next = ownPath(c.req.query("next"));
    return await html(c, <LoginPage {...(next === "/" ? {} : { next })} />);
  });

  route("POST /login", async (c) => {
    const { username, password, next } = await body(c, loginForm());
    try {
      const { cookie } = await login(accounts, { username, password, address: c.get("address"), before: before(c) });
      keep(c, cookie);
      return goTo(c, ownPath(next));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "invalid_credentials") throw error;
      return await html(
        c,
        <LoginPage username={username} error={error.body} {...(next === undefined ? {} : { next })} />,
        { status: error.status },
      );
    }
  });

  route("POST /logout", async (c) => {
    await logout(accounts, callerOf(c));
    forget(c);
    return goTo(c, "/login");
  });

  route("GET /setup", async (c) => {
    if (!accounts.identity.empty()) return goTo(c, "/login");
    const code = c.req.query("code");
    return await html(c, <SetupPage {...(code === undefined ? {} : { code })} />);
  });

  route("POST /setup", async (c) => {
    const typed: { code?: string; username?: string } = {};
    try {
      const asked = await body(c, setupRequest());
      Object.assign(typed, { code: asked.code, username: asked.username });
      keep(c, (await accounts.setup.finish({ ...asked, address: c.get("address") })).cookie);
      return goTo(c, "/");
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "already_set_up") return goTo(c, "/login");
      const { fields } = error.body;
      return await html(c, <SetupPage {...typed} error={error.body} {...(fields === undefined ? {} : { fields })} />, {
        status: error.status,
      });
    }
  });

  route("POST /api/auth/login", async (c) => {
    const asked = await body(c, loginRequest());
    const { person, cookie, bearer } = await login(accounts, {
      ...asked,
      address: c.get("address"),
      before: before(c),
    });
    keep(c, cookie);
    return c.json({ person, ...(bearer === undefined ? {} : { bearer }) });
  });

  route("POST /api/auth/setup", async (c) => {
    const asked = await body(c, setupRequest());
    const { person, cookie } = await accounts.setup.finish({ ...asked, address: c.get("address") });
    keep(c, cookie);
    return c.json({ person });
  });

  route("POST /api/auth/logout", async (c) => {
    await logout(accounts, callerOf(c));
    forget(c);
    return c.body(null, 204);
  });

  route("GET /api/auth/me", (c) => {
    const { id, name, role } = callerOf(c).actor;
    return c.json({ id, name, role });
  });

  route("GET /api/keys", (c) => c.json({ items: accounts.store.keys(accounts.clock()).map(viewOfKey) }));
  route("POST /api/keys", async (c) =>
    c.json(await createKey(accounts, callerOf(c), await body(c, keyRequest())), 201),
  );
  route("DELETE /api/keys/:id", async (c) => {
    await revokeKey(accounts, callerOf(c), c.req.param("id") ?? "");
    return c.body(null, 204);
  });
}
