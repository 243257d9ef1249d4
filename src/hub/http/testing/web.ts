/** A real web server for tests: real database, real accounts, real sockets; routes of other features answer 204. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWriter } from "../../../workers.ts";
import { silentLog, type Log } from "../../../lib/log.ts";
import { accountRoutes } from "../../accounts/routes.tsx";
import { accountPages } from "../../accounts/pages.tsx";
import { peopleRoutes } from "../../accounts/peopleRoutes.ts";
import { makeAccounts, type Accounts } from "../../accounts/accounts.ts";
import { hashPassword } from "../../accounts/passwords.ts";
import { openDb } from "../../db/open.ts";
import type { Db } from "../../db/database.ts";
import { makeCertificate, newTlsKey } from "../../keys/selfMade.ts";
import { newId } from "../../../lib/ids.ts";
import type { CallLimits } from "../admit.ts";
import { makeApp, type Answered, type Http } from "../app.ts";
import { serve } from "../serve.ts";
import type { HttpSettings } from "../settings.ts";
import { sockets, upgrade } from "../sockets.ts";

export const password = "correct horse battery";

type Wish = {
  settings?: Partial<HttpSettings>;
  selfSigned?: boolean;
  log?: Log;
  /** Registers what a test is about; the rest is filled in. */
  more?: (parts: { http: Http; accounts: Accounts; db: Db }) => void;
  answered?: (what: Answered) => void;
  nobody?: boolean;
  adminsNeedTotp?: boolean;
  limits?: Partial<CallLimits>;
  host?: string;
};

export type Web = Awaited<ReturnType<typeof startWeb>>;

export async function startWeb({
  settings = {},
  selfSigned = false,
  log = silentLog,
  more,
  answered,
  nobody = false,
  host = "127.0.0.1",
  adminsNeedTotp = false,
  limits = {},
}: Wish = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-web-"));
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const db = await openDb({ dir, clock, startWriter });
  const codes: string[] = [];
  const accounts = makeAccounts({ db, clock, announce: (code) => void codes.push(code), adminsNeedTotp });
  const tls = selfSigned || settings.tls === true;
  const http = makeApp({
    accounts: accounts.identity,
    log,
    settings: { allowedOrigins: [], trustedProxies: [], ...settings, tls },
    limits,
    ...(answered === undefined ? {} : { answered }),
  });
  accountRoutes({ http, accounts, tls });
  const issuer = () => "ailx";
  peopleRoutes({ http, accounts, issuer });
  accountPages({ http, accounts, issuer, strip: () => ({ up: 0, down: 0, needsYou: 0, running: 0 }) });
  more?.({ http, accounts, db });
  for (const key of http.checkComplete())
    http.route(key, (c) =>
      key.startsWith("GET /ws/")
        ? upgrade(c, { kind: key === "GET /ws/agent" ? ("agent" as const) : ("output" as const) })
        : c.body(null, 204),
    );
  const own = selfSigned ? await selfMade() : undefined;
  const serving = await serve({
    app: http,
    listen: { host, port: 0 },
    dataDir: dir,
    websocket: sockets({ agent: {}, output: {} }),
    ...(own === undefined ? {} : { tls: own }),
  });
  /** What a client needs to trust this hub's certificate. */
  const trust = own === undefined ? {} : { tls: { ca: own.cert } };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${serving.url}${path}`, { redirect: "manual", ...init, ...trust });

  const web = {
    ...serving,
    trust,
    dir,
    db,
    http,
    accounts,
    codes,
    call,
    /** Moves the hub's clock. */
    later: (ms: number) => void (ahead += ms),
    local: (path: string, init: RequestInit = {}) =>
      fetch(`http://local${path}`, { ...init, unix: serving.socketPath ?? "" } as RequestInit),
    json: (path: string, body: unknown, headers: Record<string, string> = {}, method = "POST") =>
      call(path, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) }),
    addPerson: async (username: string, role: string, scope: string | null = null) => {
      const row = {
        id: newId(),
        username,
        passwordHash: await hashPassword(password),
        role,
        active: 1,
        createdAtMs: clock(),
        lastLoginAtMs: null,
        scope,
      };
      await db.commit({ do: [accounts.store.addPerson(row)] });
      return row;
    },
    /** Signs in as a browser would: its headers for later requests. */
    browser: async (username = "anna") => {
      const answer = await web.json("/api/auth/login", { username, password }, { origin: serving.url });
      const cookie = cookieIn(answer);
      return { cookie, origin: serving.url };
    },
    close: async () => {
      await serving.close();
      await db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  if (!nobody) await web.addPerson("anna", "admin");
  return web;
}

async function selfMade(): Promise<{ key: string; cert: string }> {
  const key = newTlsKey();
  return {
    key: key.export({ type: "pkcs8", format: "pem" }),
    cert: await makeCertificate({ key, names: ["127.0.0.1"], nowMs: Date.now() }),
  };
}

/** `name=value` of the cookie that an answer sets; empty where it sets none. */
export const cookieIn = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
