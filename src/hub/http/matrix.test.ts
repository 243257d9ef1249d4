/** Every route of the permission table, by itself: a new line there is covered here without anyone thinking of it. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { methodsAt, routeKeys, split } from "./keys.ts";
import { permissions, type RouteKey } from "./permissions.ts";
import { cookieIn, password, startWeb, type Web } from "./testing/web.ts";

const pathOf = (key: RouteKey): string => split(key).path.replaceAll(/:\w+/g, "some");
const methodOf = (key: RouteKey): string => split(key).method;
const isSocket = (key: RouteKey): boolean => key.startsWith("GET /ws/");
const changing = routeKeys.filter((key) => methodOf(key) !== "GET" || isSocket(key));

/** A request as a program or browser would send it: sockets ask for their upgrade. */
const send = (web: Web, key: RouteKey, headers: Record<string, string>): Promise<Response> =>
  web.call(pathOf(key), {
    method: methodOf(key),
    headers: {
      ...(isSocket(key)
        ? {
            upgrade: "websocket",
            connection: "Upgrade",
            "sec-websocket-version": "13",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
          }
        : {}),
      ...headers,
    },
  });
const codeOf = async (answer: Response): Promise<string> => {
  const text = await answer.text();
  return text.startsWith("{") ? JSON.parse(text).code : (/<code class="muted">(\w+)</.exec(text)?.[1] ?? "");
};

const ways: Record<string, Parameters<typeof startWeb>[0]> = {
  "plain HTTP": {},
  "a self-made certificate": { selfSigned: true },
  "a TLS proxy": { settings: { tls: true, trustedProxies: ["127.0.0.1"], publicUrl: "https://hub.example" } },
};

for (const [way, wish] of Object.entries(ways))
  describe(`over ${way}`, () => {
    let web: Web;
    let cookie: string;
    let proxied: Record<string, string>;
    let own: string;
    beforeAll(async () => {
      web = await startWeb(wish);
      const behindProxy = wish?.settings?.publicUrl !== undefined;
      proxied = behindProxy ? { "x-forwarded-proto": "https", "x-forwarded-for": "198.51.100.7" } : {};
      own = behindProxy ? "https://hub.example" : web.url;
      cookie = cookieIn(await web.json("/api/auth/login", { username: "anna", password }, { origin: own, ...proxied }));
      expect(cookie).not.toBe("");
    });
    afterAll(async () => await web.close());

    for (const key of changing) {
      test(`${key} refuses another site's page`, async () => {
        for (const foreign of [
          { origin: "https://evil.example" },
          { origin: "null" },
          { origin: `${own}.evil.example` },
          { "sec-fetch-site": "cross-site", origin: own },
          { "sec-fetch-site": "same-site", origin: own },
          {},
        ]) {
          const answer = await send(web, key, { cookie, ...proxied, ...foreign } as Record<string, string>);
          expect([answer.status, await codeOf(answer)]).toEqual([403, "foreign_origin"]);
        }
      });
    }

    test("the hub's own page is not refused", async () => {
      const answer = await web.json(
        "/api/keys",
        { label: "x", role: "viewer" },
        { cookie, origin: own, "sec-fetch-site": "same-origin", ...proxied },
      );
      expect(answer.status).toBe(201);
    });

    test("a foreign page is refused even without a cookie, and even with a key", async () => {
      for (const headers of [{}, { authorization: "Bearer ailx_x" }]) {
        const answer = await web.json("/api/auth/login", { username: "anna", password }, {
          origin: "https://evil.example",
          ...headers,
          ...proxied,
        } as Record<string, string>);
        expect([answer.status, (await answer.json()).code]).toEqual([403, "foreign_origin"]);
      }
    });
  });

describe("without signing in", () => {
  let web: Web;
  beforeAll(async () => {
    web = await startWeb();
  });
  afterAll(async () => await web.close());

  for (const key of routeKeys) {
    const open = permissions[key] === "public" || permissions[key] === "agent";
    test(`${key} ${open ? "is open" : "is closed"}`, async () => {
      const answer = await send(web, key, {});
      if (open) return expect([401, 403]).not.toContain(answer.status);
      if (pathOf(key).startsWith("/api/") || isSocket(key) || key === "GET /events" || key === "GET /metrics")
        return expect([answer.status, await codeOf(answer)]).toEqual([401, "unauthenticated"]);
      expect([answer.status, answer.headers.get("location")?.startsWith("/login")]).toEqual([303, true]);
    });
  }

  test("only these are open", () => {
    const open: string[] = routeKeys.filter((key) => ["public", "agent"].includes(permissions[key]));
    expect(open.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      [
        [
          "GET /assets/:file",
          "GET /download/:file",
          "GET /healthz",
          "GET /install.sh",
          "GET /login",
          "GET /readyz",
          "GET /setup",
        ],
        [
          "GET /ws/agent",
          "POST /api/agents/enrolment",
          "POST /api/auth/login",
          "POST /api/auth/setup",
          "POST /login",
          "POST /setup",
        ],
      ].flat(),
    );
  });

  test("a method that the table does not have is refused", async () => {
    for (const path of new Set(routeKeys.map(pathOf)))
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        if (methodsAt(path).some((known) => known === method)) continue;
        const answer = await web.call(path, { method });
        expect([path, method, answer.status]).toEqual([path, method, 405]);
        expect(answer.headers.get("allow")).not.toBe(null);
      }
  });

  test("an address that the table does not have is not there", async () => {
    for (const path of [
      "/no/such",
      "/api/no",
      "/api",
      "/ws",
      "/debug",
      "/api/machines/../keys/x/y",
      "/.env",
      "/metrics/",
    ])
      expect([path, (await web.call(path)).status]).toEqual([path, 404]);
  });
});

describe("a role", () => {
  const rank = ["viewer", "operator", "admin"];
  for (const role of ["viewer", "operator"])
    test(`${role} gets exactly its own routes`, async () => {
      const web = await startWeb();
      try {
        await web.addPerson(role, role);
        const browser = await web.browser(role);
        for (const key of routeKeys) {
          const needs = permissions[key];
          if (!rank.includes(needs) || key === "POST /logout" || key === "POST /api/auth/logout") continue;
          const answer = await send(web, key, browser);
          const may = rank.indexOf(needs) <= rank.indexOf(role);
          expect([key, answer.status === 403]).toEqual([key, !may]);
        }
      } finally {
        await web.close();
      }
    });
});

describe("the agents' socket", () => {
  test("refuses cookies", async () => {
    const web = await startWeb();
    try {
      const anna = await web.browser();
      const answer = await send(web, "GET /ws/agent", anna);
      expect([answer.status, await codeOf(answer)]).toEqual([403, "forbidden"]);
    } finally {
      await web.close();
    }
  });
});
