import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIdentity } from "../../agent/identity.ts";
import { enrol, originOf, type About } from "../../agent/enrol.ts";
import { machineId } from "../../domain/machine.ts";
import { openHubKey } from "../keys/hubKey.ts";
import { namesOf } from "../keys/tls.ts";
import { startWeb, type Web } from "../http/testing/web.ts";
import { Fleet } from "./fleet.ts";
import { machinePages } from "./pages.tsx";
import type { Reach } from "./reach.ts";
import { machineRoutes } from "./routes.ts";
import { readMachines } from "./store.ts";
import { facts, refusal } from "./testing/hub.ts";

const hub = openHubKey(mkdtempSync(join(tmpdir(), "hub-")));
let web: Web;
let fleet: Fleet;
let reach: Reach;
const dropped: string[] = [];

beforeEach(async () => {
  dropped.length = 0;
  web = await startWeb({
    selfSigned: true,
    more: ({ http, db }) => {
      fleet = new Fleet(readMachines(db));
      const parts = {
        route: http.route,
        callerOf: http.callerOf,
        body: http.body,
        db,
        fleet,
        clock: Date.now,
        hub,
        grant: () => {},
        drop: (id: string) => void dropped.push(id),
        reach: () => reach,
      };
      machineRoutes(parts);
      machinePages({ ...parts, strip: () => ({ up: 0, down: 0, needsYou: 0, running: 0 }) });
    },
  });
  reach = {
    listen: { host: "127.0.0.1", port: web.port },
    scheme: "https",
    names: namesOf({ listen: { host: "127.0.0.1", port: 0 } }),
  };
});
afterEach(() => web.close());

