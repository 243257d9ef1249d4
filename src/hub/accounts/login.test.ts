import { afterEach, describe, expect, test } from "bun:test";
import { cookieIn, password, startWeb, type Web } from "../http/testing/web.ts";
import { idleMs, maximumMs } from "./identify.ts";
import { audit } from "../audit/table.ts";

const open: Web[] = [];
const start = async (wish: Parameters<typeof startWeb>[0] = {}) => {
  const web = await startWeb(wish);
  open.push(web);
  return web;
};
afterEach(async () => {
  for (const web of open.splice(0)) await web.close();
});
const code = async (answer: Response): Promise<string> => (await answer.json()).code;
const hourMs = 3_600_000;

describe("a login", () => {
  test("gives a cookie that scripts cannot read", async () => {
    const web = await start();
    const answer = await web.json("/api/auth/login", { username: "anna", password });
    const set = answer.headers.getSetCookie()[0] ?? "";
    expect(set).toMatch(/^ailx=[\w-]{43}; /);
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(set).toContain(part);
    expect(set).not.toContain("Secure");
  });

  test("gives a __Host- cookie over TLS", async () => {
    const web = await start({ selfSigned: true });
    const set = (await web.json("/api/auth/login", { username: "anna", password })).headers.getSetCookie()[0] ?? "";
    expect(set).toMatch(/^__Host-ailx=[\w-]{43}; /);
    expect(set).toContain("Secure");
  });

  test("gives a bearer where one is asked for", async () => {
    const web = await start();
    const { bearer } = await (await web.json("/api/auth/login", { username: "anna", password, bearer: true })).json();
    const me = await web.call("/api/auth/me", { headers: { authorization: `Bearer ${bearer}` } });
    expect(me.status).toBe(200);
    web.later(12 * hourMs);
    expect((await web.call("/api/auth/me", { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(401);
  });

  test("says the same of a wrong password and of nobody", async () => {
    const web = await start();
    const wrong = await web.json("/api/auth/login", { username: "anna", password: "x" });
    const nobody = await web.json("/api/auth/login", { username: "nobody", password: "x" });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await nobody.json());
  });

  test("takes about as long for nobody", async () => {
    const web = await start();
    const msOf = async (username: string) => {
      const startedMs = performance.now();
      await web.json("/api/auth/login", { username, password: "x" });
      return performance.now() - startedMs;
    };
    await msOf("nobody");
    const [nobody, anna] = [await msOf("nobody2"), await msOf("anna")];
    expect(nobody).toBeGreaterThan(anna / 4);
  });

  test("replaces the sign-in that the browser had", async () => {
    const web = await start();
    const old = await web.browser();
    const answer = await web.json("/api/auth/login", { username: "anna", password }, old);
    expect(cookieIn(answer)).not.toBe(old.cookie);
    expect((await web.call("/api/auth/me", { headers: old })).status).toBe(401);
  });

  test("is refused to someone who is not active", async () => {
    const web = await start();
    const { id } = await web.addPerson("gone", "operator");
    await web.db.commit({ do: [web.accounts.store.changePerson(id, { active: 0 })] });
    expect(await code(await web.json("/api/auth/login", { username: "gone", password }))).toBe("invalid_credentials");
  });

  test("is throttled by address, whatever X-Forwarded-For says", async () => {
    const web = await start();
    const answers: Response[] = [];
    for (let n = 0; n < 50; n++)
      answers.push(
        await web.json(
          "/api/auth/login",
          { username: `nobody${n}`, password: "x" },
          { "x-forwarded-for": `198.51.100.${n}` },
        ),
      );
    expect(answers.filter(({ status }) => status === 429).length).toBe(40);
    expect(Number(answers.at(-1)?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("is throttled by name, from many addresses, for longer each time and never for ever", async () => {
    const web = await start({ settings: { trustedProxies: ["127.0.0.1"] } });
    let from = 0;
    const guess = () =>
      web.json(
        "/api/auth/login",
        { username: "anna", password: "x" },
        { "x-forwarded-for": `198.51.${(from += 1) >> 8}.${from & 255}` },
      );
    for (let n = 0; n < 10; n++) expect((await guess()).status).toBe(401);
    const waits: number[] = [];
    for (let n = 0; n < 12; n++) {
      const refused = await guess();
      expect(refused.status).toBe(429);
      waits.push(Number(refused.headers.get("retry-after")));
      web.later((waits.at(-1) ?? 0) * 1_000);
      expect((await guess()).status).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });

  test("of someone whose name others guess at works in the browser that was let in before", async () => {
    const web = await start({ settings: { trustedProxies: ["127.0.0.1"] } });
    const first = await web.json("/api/auth/login", { username: "anna", password });
    const mark =
      first.headers
        .getSetCookie()
        .map((set) => set.split(";")[0])
        .find((set) => set?.startsWith("ailx-known=")) ?? "";
    for (let n = 0; n < 11; n++)
      await web.json("/api/auth/login", { username: "anna", password: "x" }, { "x-forwarded-for": `203.0.113.${n}` });
    const from = { "x-forwarded-for": "192.0.2.9" };
    expect((await web.json("/api/auth/login", { username: "anna", password }, from)).status).toBe(429);
    const known = { ...from, cookie: mark, origin: web.url };
    expect((await web.json("/api/auth/login", { username: "anna", password }, known)).status).toBe(200);
    const forged = { ...known, cookie: `${mark.slice(0, -4)}0000` };
    expect((await web.json("/api/auth/login", { username: "anna", password }, forged)).status).toBe(429);
    await web.addPerson("bert", "viewer");
    for (let n = 0; n < 10; n++) await web.json("/api/auth/login", { username: "bert", password: "x" }, { ...known });
    const other = await web.json("/api/auth/login", { username: "bert", password }, known);
    expect([other.status, "a mark is its own person's"]).toEqual([429, "a mark is its own person's"]);
  });

  test("by form leads back to the page that was asked for", async () => {
    const web = await start();
    const asked = await web.call("/tasks/abc?tab=output");
    expect(asked.headers.get("location")).toBe("/login?next=%2Ftasks%2Fabc%3Ftab%3Doutput");
    const answer = await web.call("/login", {
      method: "POST",
      headers: { origin: web.url },
      body: new URLSearchParams({ username: "anna", password, next: "/tasks/abc?tab=output" }),
    });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/tasks/abc?tab=output"]);
  });

  test("by form never leads to another site", async () => {
    const web = await start();
    const answer = await web.call("/login", {
      method: "POST",
      headers: { origin: web.url },
      body: new URLSearchParams({ username: "anna", password, next: "//evil.example" }),
    });
    expect(answer.headers.get("location")).toBe("/");
  });

  test("by form shows the page again where it failed", async () => {
    const web = await start();
    const answer = await web.call("/login", {
      method: "POST",
      headers: { origin: web.url },
      body: new URLSearchParams({ username: "<b>anna", password: "x" }),
    });
    expect(answer.status).toBe(401);
    const page = await answer.text();
    expect(page).toContain("is wrong");
    expect(page).not.toContain("<b>anna");
  });
});

describe("a sign-in", () => {
  test("ends at logout", async () => {
    const web = await start();
    const anna = await web.browser();
    expect((await web.call("/api/auth/logout", { method: "POST", headers: anna })).status).toBe(204);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(401);
  });

  test("ends when nobody used it for a week", async () => {
    const web = await start();
    const anna = await web.browser();
    web.later(idleMs - 60_000);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(200);
    await Bun.sleep(400);
    web.later(idleMs - 60_000);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(200);
    await Bun.sleep(400);
    web.later(idleMs);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(401);
  });

  test("ends after a month even if it is used", async () => {
    const web = await start();
    const anna = await web.browser();
    for (let day = 0; day < 28; day += 4) {
      web.later(maximumMs / 7.5);
      await web.call("/api/auth/me", { headers: anna });
      await Bun.sleep(300);
    }
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(200);
    web.later(maximumMs / 15);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(401);
  });

  test("is stored as a hash only", async () => {
    const web = await start();
    const { cookie } = await web.browser();
    const secret = cookie.split("=")[1] ?? "";
    const files = await Promise.all(["hub.db", "hub.db-wal"].map((name) => Bun.file(`${web.dir}/${name}`).text()));
    expect(secret.length).toBe(43);
    expect(files.join("").includes(secret)).toBe(false);
  });
});

describe("an API key", () => {
  test("works until it is revoked, and is shown once", async () => {
    const web = await start();
    const anna = await web.browser();
    const made = await (await web.json("/api/keys", { label: "ci", role: "operator" }, anna)).json();
    expect(made.secret).toStartWith("ailx_");
    const asKey = { authorization: `Bearer ${made.secret}` };
    expect(await (await web.call("/api/auth/me", { headers: asKey })).json()).toMatchObject({
      name: "anna (key ci)",
      role: "operator",
    });
    const list = await (await web.call("/api/keys", { headers: anna })).text();
    expect(JSON.parse(list).items).toHaveLength(1);
    expect(list).not.toContain(made.secret);
    expect((await web.call(`/api/keys/${made.key.id}`, { method: "DELETE", headers: anna })).status).toBe(204);
    expect((await web.call("/api/auth/me", { headers: asKey })).status).toBe(401);
    expect((await web.call(`/api/keys/${made.key.id}`, { method: "DELETE", headers: anna })).status).toBe(404);
  });

  test("expires", async () => {
    const web = await start();
    const { secret } = await (
      await web.json("/api/keys", { label: "ci", role: "viewer", validMs: 60_000 }, await web.browser())
    ).json();
    web.later(60_000);
    expect((await web.call("/api/auth/me", { headers: { authorization: `Bearer ${secret}` } })).status).toBe(401);
  });

  test("is never stronger than its maker is today", async () => {
    const web = await start();
    const bert = await web.addPerson("bert", "admin");
    const { secret } = await (
      await web.json("/api/keys", { label: "ci", role: "admin" }, await web.browser("bert"))
    ).json();
    const headers = { authorization: `Bearer ${secret}` };
    await web.db.commit({ do: [web.accounts.store.changePerson(bert.id, { role: "viewer" })] });
    expect((await web.call("/api/users", { headers })).status).toBe(403);
    await web.db.commit({ do: [web.accounts.store.changePerson(bert.id, { active: 0 })] });
    expect((await web.call("/api/auth/me", { headers })).status).toBe(401);
  });
});

describe("the local socket", () => {
  test("is the local admin's way in", async () => {
    const web = await start();
    const me = await (await web.local("/api/auth/me")).json();
    expect(me).toMatchObject({ id: `uid:${process.getuid?.()}`, role: "admin" });
  });
});

describe("the audit", () => {
  test("tells of logins, keys and set-up, without a secret", async () => {
    const web = await start();
    const anna = await web.browser();
    await web.json("/api/auth/login", { username: "anna", password: "hunter22" });
    await web.json("/api/auth/login", { username: "my-password-by-mistake", password: "x" });
    const { secret } = await (await web.json("/api/keys", { label: "ci", role: "viewer" }, anna)).json();
    const rows = web.db.read.select().from(audit).all();
    expect(rows.map(({ action }) => action)).toEqual([
      "login.succeeded",
      "login.failed",
      "login.failed",
      "key.created",
    ]);
    const text = JSON.stringify(rows);
    for (const hidden of [secret, "hunter22", "my-password-by-mistake", anna.cookie.split("=")[1] ?? "?"])
      expect(text).not.toContain(hidden);
  });
});
