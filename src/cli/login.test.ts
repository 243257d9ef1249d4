import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate, newTlsKey } from "../hub/keys/selfMade.ts";
import { loginPath, readLogin } from "./login-file.ts";
import { apiDouble, cli } from "./testing/double.ts";

const servers: { stop: () => unknown }[] = [];
afterAll(() => Promise.all(servers.map((server) => server.stop())));
const newHome = () => mkdtempSync(join(tmpdir(), "ailx-login-"));
const anna = { id: "p1", name: "anna", role: "operator" };

const answers = {
  "POST /api/auth/login": async (request: Request) => {
    const { password } = (await request.json()) as { password: string };
    if (password !== "right") return Response.json({ code: "invalid_credentials", detail: "Wrong." }, { status: 401 });
    return Response.json({ person: anna, bearer: "ailxb_secret" });
  },
  "GET /api/auth/me": (request: Request) =>
    request.headers.get("authorization") === "Bearer ailxb_secret"
      ? Response.json(anna)
      : Response.json({ code: "invalid_token", detail: "No." }, { status: 401 }),
  "POST /api/auth/logout": () => new Response(null, { status: 204 }),
};

function plainHub() {
  const made = apiDouble(newHome(), answers);
  servers.push(made);
  return made;
}

/** A hub with a certificate of its own, in a name that nobody uses. */
async function tlsHub({ key = newTlsKey(), port = 0, nowMs = Date.now() } = {}) {
  const seen: string[] = [];
  const server = Bun.serve({
    port,
    hostname: "127.0.0.1",
    tls: {
      cert: await makeCertificate({ key, names: ["hub.example.org"], nowMs }),
      key: key.export({ type: "pkcs8", format: "pem" }),
    },
    fetch: (request) => {
      const route = `${request.method} ${new URL(request.url).pathname}`;
      seen.push(route);
      const known: Record<string, (request: Request) => Response | Promise<Response>> = answers;
      return known[route]?.(request) ?? new Response("", { status: 404 });
    },
  });
  servers.push(server);
  return { url: `https://127.0.0.1:${server.port}`, port: server.port ?? 0, key, seen, stop: () => server.stop(true) };
}

const login = (url: string, home: string, typed: string[], ...words: string[]) =>
  cli(["login", url, ...words], { home, typed });

describe("login", () => {
  test("remembers the hub in a file of its owner's alone", async () => {
    const [hub, home] = [plainHub(), newHome()];
    const { status, out } = await login(hub.url, home, ["anna", "right"]);
    expect([status, out.split("\n")[0]]).toEqual([0, `Signed in to ${hub.url} as anna (operator).`]);
    expect(statSync(loginPath({ home })).mode & 0o777).toBe(0o600);
    expect(await cli(["whoami"], { home })).toMatchObject({
      status: 0,
      out: `anna, operator, on ${hub.url} (signed in with \`ailx login\`)\n`,
    });
  });

  test("with a wrong password remembers nothing", async () => {
    const [hub, home] = [plainHub(), newHome()];
    expect(await login(hub.url, home, ["anna", "wrong"])).toMatchObject({ status: 1, out: "" });
    expect(readLogin({ home })).toBeUndefined();
  });

  test("asks for the second factor's code where the hub wants one, and takes it as an option", async () => {
    const wants = async (request: Request) => {
      const { code } = (await request.json()) as { code?: string };
      if (code === undefined)
        return Response.json({ code: "second_factor_required", detail: "And the code." }, { status: 401 });
      if (code !== "123456") return Response.json({ code: "second_factor_wrong", detail: "No." }, { status: 401 });
      return Response.json({ person: anna, bearer: "ailxb_secret" });
    };
    const hub = apiDouble(newHome(), { ...answers, "POST /api/auth/login": wants });
    servers.push(hub);
    const asked = await login(hub.url, newHome(), ["anna", "right", "123456"]);
    expect([asked.status, asked.err.includes("Code: ")]).toEqual([0, true]);
    expect((await login(hub.url, newHome(), ["anna", "right", "000000"])).status).toBe(1);
    expect((await login(hub.url, newHome(), ["anna", "right"], "--code", "123456")).status).toBe(0);
    expect((await login(hub.url, newHome(), ["anna", "right", ""])).err).toContain("And the code.");
  });

  test("by key asks for the key and proves it", async () => {
    const [hub, home] = [plainHub(), newHome()];
    expect((await login(hub.url, home, ["nonsense"], "--key")).status).toBe(1);
    expect((await login(hub.url, home, ["ailxb_secret"], "--key")).status).toBe(0);
    expect(readLogin({ home })).toMatchObject({ kind: "key", secret: "ailxb_secret" });
  });

  test("never sends a password over plain HTTP to another computer", async () => {
    expect(await login("http://192.0.2.1:2459", newHome(), ["anna", "right"])).toMatchObject({ status: 2 });
  });
});

