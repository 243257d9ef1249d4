import { afterEach, describe, expect, test } from "bun:test";
import { count as sqlCount } from "drizzle-orm";
import * as z from "zod/mini";
import { AppError } from "../../domain/error.ts";
import { apiKey, person, signIn } from "../accounts/table.ts";
import { audit } from "../audit/table.ts";
import { hubLog } from "../log.ts";
import { event } from "../tasks/table.ts";
import type { Answered } from "./app.ts";
import { routeKeys, split } from "./keys.ts";
import { password, startWeb, type Web } from "./testing/web.ts";

const open: Web[] = [];
const start = async (wish: Parameters<typeof startWeb>[0] = {}) => {
  const web = await startWeb(wish);
  open.push(web);
  return web;
};
afterEach(async () => {
  for (const web of open.splice(0)) await web.close();
});

describe("a route", () => {
  test("is registered once, and only before the first request", async () => {
    const { http, call } = await start();
    expect(() => http.route("GET /login", (c) => c.body(null))).toThrow("GET /login is registered twice");
    await call("/login");
    expect(http.checkComplete()).toEqual([]);
  });

  test("with a fixed path wins over one with a part, whatever came first", async () => {
    const web = await start({
      more: ({ http }) => {
        http.route("GET /machines/:id", (c) => c.text("one"));
        http.route("GET /machines/add", (c) => c.text("add"));
      },
    });
    const anna = await web.browser();
    expect(await (await web.call("/machines/add", { headers: anna })).text()).toBe("add");
    expect(await (await web.call("/machines/x", { headers: anna })).text()).toBe("one");
  });
});

describe("an error", () => {
  const failing = () =>
    start({
      more: ({ http }) => {
        http.route("GET /api/machines", () => {
          throw new AppError("agent_offline", "web-1 is not connected.", { hint: "Look at it." });
        });
        http.route("GET /api/tools", () => {
          throw new Error("a bug with a secret");
        });
        http.route("GET /machines", () => {
          throw new AppError("not_found", "There is no <b>machine</b>.");
        });
      },
    });

  test("is JSON for programs, whatever they accept", async () => {
    const web = await failing();
    const answer = await web.call("/api/machines", { headers: { ...(await web.browser()), accept: "text/html" } });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      code: "agent_offline",
      detail: "web-1 is not connected.",
      hint: "Look at it.",
    });
  });

  test("that is a bug says nothing of itself but where to look", async () => {
    const lines: string[] = [];
    const web = await start({
      log: hubLog({ to: { write: (line: string) => void lines.push(line) } }),
      more: ({ http }) => {
        http.route("GET /api/tools", () => {
          throw new Error("a bug", { cause: new Error("deeper") });
        });
      },
    });
    const answer = await web.call("/api/tools", { headers: await web.browser() });
    const { code, hint } = await answer.json();
    expect([answer.status, code]).toEqual([500, "internal"]);
    expect(hint).toContain(answer.headers.get("x-request-id"));
    const logged = lines.find((line) => line.includes("http.bug")) ?? "";
    for (const part of ["a bug", "deeper", "app.test.ts", answer.headers.get("x-request-id") ?? "?"])
      expect(logged).toContain(part);
  });

  test("is a page for people, and a piece of one for htmx", async () => {
    const web = await failing();
    const anna = await web.browser();
    const page = await (await web.call("/machines", { headers: anna })).text();
    expect(page).toStartWith("<!doctype html>");
    expect(page).not.toContain("<b>machine");
    const piece = await web.call("/machines", {
      headers: { ...anna, "hx-request": "true", "hx-request-type": "partial" },
    });
    expect(piece.status).toBe(404);
    expect(await piece.text()).not.toContain("<html");
    const boosted = await (
      await web.call("/machines", { headers: { ...anna, "hx-request": "true", "hx-request-type": "full" } })
    ).text();
    expect(boosted).toContain("<html");
  });

  test("of a sign-in that ended makes htmx load the login", async () => {
    const web = await start();
    const answer = await web.call("/tasks", { headers: { "hx-request": "true" } });
    expect([answer.status, answer.headers.get("hx-redirect")]).toEqual([401, "/login?next=%2Ftasks"]);
  });
});

