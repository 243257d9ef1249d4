import { afterEach, describe, expect, test } from "bun:test";
import type { SignInView, UserView } from "../../api/user.ts";
import { audit } from "../audit/table.ts";
import { password, startWeb, type Web } from "../http/testing/web.ts";
import { signIn } from "./table.ts";

const open: Web[] = [];
async function start() {
  const web = await startWeb();
  open.push(web);
  const anna = await web.browser();
  const get = async <T>(path: string, headers: Record<string, string> = anna): Promise<T> =>
    (await web.call(path, { headers })).json() as Promise<T>;
  const send = (method: string, path: string, body: unknown, headers: Record<string, string> = anna) =>
    web.json(path, body, headers, method);
  const enter = async (username: string, word = password) =>
    (await web.json("/api/auth/login", { username, password: word })).status;
  return { web, anna, get, send, enter };
}
afterEach(async () => {
  for (const web of open.splice(0)) await web.close();
});
const codeOf = async (answer: Response): Promise<unknown> => ((await answer.json()) as { code: string }).code;

describe("a person", () => {
  test("is added by an admin, and signs in", async () => {
    const { get, send, enter } = await start();
    const made = await send("POST", "/api/users", {
      username: "bert",
      password: "long enough 1",
      role: "operator",
      name: "Bert B.",
      email: "bert@example.org",
      scope: "tag:web",
    });
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ username: "bert", role: "operator", scope: "tag:web", active: true });
    expect(await enter("bert", "long enough 1")).toBe(200);
    const { items } = await get<{ items: UserView[] }>("/api/users");
    expect(items.map(({ username, lastLoginAt }) => [username, lastLoginAt !== undefined])).toEqual([
      ["anna", true],
      ["bert", true],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/argon2|totp/i);
  });

  test("cannot be called as another, whatever the case", async () => {
    const { send } = await start();
    const asked = { username: "Anna", password: "long enough 1", role: "viewer" };
    expect(await codeOf(await send("POST", "/api/users", asked))).toBe("conflict");
  });

  test.each([
    [{ username: "-x", password: "long enough 1", role: "viewer" }, "validation"],
    [{ username: "x", password: "short", role: "viewer" }, "validation"],
    [{ username: "x", password: "long enough 1", role: "root" }, "validation"],
    [{ username: "x", password: "long enough 1", role: "viewer", email: "no" }, "validation"],
    [{ username: "x", password: "long enough 1", role: "viewer", name: "a\u202eb" }, "validation"],
    [{ username: "x\u200b", password: "long enough 1", role: "viewer" }, "validation"],
    [{ username: "x", password: "long enough 1", role: "viewer", scope: "tag:" }, "bad_expression"],
    [{ username: "x", password: "long enough 1", role: "viewer", scope: "os:debian" }, "bad_expression"],
    [{ username: "x", password: "long enough 1", role: "viewer", scope: "not cpu>80" }, "bad_expression"],
    [{ username: "x", password: "long enough 1", role: "admin", scope: "tag:web" }, "validation"],
  ])("is not made of %j", async (asked, code) => {
    const { send } = await start();
    expect(await codeOf(await send("POST", "/api/users", asked))).toBe(code);
  });

  test("who is not active any more is out at once, and in again once active", async () => {
    const { web, send, enter, get } = await start();
    const { id } = await web.addPerson("bert", "operator");
    const bert = await web.browser("bert");
    const { secret } = await (await send("POST", "/api/keys", { label: "k", role: "viewer" }, bert)).json();
    const key = { authorization: `Bearer ${secret}` };
    expect((await send("PATCH", `/api/users/${id}`, { active: false })).status).toBe(200);
    expect((await web.call("/api/auth/me", { headers: bert })).status).toBe(401);
    expect((await web.call("/api/auth/me", { headers: key })).status).toBe(401);
    expect(await enter("bert")).toBe(401);
    await send("PATCH", `/api/users/${id}`, { active: true });
    expect((await web.call("/api/auth/me", { headers: bert })).status).toBe(401);
    expect(await get<object>("/api/auth/me", key)).toMatchObject({ role: "viewer" });
  });

  test("who is removed leaves no sign-in and no key behind", async () => {
    const { web, send, enter } = await start();
    await web.addPerson("bert", "operator");
    const bert = await web.browser("bert");
    const { secret } = await (await send("POST", "/api/keys", { label: "k", role: "viewer" }, bert)).json();
    expect((await send("DELETE", "/api/users/bert", {})).status).toBe(204);
    expect((await web.call("/api/auth/me", { headers: bert })).status).toBe(401);
    expect((await web.call("/api/auth/me", { headers: { authorization: `Bearer ${secret}` } })).status).toBe(401);
    expect(await enter("bert")).toBe(401);
    expect(await codeOf(await send("DELETE", "/api/users/bert", {}))).toBe("not_found");
  });

  test("does not come in by a password that is changed while it is being checked", async () => {
    const { web, send } = await start();
    await web.addPerson("bert", "operator");
    // The new password's hash is ready first: what takes its time below is the check of the old one.
    const statuses = await Promise.all([
      send("PATCH", "/api/users/bert", { password: "another long one" }).then(({ status }) => status),
      ...Array.from({ length: 6 }, () =>
        web.json("/api/auth/login", { username: "bert", password }).then(({ status }) => status),
      ),
    ]);
    const open = web.db.read.select().from(signIn).all();
    const theirs = open.filter(({ personId }) => web.accounts.store.person(personId)?.username === "bert");
    expect([statuses[0], theirs]).toEqual([200, []]);
  });

  test("whose role changes has to sign in again", async () => {
    const { web, send } = await start();
    await web.addPerson("bert", "operator");
    const bert = await web.browser("bert");
    await send("PATCH", "/api/users/bert", { role: "viewer" });
    expect((await web.call("/api/auth/me", { headers: bert })).status).toBe(401);
  });

  test("who becomes an admin loses the scope, and may not get one", async () => {
    const { web, send } = await start();
    await web.addPerson("bert", "operator", "tag:web");
    expect(await (await send("PATCH", "/api/users/bert", { role: "admin" })).json()).not.toHaveProperty("scope");
    expect(await codeOf(await send("PATCH", "/api/users/bert", { scope: "tag:web" }))).toBe("validation");
  });

  test("is changed in the audit without a password", async () => {
    const { web, send } = await start();
    await web.addPerson("bert", "operator");
    await send("PATCH", "/api/users/bert", { password: "another long one", scope: "web-*" });
    const row = web.db.read.select().from(audit).all().at(-1);
    expect([row?.action, JSON.parse(row?.dataJson ?? "{}")]).toEqual([
      "person.changed",
      expect.objectContaining({ username: "bert", passwordHash: "changed", scope: { from: null, to: "web-*" } }),
    ]);
  });
});