describe("a hub with a certificate of its own", () => {
  test("shows its pin and is trusted after a yes, by its key", async () => {
    const [hub, home] = [await tlsHub(), newHome()];
    const { status, err } = await login(hub.url, home, ["y", "anna", "right"]);
    expect(status).toBe(0);
    expect(err).toContain(`sha256//${readLogin({ home })?.trust?.pin ?? "?"}`);
    expect((await cli(["whoami"], { home })).status).toBe(0);
  });

  test("gets no password without a yes, or where nobody can compare", async () => {
    const [hub, home] = [await tlsHub(), newHome()];
    expect((await login(hub.url, home, ["n", "anna", "right"])).status).toBe(1);
    expect((await cli(["login", hub.url, "--username", "anna"], { home })).status).toBe(1);
    expect([hub.seen, readLogin({ home })]).toEqual([[], undefined]);
  });

  test("is taken without a question by the right --pin, and refused by another", async () => {
    const [hub, other, home] = [await tlsHub(), await tlsHub(), newHome()];
    await login(other.url, home, ["y", "anna", "right"]);
    const otherPin = readLogin({ home })?.trust?.pin ?? "";
    expect((await login(hub.url, home, ["anna", "right"], "--pin", otherPin)).err).toContain("has another TLS key");
    expect((await login(other.url, home, ["anna", "right"], "--pin", `sha256//${otherPin}`)).status).toBe(0);
    expect(hub.seen).toEqual([]);
  });

  test("may renew its certificate and keep its key", async () => {
    const home = newHome();
    const before = await tlsHub({ nowMs: Date.now() - 3_600_000 });
    await login(before.url, home, ["y", "anna", "right"]);
    const first = readLogin({ home })?.trust?.certificate;
    await before.stop();
    await tlsHub({ key: before.key, port: before.port });
    expect((await cli(["whoami"], { home })).status).toBe(0);
    expect(readLogin({ home })?.trust?.certificate).not.toBe(first);
  });

  test("that is replaced by another gets nothing", async () => {
    const home = newHome();
    const real = await tlsHub();
    await login(real.url, home, ["y", "anna", "right"]);
    const kept = readFileSync(loginPath({ home }), "utf8");
    await real.stop();
    const rogue = await tlsHub({ port: real.port });
    expect(await cli(["whoami"], { home })).toMatchObject({
      status: 1,
      err: expect.stringContaining("is not the hub that you signed in to"),
    });
    expect([rogue.seen, readFileSync(loginPath({ home }), "utf8")]).toEqual([[], kept]);
  });
});

describe("which hub", () => {
  test("is the one named, before the one signed in to, before the socket", async () => {
    const [named, signedIn, home] = [plainHub(), plainHub(), newHome()];
    await login(signedIn.url, home, ["anna", "right"]);
    const env = { AILX_TOKEN: "ailxb_secret" };
    expect((await cli(["whoami", "--hub", named.url], { home, env })).out).toContain(named.url);
    expect((await cli(["whoami"], { home, env: { ...env, AILX_HUB: named.url } })).out).toContain(named.url);
    expect((await cli(["whoami"], { home })).out).toContain(signedIn.url);
    expect((await cli(["whoami", "--data", named.dir], { home })).err).toBe("ailx: No.\n");
  });

  test("needs a key where it is named", async () => {
    expect(await cli(["machines", "--hub", "https://hub.lan"], { home: newHome() })).toMatchObject({
      status: 1,
      err: expect.stringContaining("AILX_TOKEN"),
    });
  });
});

test("logout ends the sign-in on the hub and forgets it", async () => {
  const [hub, home] = [plainHub(), newHome()];
  await login(hub.url, home, ["anna", "right"]);
  expect(await cli(["logout"], { home })).toMatchObject({ status: 0, out: `Signed out of ${hub.url}.\n` });
  expect(hub.asked.at(-1)?.key).toBe("POST /api/auth/logout");
  expect(hub.asked.at(-1)?.headers.get("authorization")).toBe("Bearer ailxb_secret");
  expect(await cli(["logout"], { home })).toMatchObject({ status: 1 });
});
