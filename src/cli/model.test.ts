/** `ailx model` against a whole hub and a scripted endpoint. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelView } from "../api/model.ts";
import { callsTools, saysText, startEndpoint, type Endpoint } from "../../test/support/endpoint/index.ts";
import { hubHere, type HubHere } from "../../test/support/hub.ts";
import { cli } from "./testing/double.ts";

let hub: HubHere;
let scripted: Endpoint;
const home = mkdtempSync(join(tmpdir(), "ailx-model-"));
beforeAll(async () => {
  scripted = startEndpoint(({ body }) =>
    body.tools
      ? callsTools({ name: "disk_usage", args: { machine: "web-1" } })
      : saysText('{"full":true,"machine":"web-1"}'),
  );
  hub = await hubHere();
});
afterAll(async () => {
  await hub.close();
  await scripted.close();
});

/** At the hub's own computer, as its local admin. */
const run = (words: string[], typed?: string[]) =>
  cli(["model", ...words, "--data", hub.dataDir], { home, ...(typed ? { typed } : {}) });
const shownModel = async (): Promise<ModelView> => JSON.parse((await run(["show", "--json"])).out) as ModelView;

describe("ailx model", () => {
  test("sets an endpoint with a key that is asked for and shown nowhere", async () => {
    const { status, out, err } = await run(
      ["set", "--url", scripted.url, "--model", "scripted", "--key"],
      ["sk-test-0123456789"],
    );
    expect([status, out.includes("ready"), `${out}${err}`.includes("sk-test")]).toEqual([0, true, false]);
    expect(await shownModel()).toMatchObject({ ready: true, keySet: true, model: "scripted", preset: "other" });
  });

  test("probes it and tells each finding", async () => {
    const { status, out } = await run(["probe"]);
    expect(status).toBe(0);
    expect(out).toMatch(/^ok +tool call +calls tools$/m);
    expect(out).toMatch(/^warn +parallel calls/m);
    expect(out).toContain("480 tokens");
  });

  test("sets prices and ceilings, and takes them away", async () => {
    await run(["set", "--price", "2.5,10", "--month-usd", "20", "--task-tokens", "50000"]);
    expect(await shownModel()).toMatchObject({ prices: { input: 2.5, output: 10 }, monthUsd: 20, taskTokens: 50_000 });
    expect((await run(["show"])).out).toContain("of $20.00");
    await run(["set", "--without", "month-usd", "--without", "price"]);
    const { prices, monthUsd } = await shownModel();
    expect([prices, monthUsd]).toEqual([undefined, undefined]);
  });

  test("insists on plain http and no longer", async () => {
    const elsewhere = ["set", "--url", "http://1.1.1.1/v1"];
    expect((await run(elsewhere)).status).toBe(2);
    expect((await run([...elsewhere, "--insecure"])).status).toBe(0);
    expect((await run(["set", "--without", "insecure"])).err).toContain("over http");
    await run(["set", "--url", scripted.url]);
    await run(["set", "--without", "insecure"]);
    expect((await shownModel()).insecure).toBe(false);
  });

  test("ends with 1 where the endpoint does not answer", async () => {
    await run(["set", "--url", "http://127.0.0.1:9/v1"]);
    const { status, out } = await run(["probe"]);
    expect(status).toBe(1);
    expect(out).toContain("There is no connection to 127.0.0.1:9");
  });

  test("removes it", async () => {
    expect(await run(["remove"])).toMatchObject({ status: 0, out: expect.stringContaining("is removed") });
    expect((await shownModel()).ready).toBe(false);
    expect((await run(["remove"])).status).toBe(1);
  });

  test.each([
    [["set"], "There is nothing to change"],
    [["set", "--preset", "acme"], "--preset must be one of openai"],
    [["set", "--price", "2"], "takes two prices"],
    [["set", "--price", "a,b"], "takes numbers"],
    [["set", "--without", "everything"], "--without takes one of"],
    [["set", "--key"], "There is no key"],
  ])("%j is wrong usage", async (words, says) => {
    const { status, err } = await run(words, [""]);
    expect([status, err.includes(says)]).toEqual([2, true]);
  });
});