describe("the last admin", () => {
  test.each([
    ["DELETE", {}],
    ["PATCH", { role: "operator" }],
    ["PATCH", { active: false }],
  ])("is safe from %s %j", async (method, body) => {
    const { web, send } = await start();
    await web.addPerson("sleeper", "admin");
    await send("PATCH", "/api/users/sleeper", { active: false });
    expect(await codeOf(await send(method, "/api/users/anna", body))).toBe("last_admin");
    expect((await send("PATCH", "/api/users/anna", { name: "Anna" })).status).toBe(200);
  });

  test("is left, also when two are taken away in the same moment", async () => {
    const { web, send, get } = await start();
    await web.addPerson("bert", "admin");
    const bert = await web.browser("bert");
    const statuses = await Promise.all([
      send("PATCH", "/api/users/bert", { role: "viewer" }).then(({ status }) => status),
      send("PATCH", "/api/users/anna", { role: "viewer" }, bert).then(({ status }) => status),
    ]);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409]);
    const local = (await (await web.local("/api/users")).json()) as { items: UserView[] };
    expect(local.items.filter(({ role }) => role === "admin").length).toBe(1);
    expect(get).toBeFunction();
  });
});

describe("one's own account", () => {
  test("takes a new password only with the old one, and ends the other sign-ins", async () => {
    const { web, anna, send, enter } = await start();
    const other = await web.browser();
    const path = "/api/account/password";
    expect(await codeOf(await send("POST", path, { oldPassword: "no", password: "brand new one" }))).toBe(
      "invalid_credentials",
    );
    expect((await send("POST", path, { oldPassword: password, password: "brand new one" })).status).toBe(204);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(200);
    expect((await web.call("/api/auth/me", { headers: other })).status).toBe(401);
    expect([await enter("anna"), await enter("anna", "brand new one")]).toEqual([401, 200]);
  });

  test("refuses guesses at the old password after a few", async () => {
    const { send } = await start();
    const guess = () => send("POST", "/api/account/password", { oldPassword: "x", password: "brand new one" });
    const statuses: number[] = [];
    for (let n = 0; n < 11; n++) statuses.push((await guess()).status);
    expect([statuses[9], statuses[10]]).toEqual([401, 429]);
  });

  test("lists its sign-ins, and ends one or all others", async () => {
    const { web, anna, get, send } = await start();
    const [second, third] = [await web.browser(), await web.browser()];
    const { items } = await get<{ items: SignInView[] }>("/api/account/sign-ins");
    expect(items.length).toBe(3);
    expect(items.filter(({ current }) => current).length).toBe(1);
    expect(items[0]).toMatchObject({ kind: "cookie", address: "127.0.0.1", userAgent: expect.stringContaining("Bun") });
    const theirs = await get<{ items: SignInView[] }>("/api/account/sign-ins", second);
    const id = theirs.items.find(({ current }) => current)?.id ?? "";
    expect((await send("DELETE", `/api/account/sign-ins/${id}`, {})).status).toBe(204);
    expect((await web.call("/api/auth/me", { headers: second })).status).toBe(401);
    expect((await web.call("/api/auth/me", { headers: third })).status).toBe(200);
    await send("DELETE", "/api/account/sign-ins", {});
    expect((await web.call("/api/auth/me", { headers: third })).status).toBe(401);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(200);
  });

  test("does not end another's sign-in by its id", async () => {
    const { web, get, send } = await start();
    await web.addPerson("bert", "viewer");
    const bert = await web.browser("bert");
    const { items } = await get<{ items: SignInView[] }>("/api/account/sign-ins");
    expect(await codeOf(await send("DELETE", `/api/account/sign-ins/${items[0]?.id}`, {}, bert))).toBe("not_found");
  });

  test("is nothing that a key or the local admin has", async () => {
    const { web, send } = await start();
    const { secret } = await (await send("POST", "/api/keys", { label: "k", role: "admin" })).json();
    const key = { authorization: `Bearer ${secret}` };
    expect(await codeOf(await web.call("/api/account", { headers: key }))).toBe("wrong_state");
    expect(await codeOf(await web.local("/api/account"))).toBe("wrong_state");
  });
});