describe("a body", () => {
  const strict = () =>
    start({
      more: ({ http }) => {
        http.route("POST /api/tasks", async (c) =>
          c.json(
            await http.body(c, z.strictObject({ request: z.string().check(z.minLength(2)), n: z.optional(z.int()) })),
          ),
        );
      },
    });
  const codeOf = async (answer: Response) => [answer.status, (await answer.json()).code];

  test("is checked against its schema, a sentence a field", async () => {
    const web = await strict();
    const anna = await web.browser();
    const answer = await web.json("/api/tasks", { n: "x", other: 1 }, anna);
    expect(await answer.json()).toEqual({
      code: "validation",
      detail: "request is missing; n is not right: expected number, received string; other is not known here.",
      fields: {
        request: "is missing",
        n: "is not right: expected number, received string",
        other: "is not known here",
      },
    });
  });

  test("that is no JSON is refused", async () => {
    const web = await strict();
    const headers = { ...(await web.browser()), "content-type": "application/json" };
    expect(await codeOf(await web.call("/api/tasks", { method: "POST", headers, body: "{" }))).toEqual([
      400,
      "bad_json",
    ]);
  });

  test("of another kind is refused", async () => {
    const web = await strict();
    const anna = await web.browser();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
      expect(
        await codeOf(
          await web.call("/api/tasks", {
            method: "POST",
            headers: { ...anna, "content-type": type },
            body: '{"request":"ab"}',
          }),
        ),
      ).toEqual([415, "unsupported_media_type"]);
  });

  test("above 1 MiB is refused, also one that does not tell its length", async () => {
    const web = await strict();
    const headers = { ...(await web.browser()), "content-type": "application/json" };
    const big = JSON.stringify({ request: "x".repeat(1_100_000) });
    expect(await codeOf(await web.call("/api/tasks", { method: "POST", headers, body: big }))).toEqual([
      413,
      "too_large",
    ]);
    const inPieces = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (let at = 0; at < big.length; at += 50_000) {
          controller.enqueue(new TextEncoder().encode(big.slice(at, at + 50_000)));
          await Bun.sleep(1);
        }
        controller.close();
      },
    });
    expect(await codeOf(await web.call("/api/tasks", { method: "POST", headers, body: inPieces }))).toEqual([
      413,
      "too_large",
    ]);
  });

  test("far above it is cut off by the server itself", async () => {
    const web = await strict();
    const headers = { ...(await web.browser()), "content-type": "application/json" };
    expect((await web.call("/api/tasks", { method: "POST", headers, body: "x".repeat(8_000_000) })).status).toBe(413);
  });
});

describe("every answer", () => {
  test("carries the strict policy, and is kept by nobody", async () => {
    const web = await start();
    for (const path of ["/login", "/api/nothing", "/healthz", "/nothing"]) {
      const { headers } = await web.call(path);
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect([
        headers.get("x-content-type-options"),
        headers.get("cache-control"),
        headers.get("x-frame-options"),
      ]).toEqual(["nosniff", "no-store", "DENY"]);
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.has("strict-transport-security")).toBe(false);
    }
    expect((await web.call("/login")).headers.get("vary")).toContain("HX-Request, HX-Request-Type");
  });

  test("insists on TLS where there is TLS", async () => {
    const web = await start({ selfSigned: true });
    expect((await web.call("/login")).headers.get("strict-transport-security")).toBe("max-age=31536000");
  });
});

describe("strangers", () => {
  test("with 8 KiB cookies make nothing grow", async () => {
    const web = await start();
    const flood = async (count: number, from: number) => {
      for (let n = 0; n < count; n += 50)
        await Promise.all(
          Array.from({ length: 50 }, async (_, k) =>
            (await web.call("/tasks", { headers: { cookie: `ailx=${from + n + k}${"c".repeat(8_000)}` } })).text(),
          ),
        );
      Bun.gc(true);
      return process.memoryUsage().heapUsed;
    };
    await flood(2_000, 0);
    const before = await flood(2_000, 10_000);
    const after = await flood(6_000, 20_000);
    expect(after - before).toBeLessThan(8_000_000);
  }, 60_000);

  test("who guess secrets are slowed down", async () => {
    const web = await start();
    const statuses = await Promise.all(
      Array.from(
        { length: 650 },
        async (_, n) => (await web.call("/api/tasks", { headers: { authorization: `Bearer ailx_guess${n}` } })).status,
      ),
    );
    expect(statuses.filter((status) => status === 401).length).toBe(600);
    expect(statuses.filter((status) => status === 429).length).toBe(50);
  });
});

