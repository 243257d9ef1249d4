/** The endpoint of models in a whole hub: set, tried, priced, removed; and what never leaves it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { ModelUsageView, ModelView } from "../../api/model.ts";
import { hubHere, type HubHere } from "../../../test/support/hub.ts";
import {
  answers,
  startEndpoint,
  type Asked,
  type Endpoint,
  type EndpointOptions,
  type Reply,
} from "../../../test/support/endpoint/index.ts";

let hub: HubHere;
let scripted: Endpoint;
beforeAll(async () => {
  hub = await hubHere();
});
afterAll(() => hub.close());
afterEach(async () => {
  await scripted?.close();
  await hub.call("/api/models", { method: "DELETE", headers: hub.boss });
});

const key = "sk-test-0123456789abcdef";
const used = { input: 1_000, output: 200, cached: 500 };
const ready = ({ body }: Asked): Reply =>
  body.tools
    ? answers({ calls: [{ name: "disk_usage", args: { machine: "web-1" } }], used })
    : answers({ text: '{"full":true,"machine":"web-1"}', used });

const patch = (body: object): Promise<ModelView> => hub.ask<ModelView>("/api/models", body, "PATCH");
const refused = async (body: object): Promise<{ code: string; fields?: Record<string, string> }> =>
  (await (await hub.post("/api/models", body, hub.boss, "PATCH")).json()) as { code: string };
const view = (): Promise<ModelView> => hub.ask<ModelView>("/api/models");
const start = (options: EndpointOptions = {}): string => (scripted = startEndpoint(ready, { key, ...options })).url;

describe("the endpoint of models", () => {
  test("is none at first, and the hub is well without", async () => {
    expect(await view()).toMatchObject({ ready: false, why: "No endpoint is set up.", planner: "auto", models: [] });
    const { checks } = await hub.ask<{ checks: { what: string }[] }>("/api/doctor");
    expect(checks.some(({ what }) => what === "model")).toBe(false);
  });

  test("is ready once address, key and model are there, and never shows the key", async () => {
    const url = start();
    expect(await patch({ preset: "other", url, key })).toMatchObject({
      ready: false,
      why: "No model is chosen.",
      keySet: true,
    });
    const set = await patch({ model: "scripted" });
    expect(set).toMatchObject({ ready: true, model: "scripted", modelFrom: "here", endpointFrom: "here", url });
    const everywhere = [JSON.stringify(set), await (await hub.call("/settings/model", { headers: hub.boss })).text()];
    const audit = hub.rows<{ data: string }>("SELECT * FROM audit").map((row) => JSON.stringify(row));
    const rows = hub.rows("SELECT * FROM model_endpoint").map((row) => JSON.stringify(row));
    expect([...everywhere, ...audit, ...rows].filter((text) => text.includes(key))).toEqual([]);
    expect(audit.filter((row) => row.includes("model.set"))).toHaveLength(2);
  });

  test("is tried, which is counted, and shows what was found", async () => {
    await patch({ preset: "other", url: start(), key, model: "scripted", prices: { input: 2, cached: 1, output: 10 } });
    const { probe, models, used: month } = await hub.ask<ModelView>("/api/models/probe", {});
    expect(probe?.findings.map(({ what, state }) => `${what} ${state}`)).toEqual([
      "models ok",
      "answer ok",
      "usage ok",
      "tool call ok",
      "parallel calls warn",
      "JSON ok",
      "window warn",
    ]);
    expect(models).toEqual(["scripted"]);
    expect(month.tokens).toBe(4 * 1_200);
    expect(month.usd).toBeCloseTo(4 * 0.0035, 6);
    const { months, tasks } = await hub.ask<ModelUsageView>("/api/models/usage");
    expect([months.map(({ model, answers: count }) => [model, count]), tasks]).toEqual([[["scripted", 4]], []]);
    expect(await (await hub.call("/metrics", { headers: hub.boss })).text()).toContain(
      'ailx_model_tokens_total{model="scripted",direction="input"} 4000',
    );
  });

  test("says of a wrong key that it is wrong", async () => {
    await patch({ preset: "other", url: start({ key: "another" }), key, model: "scripted" });
    const { probe } = await hub.ask<ModelView>("/api/models/probe", {});
    expect(probe?.findings.at(-1)).toMatchObject({ what: "answer", state: "fail" });
    expect(JSON.stringify(probe)).not.toContain(key);
  });

  test("lists its models before one is chosen, and asks nothing", async () => {
    await patch({ preset: "other", url: start({ models: ["b", "a"] }), key });
    expect((await hub.ask<ModelView>("/api/models/probe", {})).models).toEqual(["a", "b"]);
    expect(scripted.asked).toHaveLength(0);
  });

  test("is not asked above the month's ceiling", async () => {
    await patch({ preset: "other", url: start(), key, model: "scripted", monthTokens: 1 });
    const answer = await hub.post("/api/models/probe", {}, hub.boss);
    expect([answer.status, ((await answer.json()) as { code: string }).code, scripted.asked.length]).toEqual([
      402,
      "budget_spent",
      0,
    ]);
    expect(await view()).toMatchObject({
      ready: false,
      why: "This month's ceiling for models of 1 tokens is used up.",
    });
  });
});

describe("a key", () => {
  test("is not sent to another address", async () => {
    await patch({ preset: "other", url: start(), key, model: "scripted" });
    const other = startEndpoint(ready);
    try {
      expect(await patch({ url: other.url })).toMatchObject({ keySet: false });
      await hub.ask("/api/models/probe", {});
      expect(other.asked.map(({ headers }) => headers["authorization"])).toEqual(other.asked.map(() => undefined));
      expect(other.asked.length).toBeGreaterThan(0);
    } finally {
      await other.close();
    }
  });

  test("stays where only the path changes", async () => {
    const url = start();
    await patch({ preset: "other", url, key });
    expect(await patch({ url: `${url}/` })).toMatchObject({ keySet: true, url });
  });

  test("is needed where the provider needs one", async () => {
    expect(await refused({ preset: "openai" })).toMatchObject({ code: "validation", fields: { key: "is missing" } });
  });

  test("is refused with characters that no header takes", async () => {
    expect(await refused({ preset: "openai", key: "sk-a\r\nx: y" })).toMatchObject({ code: "validation" });
  });
});

describe("a change", () => {
  const wrong: [string, object][] = [
    ["plain http to the world", { preset: "other", url: "http://1.1.1.1/v1" }],
    ["where clouds keep credentials", { preset: "other", url: "http://169.254.169.254/v1", insecure: true }],
    ["a provider without an address", { preset: "cloudflare", key }],
    ["money without prices", { preset: "ollama", model: "x", monthUsd: 5 }],
    ["a temperature that is none", { temperature: 7 }],
    ["a field that is none", { apiKey: key }],
    ["a model's name with what nobody sees", { model: "gpt\u202e" }],
    ["a model's name of two lines", { model: "a\nb" }],
    ["a price below nothing", { prices: { input: -1, output: 1 } }],
  ];
  for (const [what, body] of wrong)
    test(`is refused: ${what}`, async () => expect((await refused(body)).code).toBe("validation"));

  test("by null takes away, and leaves the rest", async () => {
    await patch({ preset: "other", url: start(), model: "m", smallModel: "s", taskTokens: 500, contextTokens: 32_000 });
    const after = await patch({ smallModel: null, taskTokens: null });
    expect(after).toMatchObject({ model: "m", contextTokens: 32_000 });
    expect([after.smallModel, after.taskTokens]).toEqual([undefined, undefined]);
  });

  test("is refused where the environment has decided", async () => {
    const url = start();
    const models = {
      endpoint: { preset: "openai", url, key, from: "OPENAI_API_KEY" },
      model: { value: "scripted", from: "AILX_MODEL" },
    } as const;
    const other = await hubHere({ settings: { models } });
    try {
      const answer = await other.post("/api/models", { preset: "ollama" }, other.boss, "PATCH");
      expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
        409,
        "OPENAI_API_KEY decides that, so it cannot be changed here.",
      ]);
      expect(await other.ask<ModelView>("/api/models", { taskTokens: 1_000_000 }, "PATCH")).toMatchObject({
        ready: true,
        endpointFrom: "OPENAI_API_KEY",
        modelFrom: "AILX_MODEL",
        taskTokens: 1_000_000,
      });
      const { checks } = await other.ask<{ checks: { what: string; found: string }[] }>("/api/doctor");
      expect(checks.find(({ what }) => what === "model")?.found).toContain("by OPENAI_API_KEY");
      const page = await (await other.call("/settings/model", { headers: other.boss })).text();
      expect([page.includes("by OPENAI_API_KEY"), page.includes('name="key"'), page.includes(key)]).toEqual([
        true,
        false,
        false,
      ]);
    } finally {
      await other.close();
    }
  });
});

test("an address of the environment is held to what a typed one is", async () => {
  const endpoint = { preset: "other", url: "http://1.1.1.1/v1", key, from: "AILX_MODEL_URL" } as const;
  const other = await hubHere({ settings: { models: { endpoint, model: { value: "m", from: "AILX_MODEL" } } } });
  try {
    expect(await other.ask<ModelView>("/api/models")).toMatchObject({
      ready: false,
      why: "1.1.1.1 is not in a network of yours, and over http: the key can be read by everybody on the way.",
    });
    await other.ask("/api/models", { insecure: true }, "PATCH");
    expect((await other.ask<ModelView>("/api/models")).ready).toBe(true);
  } finally {
    await other.close();
  }
});

describe("the page", () => {
  const post = (path: string, form: Record<string, string>) =>
    hub.call(path, {
      method: "POST",
      headers: { ...hub.boss, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
  const page = async () => (await hub.call("/settings/model", { headers: hub.boss })).text();

  test("sets an endpoint and shows the models to choose from", async () => {
    expect(
      (await post("/settings/model", { preset: "other", url: start({ models: ["small-one"] }), key })).status,
    ).toBe(303);
    expect(await page()).toContain('<option value="small-one">');
  });

  test("keeps the key where its field is empty, and takes the model away where that is", async () => {
    const url = start();
    await patch({ preset: "other", url, key, model: "scripted" });
    await post("/settings/model", { preset: "other", url, key: "", model: "" });
    const now = await view();
    expect([now.keySet, now.model]).toEqual([true, undefined]);
  });

  test("takes prices with a comma, and refuses half of them", async () => {
    await patch({ preset: "other", url: start(), key, model: "scripted" });
    await post("/settings/model/budget", { priceInput: "2,50", priceOutput: "10", monthTokens: "1,000,000" });
    expect(await view()).toMatchObject({ prices: { input: 2.5, output: 10 }, monthTokens: 1_000_000 });
    expect((await post("/settings/model/budget", { priceInput: "2.5" })).status).toBe(400);
    expect((await post("/settings/model/budget", { monthUsd: "lots" })).status).toBe(400);
  });

  test("shows what an endpoint calls its models as text", async () => {
    await patch({ preset: "other", url: start({ models: ['"><img src=x>\u202e'] }), key });
    await post("/settings/model/probe", {});
    expect(await page()).not.toMatch(/<img src=x|\u202e/);
  });
});