describe("a key", () => {
  test("is made by anybody for themselves, at most with their own role", async () => {
    const { web, send } = await start();
    await web.addPerson("vera", "viewer");
    const vera = await web.browser("vera");
    expect((await send("POST", "/api/keys", { label: "k", role: "viewer" }, vera)).status).toBe(201);
    expect(await codeOf(await send("POST", "/api/keys", { label: "k", role: "operator" }, vera))).toBe("forbidden");
  });

  test("of a person with a scope reaches no further than both", async () => {
    const { web, send, get } = await start();
    await web.addPerson("bert", "operator", "tag:web");
    const bert = await web.browser("bert");
    const { secret } = await (
      await send("POST", "/api/keys", { label: "k", role: "operator", scope: "web-1, db-1" }, bert)
    ).json();
    expect(await get<object>("/api/auth/me", { authorization: `Bearer ${secret}` })).toMatchObject({
      scope: "(tag:web) and (web-1, db-1)",
    });
  });

  test("makes no other key, unless it is an admin's", async () => {
    const { send } = await start();
    const { secret } = await (await send("POST", "/api/keys", { label: "k", role: "operator" })).json();
    const made = await send(
      "POST",
      "/api/keys",
      { label: "k2", role: "viewer" },
      { authorization: `Bearer ${secret}` },
    );
    expect(await codeOf(made)).toBe("forbidden");
  });

  test("is seen and revoked by its maker and by admins, nobody else", async () => {
    const { web, send, get } = await start();
    await web.addPerson("vera", "viewer");
    await web.addPerson("bert", "operator");
    const [vera, bert] = [await web.browser("vera"), await web.browser("bert")];
    const { key } = await (await send("POST", "/api/keys", { label: "k", role: "viewer" }, vera)).json();
    const list = async (who?: Record<string, string>) =>
      (await get<{ items: object[] }>("/api/keys", who)).items.length;
    expect([await list(), await list(vera), await list(bert)]).toEqual([1, 1, 0]);
    expect(await codeOf(await send("DELETE", `/api/keys/${key.id}`, {}, bert))).toBe("not_found");
    expect((await send("DELETE", `/api/keys/${key.id}`, {})).status).toBe(204);
    expect(await list()).toBe(0);
  });

  test("says when it was used last", async () => {
    const { web, send, get } = await start();
    const { secret } = await (await send("POST", "/api/keys", { label: "k", role: "viewer" })).json();
    await web.call("/api/auth/me", { headers: { authorization: `Bearer ${secret}` } });
    const used = async () =>
      (await get<{ items: { lastUsedAt?: string }[] }>("/api/keys")).items[0]?.lastUsedAt !== undefined;
    for (let n = 0; n < 40 && !(await used()); n++) await Bun.sleep(50);
    expect(await used()).toBe(true);
  });
});
