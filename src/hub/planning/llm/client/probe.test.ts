/** What a probe finds out of endpoints that can much, little or nothing. */
import { afterEach, describe, expect, test } from "bun:test";
import {
  callsTools,
  misbehaviours,
  saysText,
  startEndpoint,
  type Asked,
  type Endpoint as Scripted,
  type EndpointOptions,
  type Reply,
} from "../../../../../test/support/endpoint/index.ts";
import { probe } from "./probe.ts";

let scripted: Scripted | undefined;
afterEach(() => scripted?.close());

/** Does what it is asked. */
function obliging({ body }: Asked): Reply {
  const text = body.messages.map(({ content }) => content).join(" ");
  if (body.tools)
    return callsTools(...(text.match(/web-\d/g) ?? []).map((machine) => ({ name: "disk_usage", args: { machine } })));
  return saysText(text.includes("full") ? '{"full":true,"machine":"web-1"}' : "ready");
}

async function probing(script: (asked: Asked) => Reply, options: EndpointOptions = {}, model = "scripted") {
  scripted = startEndpoint(script, options);
  const endpoint = { url: scripted.url, key: "right", model, limits: { firstByteMs: 1_500 } };
  const found = await probe({ endpoint, clock: () => 0, signal: new AbortController().signal });
  return { ...found, states: Object.fromEntries(found.findings.map(({ what, state }) => [what, state])) };
}

describe("a probe", () => {
  test("finds everything where everything is there", async () => {
    const { states, said, models } = await probing(obliging);
    expect(states).toEqual({
      models: "ok",
      answer: "ok",
      usage: "ok",
      "tool call": "ok",
      "parallel calls": "ok",
      JSON: "ok",
      window: "warn",
    });
    expect([said, models]).toEqual(["ready", ["scripted"]]);
    expect(scripted?.faults()).toEqual([]);
  });

  test("finds out what may not be sent, so that it is not sent later", async () => {
    const { states, takes } = await probing(obliging, {
      lacks: ["tools", "temperature", "json_schema", "stream_options", "usage", "models"],
    });
    expect(states).toEqual({
      models: "warn",
      answer: "ok",
      usage: "warn",
      "tool call": "fail",
      JSON: "ok",
      window: "warn",
    });
    expect(takes).toMatchObject({ tools: false, temperature: false, schema: "json_object", streamUsage: false });
  });

  test("says of a model that talks instead of looking that it does", async () => {
    const { states } = await probing(() => saysText("Disks are fine, I suppose."));
    expect([states["tool call"], states["JSON"]]).toEqual(["warn", "warn"]);
  });

  test("stops at a refused key and says what to do", async () => {
    const { findings } = await probing(obliging, { key: "another" });
    expect(findings.map(({ what, state }) => `${what} ${state}`)).toEqual(["models warn", "answer fail"]);
    expect(findings[1]?.todo).toContain("Enter the key anew");
  });

  test("says that a model is not in the list", async () => {
    const { findings } = await probing(obliging, { models: ["other"] });
    expect(findings[0]).toMatchObject({ state: "warn", found: "lists 1, but not scripted" });
  });

  for (const name of ["200 page", "no first byte", "404 model", "502 page", "429 quota"] as const) {
    test(`ends with one clear finding: ${name}`, async () => {
      const { findings } = await probing(() => misbehaviours[name]);
      expect(findings.map(({ what, state }) => `${what} ${state}`)).toEqual(["models ok", "answer fail"]);
      expect(findings[1]?.todo).toMatch(/\.$/);
      expect(scripted?.asked).toHaveLength(1);
    });
  }
});