describe("the log", () => {
  test("holds no secret after a whole visit", async () => {
    const lines: string[] = [];
    const web = await start({
      log: hubLog({ level: "debug", to: { write: (line: string) => void lines.push(line) } }),
    });
    const { bearer, ...rest } = await (
      await web.json("/api/auth/login", { username: "anna", password, bearer: true })
    ).json();
    const anna = await web.browser();
    const { secret } = await (await web.json("/api/keys", { label: "ci", role: "viewer" }, anna)).json();
    await web.call(`/api/auth/me?token=${secret}`, { headers: { authorization: `Bearer ${secret}` } });
    await web.call(`/login?next=/tasks/${bearer}`, {});
    await web.json("/api/auth/login", { username: "anna", password: "hunter22" });
    expect(rest.person.name).toBe("anna");
    const text = lines.join("");
    expect(text).toContain("http.request");
    for (const hidden of [bearer, secret, password, "hunter22", anna.cookie.split("=")[1]])
      expect(text).not.toContain(hidden);
  });
});

describe("a GET", () => {
  test("changes nothing", async () => {
    const web = await start();
    const anna = await web.browser();
    const count = () =>
      [audit, event, signIn, apiKey, person].map(
        (table) => web.db.read.select({ rows: sqlCount() }).from(table).get()?.rows,
      );
    const before = count();
    for (const key of routeKeys.filter((each) => each.startsWith("GET ") && !each.startsWith("GET /ws/")))
      await web.call(`${split(key).path.replaceAll(/:\w+/g, "x")}?code=a&next=%2F&run=%60id%60`, { headers: anna });
    expect(count()).toEqual(before);
  });
});

describe("a socket", () => {
  const opened = async (web: Web, path: string, headers: Record<string, string>) => {
    // Bun takes headers and certificates here; the browser's types do not know of them.
    const socket = Reflect.construct(WebSocket, [
      `${web.url.replace("http", "ws")}${path}`,
      { headers, ...web.trust },
    ]) as WebSocket;
    const how = await new Promise<string>((resolve) => {
      socket.addEventListener("open", () => resolve("open"));
      socket.addEventListener("error", () => resolve("refused"));
    });
    socket.close();
    return how;
  };

  for (const [way, selfSigned] of [
    ["plain HTTP", false],
    ["a self-made certificate", true],
  ] as const)
    test(`opens for the hub's own page only, over ${way}`, async () => {
      const web = await start({ selfSigned });
      const anna = await web.browser();
      expect(await opened(web, "/ws/runs/x/output", anna)).toBe("open");
      expect(await opened(web, "/ws/runs/x/output", { ...anna, origin: "https://evil.example" })).toBe("refused");
      expect(await opened(web, "/ws/runs/x/output", { cookie: anna.cookie })).toBe("refused");
      expect(await opened(web, "/ws/runs/x/output", {})).toBe("refused");
      expect(await opened(web, "/ws/agent", {})).toBe("open");
      expect(await opened(web, "/ws/agent", anna)).toBe("refused");
    });

  test("opens for a program with a key", async () => {
    const web = await start();
    const { secret } = await (await web.json("/api/keys", { label: "ci", role: "viewer" }, await web.browser())).json();
    expect(await opened(web, "/ws/runs/x/output", { authorization: `Bearer ${secret}` })).toBe("open");
  });
});

describe("counting", () => {
  test("names routes by their key, never by what was asked", async () => {
    const seen: Answered[] = [];
    const web = await start({ answered: (what) => void seen.push(what) });
    await web.call("/tasks/secret-thing");
    await web.call("/no/such/thing");
    expect(seen.map(({ route, status }) => `${route} ${status}`)).toEqual(["GET /tasks/:id 303", "none 404"]);
  });
});
