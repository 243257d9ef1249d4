/** What an endpoint refuses is said otherwise or left out, once and for all. */
import { describe, expect, test } from "bun:test";
import { fails, saysText, startEndpoint, type EndpointOptions } from "../../../../../test/support/endpoint/index.ts";
import { makeModel } from "./client.ts";
import { asking, closeAfterEach, faultOf, now, tools } from "./testing/asking.ts";

closeAfterEach();

describe("an endpoint that lacks something", () => {
  for (const lack of ["temperature", "stream_options", "max_tokens", "tool_choice"] as const) {
    test(`is asked without ${lack} once it has refused it`, async () => {
      const model = () =>
        asking([saysText("Fine.")], {
          options: { lacks: [lack] },
          temperature: 0.1,
          maxOutputTokens: 50,
          toolChoice: "required",
        });
      expect((await model()).text).toBe("Fine.");
      expect(now.scripted?.asked.map(({ refused }) => refused !== undefined)).toEqual([true, false]);
    });
  }

  const schema = { name: "verdict", schema: { type: "object", properties: { ok: { type: "boolean" } } } };
  const forms: [EndpointOptions["lacks"], string | undefined][] = [
    [[], "json_schema"],
    [["json_schema"], "json_object"],
    [["json_schema", "json_object"], undefined],
  ];
  for (const [lacks, form] of forms) {
    test(`is asked for JSON by ${form ?? "words alone"}`, async () => {
      await asking([saysText('{"ok":true}')], { options: { lacks: lacks ?? [] }, schema, tools: [] });
      const last = now.scripted?.asked.at(-1);
      expect(last?.body.response_format?.type).toBe(form);
      expect(last?.body.messages[0]?.content?.includes("JSON schema")).toBe(form !== "json_schema");
    });
  }

  test("learns once what it may not send, and tells what it is", async () => {
    now.scripted = startEndpoint([saysText("x")], { lacks: ["tools"] });
    const model = makeModel({ endpoint: { url: now.scripted.url, key: "", model: "scripted" }, clock: () => 0 });
    const ask = () =>
      model.ask({ messages: [{ role: "user", content: "x" }], tools, signal: new AbortController().signal });
    expect([(await faultOf(ask())).code, (await faultOf(ask())).code, model.can().tools]).toEqual([
      "refused",
      "refused",
      false,
    ]);
    expect(now.scripted.asked).toHaveLength(1);
  });

  const words = [
    "library/gemma does not support tools",
    '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
    "No endpoints found that support tool use.",
    "Function calling is not enabled for this model",
  ];
  for (const message of words)
    test(`says that it takes no tools: ${message}`, async () => {
      const { code, detail } = await faultOf(asking([fails(message.startsWith("No") ? 404 : 400, { message })]));
      expect([code, detail]).toEqual(["refused", "The model scripted cannot call tools."]);
    });

  test("that only knows the newer name of the limit gets that", async () => {
    now.scripted = startEndpoint(({ body }) =>
      body.max_tokens === undefined
        ? saysText("Fine.")
        : {
            kind: "raw",
            status: 400,
            body: '{"error":{"message":"Unsupported parameter: \'max_tokens\'. Use \'max_completion_tokens\' instead."}}',
          },
    );
    await asking([], { maxOutputTokens: 50 });
    expect(now.scripted.asked.at(-1)?.body.max_completion_tokens).toBe(50);
  });
});
