import { afterEach, describe, expect, test } from "bun:test";
import { audit } from "../audit/table.ts";
import { password, startWeb, type Web } from "../http/testing/web.ts";
import { person, recoveryCode } from "./table.ts";
import { stepAt, totpCode } from "./totp.ts";

const open: Web[] = [];
afterEach(async () => {
  for (const web of open.splice(0)) await web.close();
});
async function start(wish: Parameters<typeof startWeb>[0] = {}) {
  const web = await startWeb(wish);
  open.push(web);
  let ahead = 0;
  const later = (ms: number): void => {
    ahead += ms;
    web.later(ms);
  };
  const anna = await web.browser();
  const post = (path: string, body: object, headers: Record<string, string> = anna) => web.json(path, body, headers);
  const code = (secret: string, off = 0): string => totpCode(secret, stepAt(Date.now() + ahead) + off);
  const login = (more: object = {}) => post("/api/auth/login", { username: "anna", password, ...more }, {});
  /** A factor is set up, and the step of its first code is over. */
  const enrolled = async () => {
    const { secret } = await (await post("/api/account/totp", { password })).json();
    const answer = await post("/api/account/totp/confirmation", { code: code(secret) });
    const { recoveryCodes } = (await answer.json()) as { recoveryCodes: string[] };
    later(60_000);
    return { secret: String(secret), recoveryCodes };
  };
  return { web, anna, post, code, login, enrolled, later };
}
const told = async (answer: Response): Promise<unknown> =>
  answer.ok ? answer.status : ((await answer.json()) as { code: string }).code;

describe("a second factor", () => {
  test("counts only once a code confirmed it, and needs the password first", async () => {
    const { post, login, code } = await start();
    expect(await told(await post("/api/account/totp", { password: "x" }))).toBe("invalid_credentials");
    const begun = await (await post("/api/account/totp", { password })).json();
    expect([begun.secret, begun.qr]).toEqual([expect.stringMatching(/^[A-Z2-7]{32}$/), expect.stringMatching(/^<svg/)]);
    expect(String(begun.uri)).toBe(`otpauth://totp/ailx:anna?secret=${begun.secret}&issuer=ailx`);
    expect(await told(await login())).toBe(200);
    expect(await told(await post("/api/account/totp/confirmation", { code: "000000" }))).toBe("second_factor_wrong");
    expect(await told(await post("/api/account/totp/confirmation", { code: code(begun.secret) }))).toBe(200);
    expect(await told(await login())).toBe("second_factor_required");
  });

  test("ends the sign-ins that were made without it, but not this one", async () => {
    const { web, anna, enrolled } = await start();
    const other = await web.browser();
    await enrolled();
    expect((await web.call("/api/auth/me", { headers: other })).status).toBe(401);
    expect((await web.call("/api/auth/me", { headers: anna })).status).toBe(200);
  });

  test("is asked for after the right password only, and a wrong one says the same as ever", async () => {
    const { login, enrolled } = await start();
    await enrolled();
    expect(await told(await login({ password: "x" }))).toBe("invalid_credentials");
    expect(await told(await login({ password: "x", code: "123456" }))).toBe("invalid_credentials");
    expect(await told(await login({ code: "123456" }))).toBe("second_factor_wrong");
  });

  test("takes a code once", async () => {
    const { login, enrolled, code, later } = await start();
    const { secret } = await enrolled();
    const now = code(secret);
    expect(await told(await login({ code: now }))).toBe(200);
    expect(await told(await login({ code: now }))).toBe("second_factor_wrong");
    expect(await told(await login({ code: code(secret, -1) }))).toBe("second_factor_wrong");
    later(30_000);
    expect(await told(await login({ code: code(secret) }))).toBe(200);
  });

  test("takes a code once, also of two who send it in the same moment", async () => {
    const { login, enrolled, code } = await start();
    const { secret } = await enrolled();
    const same = code(secret);
    const answers = await Promise.all([login({ code: same }), login({ code: same }), login({ code: same })]);
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 401, 401]);
  });

  test("does not take the code that confirmed it", async () => {
    const { post, login, code } = await start();
    const { secret } = await (await post("/api/account/totp", { password })).json();
    const first = code(secret);
    await post("/api/account/totp/confirmation", { code: first });
    expect(await told(await login({ code: first }))).toBe("second_factor_wrong");
  });

  test("is guessed at ten times, then slower and slower, whatever the address", async () => {
    const { web, enrolled, post } = await start({ settings: { trustedProxies: ["127.0.0.1"] } });
    await enrolled();
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const from = { "x-forwarded-for": `198.51.100.${n}` };
      statuses.push((await post("/api/auth/login", { username: "anna", password, code: "000000" }, from)).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect(web.url).toBeString();
  });

  test("recovery codes are good once each, and new ones make the old ones void", async () => {
    const { login, enrolled, post, anna } = await start();
    const { recoveryCodes } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [one = "", two = ""] = recoveryCodes;
    expect(one).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    expect(await told(await login({ code: one.toLowerCase().replaceAll("-", " ") }))).toBe(200);
    expect(await told(await login({ code: one }))).toBe("second_factor_wrong");
    const renewed = await (await post("/api/account/recovery-codes", { password }, anna)).json();
    expect(await told(await login({ code: two }))).toBe("second_factor_wrong");
    expect(await told(await login({ code: renewed.recoveryCodes[0] }))).toBe(200);
  });

  test("of one person opens nothing for another", async () => {
    const { web, enrolled, post, code } = await start();
    const { secret, recoveryCodes } = await enrolled();
    await web.addPerson("bert", "viewer");
    const bert = await web.browser("bert");
    const begun = await (await post("/api/account/totp", { password }, bert)).json();
    await post("/api/account/totp/confirmation", { code: code(begun.secret) }, bert);
    for (const foreign of [code(secret), recoveryCodes[3] ?? ""])
      expect(await told(await post("/api/auth/login", { username: "bert", password, code: foreign }, {}))).toBe(
        "second_factor_wrong",
      );
  });

  test("goes with the password, or by an admin", async () => {
    const { web, enrolled, post, login } = await start();
    await enrolled();
    expect(await told(await post("/api/account/totp/removal", { password: "x" }))).toBe("invalid_credentials");
    expect(await told(await post("/api/account/totp/removal", { password }))).toBe(204);
    expect(await told(await login())).toBe(200);
    await enrolled();
    const body = JSON.stringify({ secondFactor: false });
    const headers = { "content-type": "application/json" };
    expect((await web.local("/api/users/anna", { method: "PATCH", body, headers })).status).toBe(200);
    expect(await told(await login())).toBe(200);
    expect(web.db.read.select().from(recoveryCode).all()).toEqual([]);
  });

  test("is nowhere in the database or the audit as it is", async () => {
    const { web, enrolled } = await start();
    const { secret, recoveryCodes } = await enrolled();
    const kept = JSON.stringify([
      web.db.read.select().from(person).all(),
      web.db.read.select().from(recoveryCode).all(),
      web.db.read.select().from(audit).all(),
    ]);
    for (const one of [secret, ...recoveryCodes, ...recoveryCodes.map((each) => each.replaceAll("-", ""))])
      expect(kept).not.toContain(one);
    expect(
      web.db.read
        .select()
        .from(audit)
        .all()
        .map(({ action }) => action),
    ).toContain("second_factor.set");
  });
});

