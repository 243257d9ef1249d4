/** The accounts' routes: pages to sign in and set up, and the same for programs. */
import * as z from "zod/mini";
import { getCookie, setCookie, deleteCookie } from "hono/cookie";
import { keyRequest, loginRequest, setupRequest } from "../../api/auth.ts";
import { AppError } from "../../domain/error.ts";
import { CodePage, LoginPage, SetupPage } from "../../../web/frame/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { cookieName } from "../http/identity.ts";
import { ownPath } from "../http/paths.ts";
import type { HubContext } from "../http/route.ts";
import type { Accounts } from "./accounts.ts";
import { maximumMs } from "./identify.ts";
import { createKey, keysFor, revokeKey } from "./keys.ts";
import { login, loginCode, loginStep, type From, type SignedIn } from "./login.ts";
import { logout } from "./logout.ts";

/** How long a browser is told apart from strangers who guess. */
const markS = 365 * 86_400;

/** Name and password, or the second step with its code. */
const loginForm = () =>
  z.extend(z.partial(z.omit(loginRequest(), { bearer: true })), {
    step: z.optional(z.string().check(z.maxLength(100))),
    next: z.optional(z.string().check(z.maxLength(2_000))),
  });

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
  const markName = `${name}-known`;
  const cookie = { path: "/", httpOnly: true, sameSite: "Lax", secure: tls } as const;
  const keep = (c: HubContext, { cookie: secret, mark }: SignedIn): void => {
    if (secret === "") return;
    setCookie(c, name, secret, { ...cookie, maxAge: maximumMs / 1_000 });
    setCookie(c, markName, mark, { ...cookie, maxAge: markS });
  };
  const forget = (c: HubContext): void => void deleteCookie(c, name, { path: "/", secure: tls });
  const from = (c: HubContext): From => ({
    address: c.get("address"),
    userAgent: c.req.header("User-Agent"),
    before: getCookie(c, name),
    mark: getCookie(c, markName)?.slice(0, 200),
  });

  route("GET /login", async (c) => {
    if (accounts.identity.empty()) return goTo(c, "/setup");
    if (c.get("caller") !== undefined) return goTo(c, ownPath(c.req.query("next")));
    const next = ownPath(c.req.query("next"));
    return await html(c, <LoginPage {...(next === "/" ? {} : { next })} />);
  });

  route("POST /login", async (c) => {
    const asked = await body(c, loginForm());
    const { next, username = "", password = "", step, code = "" } = asked;
    if (step === undefined && (username === "" || password === ""))
      throw new AppError("validation", "Name and password are needed.", { fields: { username: "is needed" } });
    const to = next === undefined ? {} : { next };
    try {
      if (step !== undefined) keep(c, await loginCode(accounts, { ...from(c), step, code }));
      else {
        const came = await loginStep(accounts, { ...from(c), username, password });
        if ("step" in came) return await html(c, <CodePage step={came.step} {...to} />);
        keep(c, came);
      }
      return goTo(c, ownPath(next));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { body: told, status } = error;
      if (error.code === "second_factor_wrong" && step !== undefined)
        return await html(c, <CodePage step={step} error={told} {...to} />, { status });
      if (error.code !== "invalid_credentials") throw error;
      return await html(c, <LoginPage username={username} error={told} {...to} />, { status });
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
      keep(c, await accounts.setup.finish({ ...asked, ...from(c) }));
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
    const done = await login(accounts, { ...(await body(c, loginRequest())), ...from(c) });
    keep(c, done);
    const { person, bearer } = done;
    return c.json({ person, ...(bearer === undefined ? {} : { bearer }) });
  });

  route("POST /api/auth/setup", async (c) => {
    const done = await accounts.setup.finish({ ...(await body(c, setupRequest())), ...from(c) });
    keep(c, done);
    return c.json({ person: done.person });
  });

  route("POST /api/auth/logout", async (c) => {
    await logout(accounts, callerOf(c));
    forget(c);
    return c.body(null, 204);
  });

  route("GET /api/auth/me", (c) => {
    const { id, name, role, scope } = callerOf(c).actor;
    return c.json({ id, name, role, ...(scope === undefined ? {} : { scope }) });
  });

  route("GET /api/keys", (c) => c.json({ items: keysFor(accounts, callerOf(c)) }));
  route("POST /api/keys", async (c) =>
    c.json(await createKey(accounts, callerOf(c), await body(c, keyRequest())), 201),
  );
  route("DELETE /api/keys/:id", async (c) => {
    await revokeKey(accounts, callerOf(c), c.req.param("id") ?? "");
    return c.body(null, 204);
  });
}
