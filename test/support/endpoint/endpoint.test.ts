/** The scripted endpoint itself: what a test relies on when it lets a model speak. */
import { afterEach, describe, expect, test } from "bun:test";
import { answers, callsTools, misbehaviours, saysText, startEndpoint, toldIn, type Endpoint } from "./index.ts";

let endpoint: Endpoint | undefined;
afterEach(() => endpoint?.close());

const ask = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${endpoint?.url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "scripted", messages: [{ role: "user", content: "hi" }], ...body }),
  });
const tool = { type: "function", function: { name: "look", parameters: { type: "object" } } };
const called = (id: string, args = "{}") => ({
  role: "assistant",
  content: null,
  tool_calls: [{ id, type: "function", function: { name: "look", arguments: args } }],
});
const user = { role: "user", content: "hi" };
const answered = (id: string) => ({ role: "tool", tool_call_id: id, content: "ok" });

describe("a scripted endpoint", () => {
  test("answers in turn and then with the last again", async () => {
    endpoint = startEndpoint([saysText("one"), saysText("two")]);
    const texts = [];
    for (let at = 0; at < 3; at++) texts.push(await (await ask({})).text());
    expect(texts.map((text) => /"content":"(\w+)"/.exec(text)?.[1])).toEqual(["one", "two", "two"]);
    expect(endpoint.asked.map(toldIn)).toEqual(["hi", "hi", "hi"]);
  });

  test("streams calls in fragments, usage only where it was asked for", async () => {
    endpoint = startEndpoint([callsTools({ name: "look", args: { where: "everywhere" } })]);
    const plain = await (await ask({ stream: true, tools: [tool] })).text();
    expect([plain.includes("tool_calls"), plain.includes("usage"), plain.endsWith("data: [DONE]\n\n")]).toEqual([
      true,
      false,
      true,
    ]);
    expect(await (await ask({ stream: true, stream_options: { include_usage: true } })).text()).toContain(
      "prompt_tokens",
    );
  });

  test("cuts a connection where the script says so", async () => {
    endpoint = startEndpoint([misbehaviours["cut in a call"]]);
    const answer = await ask({ stream: true });
    expect(
      answer.text().then(
        () => "whole",
        () => "cut",
      ),
    ).resolves.toBe("cut");
  });

  test("notices that a client hung up", async () => {
    endpoint = startEndpoint([misbehaviours["no first byte"]]);
    const stop = new AbortController();
    const asking = fetch(`${endpoint.url}/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "scripted", messages: [user] }),
      signal: stop.signal,
    }).catch(() => "gone");
    while (endpoint.asked.length === 0) await Bun.sleep(5);
    stop.abort();
    expect(await asking).toBe("gone");
    while (endpoint.asked[0]?.gone !== true) await Bun.sleep(5);
  });

  test("lacks what it is told to lack", async () => {
    endpoint = startEndpoint([answers({ text: "x" })], { lacks: ["tools", "temperature", "models"] });
    expect((await ask({ tools: [tool] })).status).toBe(400);
    expect(await (await ask({ temperature: 0 })).text()).toContain("'temperature' is not supported");
    expect((await fetch(`${endpoint.url}/models`)).status).toBe(404);
    expect(endpoint.faults()).toEqual([]);
  });

  test("takes no other key than its own", async () => {
    endpoint = startEndpoint([saysText("x")], { key: "right" });
    expect([(await ask({})).status, (await ask({}, { authorization: "Bearer right" })).status]).toEqual([401, 200]);
  });

  const refused: [string, object][] = [
    ["a call without an answer", { messages: [user, called("a"), user] }],
    ["an answer without a call", { messages: [user, answered("a")] }],
    ["an answer given twice", { messages: [user, called("a"), answered("a"), answered("a")] }],
    ["an id used twice", { messages: [user, called("a"), answered("a"), called("a"), answered("a")] }],
    ["arguments that are no JSON", { messages: [user, called("a", '{"x"'), answered("a")] }],
    ["arguments that are no object", { messages: [user, called("a", "[]"), answered("a")] }],
    ["a name with a dot", { tools: [{ ...tool, function: { ...tool.function, name: "a.b" } }] }],
    ["no tools at all in tools", { tools: [] }],
    ["a choice without tools", { tool_choice: "auto" }],
    ["an assistant that says nothing", { messages: [user, { role: "assistant", content: "" }, user] }],
    ["a system message in the middle", { messages: [user, { role: "system", content: "x" }] }],
    ["an assistant's word as the last", { messages: [user, { role: "assistant", content: "x" }] }],
    ["stream_options without a stream", { stream_options: { include_usage: true } }],
  ];
  for (const [what, body] of refused) {
    test(`refuses ${what}`, async () => {
      endpoint = startEndpoint([saysText("x")]);
      expect((await ask(body)).status).toBe(400);
      expect(endpoint.faults()).toHaveLength(1);
    });
  }
});