describe("the sign-in page", () => {
  const form = (web: Web, fields: Record<string, string>) =>
    web.call("/login", { method: "POST", headers: { origin: web.url }, body: new URLSearchParams(fields) });
  const stepIn = (html: string): string => /name="step" value="([\w-]+)"/.exec(html)?.[1] ?? "";

  test("asks for the code on a second page, which holds no password", async () => {
    const { web, enrolled, code } = await start();
    const { secret } = await enrolled();
    const first = await form(web, { username: "anna", password, next: "/machines" });
    const html = await first.text();
    expect([first.status, html.includes(password), html.includes("one-time-code")]).toEqual([200, false, true]);
    const step = stepIn(html);
    const wrong = await form(web, { step, code: "000000", next: "/machines" });
    expect([wrong.status, stepIn(await wrong.text()) === step]).toEqual([401, true]);
    const done = await form(web, { step, code: code(secret), next: "/machines" });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/machines"]);
    const again = await form(web, { step, code: code(secret, 1) });
    expect(again.status).toBe(401);
  });

  test("begins again where the first page is too long ago", async () => {
    const { web, enrolled, code, later } = await start();
    const { secret } = await enrolled();
    const step = stepIn(await (await form(web, { username: "anna", password })).text());
    later(5 * 60_000);
    const late = await form(web, { step, code: code(secret) });
    expect([late.status, (await late.text()).includes("That took too long")]).toEqual([401, true]);
  });

  test("takes no step that it did not give", async () => {
    const { web, enrolled, code } = await start();
    const { secret } = await enrolled();
    expect((await form(web, { step: "A".repeat(43), code: code(secret) })).status).toBe(401);
  });
});

describe("where admins need a second factor", () => {
  test("one without can do nothing but set it up", async () => {
    const { web, anna, post, enrolled } = await start({ adminsNeedTotp: true });
    expect(await told(await web.call("/api/users", { headers: anna }))).toBe("second_factor_missing");
    expect(await told(await post("/api/keys", { label: "k", role: "admin" }))).toBe("second_factor_missing");
    const page = await web.call("/machines", { headers: anna });
    expect([page.status, page.headers.get("location")]).toEqual([303, "/account"]);
    expect(await told(await web.call("/api/account", { headers: anna }))).toBe(200);
    await enrolled();
    expect(await told(await web.call("/api/users", { headers: anna }))).toBe(200);
  });

  test("others do as before", async () => {
    const { web } = await start({ adminsNeedTotp: true });
    await web.addPerson("vera", "viewer");
    expect((await web.call("/api/machines", { headers: await web.browser("vera") })).status).toBe(204);
  });
});
