/** The real hub, all features registered, as a stranger, another site and a program with bad manners meet it. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { permissions, type RouteKey } from "../../src/hub/http/permissions.ts";
import { admin, hubHere, type HubHere } from "../support/hub.ts";
import { agentHere, stillRuns } from "../support/peer.ts";

const keys = Object.keys(permissions) as RouteKey[];
const partsOf = (key: RouteKey) => {
  const [method = "", path = ""] = key.split(" ");
  return { method, path: path.replaceAll(/:\w+/g, "01a1fbef-c49b-7479-b464-cd3f6847b4d1") };
};
const changes = keys.filter((key) => !key.startsWith("GET "));
const socketKeys = keys.filter((key) => key.startsWith("GET /ws/"));
const isPage = (path: string): boolean => !path.startsWith("/api/");
const counts = "SELECT (SELECT count(*) FROM audit) a, (SELECT count(*) FROM event) e, (SELECT count(*) FROM task) t";

const codeOf = async (answer: Response): Promise<string> => {
  const text = await answer.text();
  return /"code":"(\w+)"/.exec(text)?.[1] ?? text.slice(0, 200);
};

for (const selfSigned of [false, true]) {
  describe(`the whole hub over ${selfSigned ? "a self-made certificate" : "plain HTTP"}`, () => {
    let hub: HubHere;
    let agent: Awaited<ReturnType<typeof agentHere>> | undefined;
    beforeAll(async () => {
      hub = await hubHere({ selfSigned });
      // The token of a hub with a given certificate carries no pin, so a real agent only joins the plain one here.
      if (!selfSigned) agent = await agentHere(hub, "web-1");
    });
    afterAll(async () => {
      await agent?.close();
      await hub.close();
    });

    const foreign = ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"];
    test.each(changes)("%s refuses another site, whoever is signed in", async (key) => {
      const { method, path } = partsOf(key);
      const body = isPage(path) ? "a=1" : "{}";
      const type = isPage(path) ? "application/x-www-form-urlencoded" : "application/json";
      for (const origin of foreign) {
        const headers = { cookie: hub.boss.cookie, origin, "content-type": type };
        const answer = await hub.call(path, { method, headers, ...(method === "DELETE" ? {} : { body }) });
        expect([answer.status, origin]).toEqual([403, origin]);
      }
      const none = await hub.call(path, { method, headers: { cookie: hub.boss.cookie } });
      expect(none.status).toBe(403);
      const said = await hub.call(path, { method, headers: { ...hub.boss, "sec-fetch-site": "cross-site" } });
      expect(said.status).toBe(403);
    });

    test.each(socketKeys)("%s opens for no other site, before any upgrade", async (key) => {
      const { path } = partsOf(key);
      const upgrade = {
        upgrade: "websocket",
        connection: "Upgrade",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-version": "13",
      };
      for (const origin of [...foreign, undefined]) {
        const headers = { cookie: hub.boss.cookie, ...(origin === undefined ? {} : { origin }), ...upgrade };
        expect([(await hub.call(path, { headers })).status, origin]).toEqual([403, origin]);
      }
    });

    test("a stranger gets nothing but sign-in, set-up, health and the installer", async () => {
      const open: string[] = [];
      for (const key of keys) {
        const { method, path } = partsOf(key);
        const answer = await hub.call(path, { method, ...(method === "POST" ? { headers: { origin: hub.url } } : {}) });
        const kept = [401, 303].includes(answer.status) && !answer.headers.get("location")?.startsWith("/tasks");
        if (!kept) open.push(key);
      }
      expect(open.toSorted()).toEqual(
        [
          "GET /assets/:file",
          "GET /download/:file",
          "GET /healthz",
          "GET /install.sh",
          "GET /login",
          "GET /readyz",
          "GET /setup",
          "GET /ws/agent",
          "POST /api/agents/enrolment",
          "POST /api/auth/login",
          "POST /api/auth/setup",
          "POST /login",
          "POST /setup",
        ].filter((key) => !(key === "GET /setup" || key === "POST /setup") || open.includes(key)),
      );
    });

    test("no GET changes anything, whatever its parameters say", async () => {
      const before = hub.rows(counts);
      const hostile = encodeURIComponent(
        "$(touch /tmp/x);`id`\n--help ../../../../etc/passwd' OR 1=1 --\u0000<script>",
      );
      for (const key of keys.filter((item) => item.startsWith("GET ") && item !== "GET /ws/agent")) {
        const path = partsOf(key).path;
        for (const query of [
          "",
          `?on=${hostile}&q=${hostile}&view=${hostile}&next=${hostile}&state=${hostile}&code=${hostile}&cursor=${hostile}&limit=${hostile}&from=${hostile}`,
        ]) {
          for (const method of ["GET", "HEAD"]) {
            const stop = new AbortController();
            const answer = await hub.call(`${path}${query}`, {
              method,
              headers: { cookie: hub.boss.cookie },
              signal: stop.signal,
            });
            expect([answer.status < 500, key, query.length, answer.status]).toEqual([
              true,
              key,
              query.length,
              answer.status,
            ]);
            stop.abort();
          }
        }
      }
      expect(hub.rows(counts)).toEqual(before);
    });

    const bodies = [
      "{",
      "[]",
      "null",
      '"x"',
      "{}x",
      '{"a":',
      "\u0000",
      '{"request":"x","__proto__":{"role":"admin"}}',
      '{"request":"x","constructor":{"prototype":{}}}',
      "[".repeat(100_000),
      `{"input":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`,
    ];
    test.each(
      changes.filter(
        (key) =>
          key.includes(" /api/") &&
          !key.includes("logout") &&
          !key.startsWith("DELETE") &&
          !key.includes("cancellation"),
      ),
    )("%s answers nonsense with a sentence, never with 5xx", async (key) => {
      const { method, path } = partsOf(key);
      for (const body of [...bodies, '{"unknown":1}', '{"request":1,"on":[],"command":{},"input":[],"digest":null}']) {
        const answer = await hub.call(path, {
          method,
          headers: { ...hub.boss, "content-type": "application/json" },
          body,
        });
        const code = await codeOf(answer);
        expect([answer.status >= 400 && answer.status < 500, /^\w+$/.test(code), body.slice(0, 40)]).toEqual([
          true,
          true,
          body.slice(0, 40),
        ]);
      }
      expect(({} as Record<string, unknown>)["role"]).toBeUndefined();
    });

    test("a sign-in that has ended is nobody's at once", async () => {
      const mine = await hub.signIn();
      expect((await hub.call("/api/auth/me", { headers: mine })).status).toBe(200);
      expect((await hub.post("/api/auth/logout", {}, mine)).ok).toBe(true);
      expect((await hub.call("/api/auth/me", { headers: mine })).status).toBe(401);
    });

    if (!selfSigned)
      test("and after all that its machine still works, and the log of what was done holds no secret", async () => {
        expect(await stillRuns(hub, "web-1")).toBe("succeeded");
        const written =
          JSON.stringify(hub.rows("SELECT * FROM audit")) + JSON.stringify(hub.rows("SELECT * FROM event"));
        expect(written).not.toContain(admin.password);
        expect(written).not.toContain(hub.boss.cookie.split("=")[1] ?? "none");
        expect(written).not.toMatch(/ailx1\.|ailxs?_[A-Za-z0-9]/);
      });
  });
}