const about: About = { version: "0.1.0", machineIdHash: "", maxLevel: 3, tags: [], facts: facts("web-1") };
const identity = () => openIdentity(mkdtempSync(join(tmpdir(), "agent-")));
/** As the local admin would, by the hub's socket. */
const local = async (method: string, path: string, body?: unknown) => {
  const answer = await web.local(path, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};
const pinOf = async () => {
  const { createHash, X509Certificate } = await import("node:crypto");
  const spki = new X509Certificate(web.trust.tls?.ca ?? "").publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("base64");
};
const newToken = async (request: object = {}) => {
  reach = { ...reach, tlsPin: await pinOf() };
  return (await local("POST", "/api/tokens", request)).body;
};

describe("an agent that joins over TLS", () => {
  test("by the token alone knows its hub, and is known", async () => {
    const { secret } = await newToken({ maxLevel: 3, tags: ["web"] });
    const after = await enrol({ identity: identity(), hub: { kind: "network", url: web.url, token: secret }, about });
    expect(after.joined).toMatchObject({
      name: "web-1",
      hubKey: hub.publicKeySpki,
      tlsPin: await pinOf(),
      url: web.url,
    });
    const { body } = await local("GET", "/api/machines");
    expect(body.items).toMatchObject([{ id: after.joined?.machineId, name: "web-1", tags: ["web"], maxLevel: 3 }]);
  });

  test("whose token was made by another hub tells it nothing it keeps", async () => {
    const { secret } = await newToken();
    reach = { ...reach, tlsPin: `${"A".repeat(43)}=` };
    const pinned = (await local("POST", "/api/tokens", {})).body.secret;
    expect(
      await refusal(enrol({ identity: identity(), hub: { kind: "network", url: web.url, token: pinned }, about })),
    ).toStartWith("wrong_pin");
    expect(
      await refusal(
        enrol({
          identity: identity(),
          hub: { kind: "network", url: web.url.replace("https", "http"), token: secret },
          about,
        }),
      ),
    ).toStartWith("wrong_pin");
    expect(fleet.machines()).toEqual([]);
  });

  test("with a used token gets the hub's own sentence", async () => {
    const { secret } = await newToken();
    const network = { kind: "network", url: web.url, token: secret } as const;
    await enrol({ identity: identity(), hub: network, about });
    expect(await refusal(enrol({ identity: identity(), hub: network, about }))).toBe(
      "invalid_token: This join token was used already.",
    );
  });

  test("beside the hub joins by its socket without a token", async () => {
    const after = await enrol({
      identity: identity(),
      hub: { kind: "socket", path: web.socketPath ?? "", url: web.url },
      about,
    });
    expect(fleet.get(machineId(after.joined?.machineId ?? ""))?.maxLevel).toBe(3);
    const overNetwork = { token: "local", publicKey: identity().publicKey, instanceId: "i", ...about };
    expect((await web.json("/api/agents/enrolment", overNetwork)).status).toBe(401);
  });

  test("with unknown or oversized fields is refused whole", async () => {
    const ok = { token: "local", publicKey: identity().publicKey, instanceId: "i", ...about };
    for (const odd of [
      { ...ok, admin: true },
      { ...ok, maxLevel: 5 },
      { ...ok, facts: { ...ok.facts, cpus: "many" } },
      { ...ok, name: "x".repeat(99) },
      [],
      null,
      "x",
    ])
      expect((await web.json("/api/agents/enrolment", odd)).status).toBe(400);
  });
});

describe("an agent that meets something else", () => {
  const answering = (answer: () => Response) => Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
  const tryAt = async (answer: () => Response) => {
    reach = { ...reach, scheme: "https" };
    const { tlsPin: _none, ...unpinned } = reach;
    reach = unpinned;
    const { secret } = (await local("POST", "/api/tokens", {})).body;
    const server = answering(answer);
    const said = await refusal(
      enrol({
        identity: identity(),
        hub: { kind: "network", url: `http://127.0.0.1:${server.port}`, token: secret },
        about,
      }),
    );
    await server.stop(true);
    return said;
  };

  test("with another hub key refuses it", async () => {
    const other = openHubKey(mkdtempSync(join(tmpdir(), "hub-")));
    expect(
      await tryAt(() => Response.json({ machine: "m", name: "n", hubKey: other.publicKeySpki, maxLevel: 4 })),
    ).toStartWith("wrong_hub");
    expect(await tryAt(() => Response.json({ machine: "m", name: "n", hubKey: "no key", maxLevel: 4 }))).toStartWith(
      "wrong_hub",
    );
  });

  test("that is no hub says so", async () => {
    expect(await tryAt(() => new Response("<h1>It works</h1>"))).toStartWith("wrong_hub");
    expect(await tryAt(() => new Response("no", { status: 404 }))).toStartWith("wrong_hub");
    expect(await tryAt(() => new Response("busy", { status: 502 }))).toStartWith("hub_unreachable");
  });

  test("that sends it elsewhere does not carry the token there", async () => {
    expect(await tryAt(() => Response.redirect(`${web.url}/api/agents/enrolment`, 307))).toStartWith("hub_unreachable");
  });

  test("takes only an address of a hub", () => {
    for (const text of ["", "hub", "ftp://hub", "https://a@hub", "https://hub/path", "https://hub?x", "javascript:1"])
      expect(() => originOf(text)).toThrow();
    expect(originOf("https://hub:2459/")).toBe("https://hub:2459");
  });
});

describe("the API of machines", () => {
  const joinOne = async () => {
    const { secret } = await newToken({ maxLevel: 3 });
    return (
      (await enrol({ identity: identity(), hub: { kind: "network", url: web.url, token: secret }, about })).joined
        ?.machineId ?? ""
    );
  };

  test("lists, shows, changes and revokes", async () => {
    const id = await joinOne();
    expect((await local("PATCH", `/api/machines/${id.slice(-6)}`, { tags: ["db"], name: "db-1" })).body).toMatchObject({
      name: "db-1",
      tags: ["db"],
    });
    expect((await local("GET", "/api/machines?expr=tag:db")).body.items).toHaveLength(1);
    expect((await local("GET", "/api/machines?expr=tag:web")).body.items).toEqual([]);
    expect((await local("GET", "/api/machines/db-1")).body.id).toBe(id);
    expect((await local("DELETE", "/api/machines/db-1")).body.state).toBe("revoked");
    expect([dropped, (await local("GET", "/api/machines")).body.items]).toEqual([[id], []]);
  });

  test("answers mistakes with a code and a sentence", async () => {
    const id = await joinOne();
    expect(await local("GET", "/api/machines/nobody")).toMatchObject({ status: 404, body: { code: "no_machine" } });
    expect(await local("PATCH", `/api/machines/${id}`, { state: "online" })).toMatchObject({
      status: 400,
      body: { fields: { state: "is not known here" } },
    });
    expect(await local("PATCH", `/api/machines/${id}`, { tags: ["a b"] })).toMatchObject({
      status: 400,
      body: { code: "validation" },
    });
    expect(await local("GET", "/api/machines?expr=tag:(")).toMatchObject({
      status: 400,
      body: { code: "bad_expression" },
    });
  });
});

describe("the API of tokens", () => {
  test("shows the secret once, in the line to paste", async () => {
    const made = await newToken({ label: "rack 4", maxLevel: 3, uses: 5 });
    expect(made.line).toBe(
      `curl -fsSLk --pinnedpubkey sha256//${await pinOf()} https://127.0.0.1:${web.port}/install.sh | sudo sh -s -- --token ${made.secret} --max-level 3`,
    );
    expect(made).toMatchObject({ loopbackOnly: true, hint: expect.stringContaining("--listen 0.0.0.0") });
    const listed = (await local("GET", "/api/tokens")).body;
    expect(listed.items).toMatchObject([{ label: "rack 4", state: "open", uses: 5, used: 0 }]);
    expect(JSON.stringify(listed)).not.toContain(made.secret);
  });

  test("writes no hostile Host header into the line", async () => {
    const { cookie, origin } = await web.browser();
    for (const host of ["evil.example.org", "x$(id)", "a'b"]) {
      const answer = await web.json(
        "/api/tokens",
        {},
        { cookie, host, "sec-fetch-site": "same-origin", origin: `https://${host}` },
      );
      const text = await answer.text();
      expect(text).not.toContain(host);
      if (answer.ok) expect(JSON.parse(text).line).toContain(` https://127.0.0.1:${web.port}/install.sh `);
      else expect([400, 403]).toContain(answer.status);
    }
    expect(origin).toBe(web.url);
  });

  test("revokes", async () => {
    const { token } = await newToken();
    expect((await local("DELETE", `/api/tokens/${token.id}`)).body.state).toBe("revoked");
  });
});

describe("the pages of machines", () => {
  const form = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const { cookie, origin } = await web.browser();
    return await web.call(path, {
      method: "POST",
      headers: { cookie, origin, "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  };
  const page = async (path: string) =>
    await (await web.call(path, { headers: { cookie: (await web.browser()).cookie } })).text();

  test("make a line that stays on its page after a reload, for the one who asked", async () => {
    const answer = await form("/machines/add", { maxLevel: "3", tags: "web, prod", uses: "2", validMs: "3600000" });
    expect(answer.status).toBe(303);
    const made = answer.headers.get("location") ?? "";
    for (const text of [await page(made), await page(made)]) expect(text).toContain("--max-level 3");
    await web.addPerson("bert", "admin");
    const { cookie } = await web.browser("bert");
    expect(await (await web.call(made, { headers: { cookie } })).text()).not.toContain("--token");
    expect((await local("GET", "/api/tokens")).body.items).toMatchObject([
      { tags: ["web", "prod"], uses: 2, maxLevel: 3 },
    ]);
  });

  test("tell a form's mistake in its own place", async () => {
    const answer = await form("/machines/add", { maxLevel: "3", tags: "a$b", uses: "0" }, { "hx-request": "true" });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("uses")]);
    expect((await form("/machines/add", { maxLevel: "9" })).status).toBe(400);
    expect((await form("/machines/add", { maxLevel: "3", tags: "a$b" })).status).toBe(400);
  });

  test("show the fleet, filter it, and mark where an expression went wrong", async () => {
    await enrol({ identity: identity(), hub: { kind: "socket", path: web.socketPath ?? "", url: web.url }, about });
    expect(await page("/machines")).toContain("web-1");
    expect(await page("/machines?expr=tag:none")).toContain("No machine matches");
    expect(await page("/machines?expr=tag:(")).toContain("<mark>");
  });

  test("set tags and revoke, without script and with it", async () => {
    const { joined } = await enrol({
      identity: identity(),
      hub: { kind: "socket", path: web.socketPath ?? "", url: web.url },
      about,
    });
    const id = joined?.machineId ?? "";
    expect((await form(`/machines/${id}/tags`, { tags: "db prod" })).headers.get("location")).toBe(`/machines/${id}`);
    expect(fleet.find(id).tags).toEqual(["db", "prod"]);
    expect((await form(`/machines/${id}/tags`, { tags: "" })).status).toBe(303);
    expect(fleet.find(id).tags).toEqual([]);
    expect((await form(`/machines/${id}/revocation`, {}, { "hx-request": "true" })).headers.get("hx-redirect")).toBe(
      "/machines",
    );
    expect(fleet.find(id).state).toBe("revoked");
  });
});
