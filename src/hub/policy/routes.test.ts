/** Policies over HTTP, on a real server and database: written, checked, tried out, and audited. */
import { afterEach, describe, expect, test } from "bun:test";
import { machineOf } from "../../domain/target-testing.ts";
import { audit } from "../audit/table.ts";
import { startWeb, type Web } from "../http/testing/web.ts";
import { makeChanges } from "./change.ts";
import { policyRoutes } from "./routes.ts";
import { policyStore, type PolicyStore } from "./store.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const fleet = [machineOf({ name: "web-1", tags: ["web"] }), machineOf({ name: "db-1", tags: ["production"] })];
const freeze = { id: "freeze", title: "No changes on production", machines: "tag:production", then: "refuse" };

async function start() {
  let store: PolicyStore | undefined;
  const web: Web = await startWeb({
    more: ({ http, db }) => {
      store = policyStore(db);
      const clock = () => Date.now();
      policyRoutes({
        ...http,
        store,
        changes: makeChanges({ db, store, clock }),
        clock,
        fleet: {
          machines: () => fleet,
          find: (wanted) => fleet.find(({ name }) => name === wanted) ?? machineOf({ name: wanted }),
          nameOf: (id) => fleet.find((machine) => machine.id === id)?.name ?? "",
        },
        personNamed: () => undefined,
        simulate: async (_asked, { actor }) => ({
          who: { name: actor.name, role: actor.role },
          at: "",
          steps: [],
          machines: [],
        }),
      });
    },
  });
  ends.push(web.close);
  await web.addPerson("ben", "operator");
  await web.addPerson("vera", "viewer");
  const as = async (name: string) => {
    const headers = await web.browser(name);
    return async (method: string, path: string, body?: object) => {
      const answer = await web.call(path, {
        method,
        headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return {
        status: answer.status,
        body: answer.status === 204 ? {} : ((await answer.json()) as Record<string, unknown>),
      };
    };
  };
  const audited = () =>
    web.db.read
      .select()
      .from(audit)
      .all()
      .map(({ action }) => action)
      .filter((each) => each.startsWith("policy"));
  return { web, as, audited, store: () => store?.standing().rules.map(({ id }) => id) };
}

describe("the rules of a hub", () => {
  test("are made, changed, shown and removed by admins, each audited", async () => {
    const { as, audited, store } = await start();
    const anna = await as("anna");
    expect(await anna("PUT", "/api/policies/freeze", freeze)).toMatchObject({
      status: 200,
      body: { rule: freeze, changedBy: "anna" },
    });
    expect(await anna("PUT", "/api/policies/freeze", { ...freeze, then: "two" })).toMatchObject({ status: 200 });
    expect(await anna("GET", "/api/policies")).toMatchObject({
      body: { items: [{ rule: { then: "two" } }], readOnly: [] },
    });
    expect(await anna("PUT", "/api/policies", { rules: [freeze, { ...freeze, id: "b" }] })).toMatchObject({
      status: 200,
    });
    expect(store()).toEqual(["freeze", "b"]);
    expect((await anna("DELETE", "/api/policies/b")).status).toBe(204);
    expect((await anna("DELETE", "/api/policies/b")).status).toBe(404);
    expect(store()).toEqual(["freeze"]);
    expect(audited()).toEqual(["policy.created", "policy.changed", "policy.replaced", "policy.removed"]);
  });

  test("are refused with the field that is wrong, and nothing is stored of any", async () => {
    const { as, store } = await start();
    const anna = await as("anna");
    const wrong = await anna("PUT", "/api/policies", { rules: [freeze, { ...freeze, id: "b", machines: "tag:((" }] });
    expect(wrong).toMatchObject({ status: 400, body: { code: "validation" } });
    expect(await anna("PUT", "/api/policies", { rules: [freeze, freeze] })).toMatchObject({
      status: 400,
      body: { detail: "Two rules are called freeze." },
    });
    expect(await anna("PUT", "/api/policies/freeze", { ...freeze, thn: "ask" })).toMatchObject({ status: 400 });
    expect(await anna("PUT", "/api/policies/other", freeze)).toMatchObject({ status: 400 });
    expect(await anna("PUT", "/api/policies/check", { ...freeze, id: "check" })).toMatchObject({ status: 400 });
    expect(store()).toEqual([]);
  });

  test("are read by everybody and written by no operator", async () => {
    const { as, store } = await start();
    const [ben, vera] = [await as("ben"), await as("vera")];
    for (const call of [ben, vera]) {
      expect((await call("GET", "/api/policies")).status).toBe(200);
      for (const [method, path, body] of [
        ["PUT", "/api/policies/freeze", freeze],
        ["PUT", "/api/policies", { rules: [] }],
        ["DELETE", "/api/policies/freeze", undefined],
        ["PUT", "/api/policies/read-only", { on: true }],
      ] as const)
        expect((await call(method, path, body)).status).toBe(403);
    }
    expect(store()).toEqual([]);
  });

  test("say beforehand what they would mean", async () => {
    const { as, store } = await start();
    const anna = await as("anna");
    expect(await anna("POST", "/api/policies/check", { ...freeze, tools: ["service.*"] })).toMatchObject({
      body: { ok: true, machines: ["db-1"], tools: expect.arrayContaining(["service.restart"]) },
    });
    expect(await anna("POST", "/api/policies/check", { id: "Not This" })).toMatchObject({
      status: 400,
      body: { fields: { title: "is missing", then: "is missing" } },
    });
    expect(await anna("POST", "/api/policies/check", { ...freeze, machines: "tag:((" })).toMatchObject({
      body: { ok: false, fields: { machines: expect.any(String) } },
    });
    expect(await anna("POST", "/api/policies/check", { ...freeze, machines: "tag:nobody" })).toMatchObject({
      body: { notes: ["It names no machine now."] },
    });
    expect(store()).toEqual([]);
  });
});

describe("the read-only switch", () => {
  test("is thrown for the hub or a machine, once, and audited", async () => {
    const { as, audited } = await start();
    const anna = await as("anna");
    expect(await anna("PUT", "/api/policies/read-only", { on: true, reason: "migration" })).toMatchObject({
      body: { readOnly: [{ reason: "migration", by: "anna" }] },
    });
    expect(await anna("PUT", "/api/policies/read-only", { on: true })).toMatchObject({
      status: 409,
      body: { code: "wrong_state" },
    });
    expect(await anna("PUT", "/api/policies/read-only", { on: true, machine: "db-1" })).toMatchObject({
      body: { readOnly: expect.arrayContaining([expect.objectContaining({ machine: "db-1" })]) },
    });
    await anna("PUT", "/api/policies/read-only", { on: false });
    expect(audited()).toEqual(["policy.read_only_on", "policy.read_only_on", "policy.read_only_off"]);
  });
});

describe("what would happen if", () => {
  test("is tried out as oneself by everybody, as others by admins", async () => {
    const { as } = await start();
    const [anna, vera] = [await as("anna"), await as("vera")];
    expect(await anna("POST", "/api/policies/simulation", { role: "viewer", command: "ls" })).toMatchObject({
      body: { who: { role: "viewer" } },
    });
    expect(await vera("POST", "/api/policies/simulation", { command: "ls" })).toMatchObject({
      body: { who: { name: "vera" } },
    });
    expect((await vera("POST", "/api/policies/simulation", { role: "admin", command: "ls" })).status).toBe(403);
    expect((await anna("POST", "/api/policies/simulation", { person: "nobody", command: "ls" })).status).toBe(404);
  });
});
