import { afterEach, describe, expect, test } from "bun:test";
import { cookieIn, startWeb, type Web } from "../http/testing/web.ts";
import { ensureAdmin } from "./admin.ts";

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

describe("set-up", () => {
  const first = { username: "anna", password: "ten letters" };

  test("makes an admin with the printed code", async () => {
    const web = await start({ nobody: true });
    web.accounts.setup.open();
    const answer = await web.json("/api/auth/setup", { ...first, code: web.codes[0] });
    expect(answer.status).toBe(200);
    const me = await web.call("/api/auth/me", { headers: { cookie: cookieIn(answer) } });
    expect(await me.json()).toMatchObject({ name: "anna", role: "admin" });
  });

  test("forgives small letters and a missing dash", async () => {
    const web = await start({ nobody: true });
    web.accounts.setup.open();
    const typed = web.codes[0]?.toLowerCase().replace("-", "");
    expect((await web.json("/api/auth/setup", { ...first, code: typed })).status).toBe(200);
  });

  test("refuses a wrong code, and prints a new one after five", async () => {
    const web = await start({ nobody: true });
    web.accounts.setup.open();
    for (let n = 0; n < 5; n++)
      expect(await code(await web.json("/api/auth/setup", { ...first, code: "AAAA-AAAA" }))).toBe("setup_code_wrong");
    expect(web.codes.length).toBe(2);
    expect(await code(await web.json("/api/auth/setup", { ...first, code: web.codes[0] }))).toBe("setup_code_wrong");
    expect((await web.json("/api/auth/setup", { ...first, code: web.codes[1] })).status).toBe(200);
  });

  test("lets only one of two at once in", async () => {
    const web = await start({ nobody: true });
    web.accounts.setup.open();
    const both = await Promise.all(
      ["anna", "bert"].map((username) => web.json("/api/auth/setup", { ...first, username, code: web.codes[0] })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test("is over once there is a person", async () => {
    const web = await start();
    web.accounts.setup.open();
    expect(web.codes).toEqual([]);
    expect(await code(await web.json("/api/auth/setup", { ...first, code: "AAAA-AAAA" }))).toBe("already_set_up");
    expect((await web.call("/setup")).headers.get("location")).toBe("/login");
  });

  test("names the fields that are not right", async () => {
    const web = await start({ nobody: true });
    const answer = await web.json("/api/auth/setup", { code: "x", username: "a b", password: "short", extra: 1 });
    expect(await answer.json()).toMatchObject({
      code: "validation",
      fields: {
        username: "may hold letters, digits and . _ @ + - only",
        password: "needs at least 10 characters",
        extra: "is not known here",
      },
    });
  });

  test("works as a form, and shows what was wrong beside its field", async () => {
    const web = await start({ nobody: true });
    web.accounts.setup.open();
    const send = (fields: Record<string, string>) =>
      web.call("/setup", { method: "POST", headers: { origin: web.url }, body: new URLSearchParams(fields) });
    const refused = await send({ ...first, password: "short", code: web.codes[0] ?? "" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("needs at least 10 characters");
    const done = await send({ ...first, code: web.codes[0] ?? "" });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/"]);
    expect(cookieIn(done)).toStartWith("ailx=");
  });
});

describe("the admin of the environment", () => {
  const from = (web: Web, password: string) => ensureAdmin(web.accounts, { username: "root@home", password });

  test("is made once", async () => {
    const web = await start({ nobody: true });
    expect([await from(web, "first"), await from(web, "first")]).toEqual(["created", "same"]);
    web.accounts.setup.open();
    expect(web.codes).toEqual([]);
  });

  test("gets a changed password, which ends the sign-ins", async () => {
    const web = await start({ nobody: true });
    await from(web, "first");
    const answer = await web.json("/api/auth/login", { username: "root@home", password: "first" });
    expect(await from(web, "second")).toBe("changed");
    expect((await web.call("/api/auth/me", { headers: { cookie: cookieIn(answer) } })).status).toBe(401);
    expect((await web.json("/api/auth/login", { username: "root@home", password: "second" })).status).toBe(200);
  });

  test("needs both values", async () => {
    const web = await start({ nobody: true });
    const refused: unknown = await ensureAdmin(web.accounts, { username: "root" }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "config_invalid" });
  });
});
