/** The whole hub in this process, with all its features, on a port of its own; and what tests call it with. */
import { Database } from "bun:sqlite";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TaskView } from "../../src/api/task.ts";
import type { HubSettings } from "../../src/domain/settings.ts";
import { makeCertificate, newTlsKey } from "../../src/hub/keys/selfMade.ts";
import { startHub } from "../../src/hub/main.ts";
import { until } from "./program.ts";

export const admin = { username: "ann", password: "correct horse battery" };

export type HubHere = Awaited<ReturnType<typeof hubHere>>;
type Wish = { selfSigned?: boolean; settings?: Partial<HubSettings> };

/** `selfSigned`: TLS with a certificate that no authority knows. */
export async function hubHere({ selfSigned = false, settings = {} }: Wish = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-hub-"));
  const own = selfSigned ? await certificateIn(dir) : undefined;
  const dataDir = join(dir, "data");
  const hub = await startHub({
    listen: { host: "127.0.0.1", port: 0 },
    dataDir,
    localAgent: false,
    ui: true,
    ...(own ? { tls: { certFile: own.certFile, keyFile: own.keyFile } } : {}),
    insecureHttp: false,
    trustedProxies: [],
    outputKeptDays: 30,
    outputKeptBytes: 10 * 2 ** 30,
    allowedOrigins: [],
    adminUsername: admin.username,
    adminPassword: admin.password,
    logLevel: "error",
    ...settings,
  });
  const trust = own ? { tls: { ca: own.cert } } : {};
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${hub.url}${path}`, { redirect: "manual", ...init, ...trust });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}, method = "POST") =>
    call(path, { method, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
  const signIn = async (): Promise<{ cookie: string; origin: string }> => {
    const answer = await post("/api/auth/login", admin, { origin: hub.url });
    return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", origin: hub.url };
  };
  const boss = await signIn();
  const self = {
    dir,
    dataDir,
    url: hub.url,
    trust,
    call,
    post,
    signIn,
    /** Headers of the admin's own page. */
    boss,
    /** As the admin: the answer's JSON, or an error that names its code. */
    ask: async <T>(path: string, body?: unknown, method = body === undefined ? "GET" : "POST"): Promise<T> => {
      const answer =
        body === undefined ? await call(path, { method, headers: boss }) : await post(path, body, boss, method);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return JSON.parse(text === "" ? "null" : text) as T;
    },
    /** Headers of an API key of this role. */
    keyOf: async (role: "viewer" | "operator" | "admin"): Promise<Record<string, string>> => {
      const { secret } = await self.ask<{ secret: string }>("/api/keys", { label: role, role });
      return { authorization: `Bearer ${secret}` };
    },
    token: async (more: object = {}): Promise<string> =>
      (await self.ask<{ secret: string }>("/api/tokens", { maxLevel: 4, ...more })).secret,
    /** Rows of the hub's database, read by a handle of our own. */
    rows: <T>(sql: string): T[] => {
      const db = new Database(join(dataDir, "hub.db"), { readonly: true });
      try {
        return db.query<T, []>(sql).all();
      } finally {
        db.close();
      }
    },
    task: (id: string): Promise<TaskView> => self.ask<TaskView>(`/api/tasks/${id}`),
    ended: async (id: string, ms = 20_000): Promise<TaskView> => {
      await until(`task ${id} to end`, async () => (await self.task(id)).endedAt !== undefined, ms);
      return self.task(id);
    },
    close: async (): Promise<void> => {
      await hub.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return self;
}

async function certificateIn(dir: string) {
  const key = newTlsKey();
  const cert = await makeCertificate({ key, names: ["127.0.0.1"], nowMs: Date.now() });
  const certFile = join(dir, "cert.pem");
  const keyFile = join(dir, "key.pem");
  writeFileSync(certFile, cert, { mode: 0o600 });
  writeFileSync(keyFile, key.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  return { cert, certFile, keyFile };
}
