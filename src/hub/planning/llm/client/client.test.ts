/** A model behind a scripted endpoint: every way to misbehave ends in an answer or in a fault that says what it is. */
import { describe, expect, test } from "bun:test";
import {
  answers,
  callsTools,
  done,
  ends,
  misbehaviours,
  says,
  saysText,
  streams,
  toldIn,
} from "../../../../../test/support/endpoint/index.ts";
import type { Answer, ModelError, ModelRequest } from "../model.ts";
import { asking, call, closeAfterEach, faultOf, now, seen, short } from "./testing/asking.ts";

closeAfterEach();

describe("a model", () => {
  test("gives text, thoughts, calls and the count of tokens, and tells them as they come", async () => {
    const saw = seen();
    const used = { input: 120, output: 30, cached: 100 };
    const answer = await asking(
      [
        answers({
          thinking: "It may be down.",
          text: "I look at it.",
          calls: [{ name: "service_status", args: { name: "nginx" } }],
          used,
        }),
      ],
      { saw, endpoint: { prices: { input: 2_000_000, cached: 1_000_000, output: 8_000_000 } } },
    );
    expect(answer).toEqual({
      text: "I look at it.",
      thinking: "It may be down.",
      calls: [call("call_1_0")],
      finish: "tool_calls",
      usage: { inputTokens: 120, cachedTokens: 100, outputTokens: 30, estimated: false, costMicroUsd: 380 },
      ms: 0,
    });
    expect(saw.parts.map(({ kind }) => kind)).toEqual(["thinking", "said"]);
    expect(saw.spent).toEqual([answer.usage]);
    expect(now.scripted?.faults()).toEqual([]);
  });

  test("joins parallel calls whose pieces come in between each other", async () => {
    const { calls } = await asking([
      callsTools(
        { name: "service_status", args: { name: "nginx" } },
        { name: "service_status", args: { name: "a-service-with-a-long-name" } },
      ),
    ]);
    expect(calls).toEqual([call("call_1_0"), call("call_1_1", "a-service-with-a-long-name")]);
  });

  test("takes a whole answer where a stream was asked for", async () => {
    const answer = await asking(
      [answers({ text: "Fine.", calls: [{ name: "service_status", args: { name: "nginx" } }] })],
      {
        options: { lacks: ["stream", "usage"] },
      },
    );
    expect([answer.text, answer.calls.length, answer.usage.estimated]).toEqual(["Fine.", 1, true]);
  });

  test("sends the key and nothing else that is its own", async () => {
    await asking([saysText("x")]);
    const { authorization, "user-agent": agent, ...headers } = now.scripted?.asked[0]?.headers ?? {};
    expect([authorization, agent?.split("/")[0]]).toEqual(["Bearer sk-secret-key-1234567890", "ailx"]);
    expect(Object.keys(headers).filter((name) => /stainless|openai/i.test(name))).toEqual([]);
  });

  test("takes nothing from the environment, where another provider's key may be", async () => {
    const set = {
      OPENAI_API_KEY: "sk-environment-key",
      OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
      OPENAI_ORG_ID: "org-environment",
      OPENAI_PROJECT_ID: "proj-environment",
      OPENAI_CUSTOM_HEADERS: "x-environment: yes",
      OPENAI_LOG: "debug",
    };
    Object.assign(process.env, set);
    try {
      await asking([saysText("x")], { endpoint: { key: "" } });
    } finally {
      for (const name of Object.keys(set)) delete process.env[name];
    }
    expect(JSON.stringify(now.scripted?.asked[0])).not.toContain("environment");
  });

  test("sends no key where there is none", async () => {
    await asking([saysText("x")], { endpoint: { key: "" } });
    expect(now.scripted?.asked[0]?.headers["authorization"]).toBeUndefined();
  });

  test("sends a history that strict endpoints take, whatever a model has written", async () => {
    await asking([saysText("x")], {
      messages: [
        { role: "system", content: "You look." },
        { role: "user", content: "How is nginx?" },
        {
          role: "assistant",
          content: "",
          calls: [
            { id: "a", name: "service.status", argumentsText: '{"na' },
            { id: "b", name: "", argumentsText: "" },
          ],
        },
        { role: "tool", callId: "a", content: "no such tool" },
        { role: "tool", callId: "b", content: "no such tool" },
        { role: "assistant", content: "" },
        { role: "user", content: "And now?" },
      ],
    });
    expect(now.scripted?.faults()).toEqual([]);
    expect(toldIn(now.scripted?.asked[0] ?? { body: { model: "", messages: [] } })).toContain(
      '"name":"service_status","arguments":"{}"',
    );
  });

  test("makes ids that the conversation has not had", async () => {
    const before: ModelRequest["messages"] = [
      { role: "user", content: "x" },
      { role: "assistant", content: "", calls: [call("call_0")] },
      { role: "tool", callId: "call_0", content: "ok" },
    ];
    const { calls } = await asking([misbehaviours["same ids"]], { messages: before });
    expect(calls.map(({ id }) => id)).toEqual(["call_0_2", "call_0_3"]);
  });

  test("takes thoughts out of the text where the endpoint leaves them in", async () => {
    const { text, thinking } = await asking([saysText("<think>It may be down.</think>\n\nIt runs.")]);
    expect([thinking, text]).toEqual(["It may be down.", "It runs."]);
  });

  test("leaves a tag in the middle of a text alone", async () => {
    expect((await asking([saysText("Write <think> there.")])).text).toBe("Write <think> there.");
  });
});

const fine = saysText("Fine.");
/** What is asked again, and after how long. */
const passing: [keyof typeof misbehaviours, number[]][] = [
  ["429 in seconds", [1_000]],
  ["429 in ms", [20]],
  ["500", [2_000]],
  ["502 page", [2_000]],
  ["503", [2_000]],
  ["cut in text", [2_000]],
  ["cut in a call", [2_000]],
  ["end without a finish", [2_000]],
  ["end in a call", [2_000]],
  ["error in the stream", [2_000]],
  ["garbage in a call", [2_000]],
  ["no choices", [2_000]],
  ["200 page", [2_000]],
  ["200 no json", [2_000]],
];
describe("what passes is asked again:", () => {
  for (const [name, waits] of passing) {
    test(name, async () => {
      const saw = seen();
      const answer = await asking([misbehaviours[name], fine], { saw, endpoint: { limits: short } });
      expect([answer.text, answer.calls, saw.waits]).toEqual(["Fine.", [], waits]);
      expect(saw.parts.some(({ restart }) => restart === true)).toBe(/text$|finish|stream$/.test(name));
    });
  }

  test("while less than what is waited for a first word is over", async () => {
    const saw = seen();
    let nowMs = 0;
    const { code } = await faultOf(
      asking([misbehaviours["502 page"]], { saw, clock: () => nowMs, slept: (ms) => (nowMs += ms + 50_000) }),
    );
    expect([code, saw.waits]).toEqual(["transport", [2_000, 4_000]]);
  });

  test("a plan in text of which a piece is lost", async () => {
    const broken = streams(says('{"steps":[{"service":"nginx'), "data: {lost\n\n", says('"}]}'), ends(), done);
    expect((await asking([broken, fine], { tools: [] })).text).toBe("Fine.");
  });

  test("three times, longer each time, and then it is given up", async () => {
    const saw = seen();
    const { code, detail } = await faultOf(asking([misbehaviours["502 page"]], { saw }));
    expect([code, saw.waits, now.scripted?.asked.length]).toEqual(["transport", [2_000, 4_000, 8_000], 4]);
    expect(detail).toBe("The endpoint failed (502).");
  });
});

const final: [keyof typeof misbehaviours, ModelError["code"]][] = [
  ["401", "auth"],
  ["403", "auth"],
  ["404 model", "refused"],
  ["429 in an hour", "rate_limit"],
  ["429 quota", "quota"],
  ["402", "quota"],
  ["400 overflow", "overflow"],
  ["400 other", "refused"],
  ["no first byte", "idle"],
  ["headers only", "idle"],
  ["stall in text", "idle"],
  ["stall in a call", "idle"],
  ["pings only", "idle"],
];
describe("what stays is not asked again:", () => {
  for (const [name, code] of final) {
    test(name, async () => {
      const saw = seen();
      const fault = await faultOf(asking([misbehaviours[name]], { saw, endpoint: { limits: short } }));
      expect([fault.code, saw.waits, now.scripted?.asked.length]).toEqual([code, [], 1]);
      expect(fault.detail).not.toMatch(/sk-|secret-key/);
    });
  }

  test("an endpoint that only says that it lives", async () => {
    const limits = { ...short, silentMs: 500, totalMs: 60_000 };
    const { code, detail } = await faultOf(asking([misbehaviours["pings only"]], { endpoint: { limits } }));
    expect([code, detail]).toEqual(["idle", "The endpoint began no answer within 0.5 s."]);
  });

  test("a question sent on to another place", async () => {
    const { code, detail } = await faultOf(asking([misbehaviours["redirect elsewhere"]]));
    expect([code, detail]).toEqual([
      "unusable",
      "The endpoint sends the question on to 127.0.0.1:9, which is not followed.",
    ]);
  });

  test("a port where nothing listens", async () => {
    const saw = seen();
    const { code, detail } = await faultOf(asking([fine], { saw, endpoint: { url: "http://127.0.0.1:9/v1" } }));
    expect([code, detail]).toEqual(["transport", "There is no connection to 127.0.0.1:9: nothing listens there."]);
  });
});

/** What is an answer all the same. */
const answered: [keyof typeof misbehaviours, Partial<Answer>][] = [
  ["garbage lines", { text: "fine", finish: "stop" }],
  ["no done", { text: "fine", finish: "stop" }],
  ["slow drip", { text: "one letter at a time", finish: "stop" }],
  ["empty answer", { text: "", calls: [], finish: "stop" }],
  ["content filter", { finish: "content_filter" }],
  ["refusal", { text: "I can't help with that.", finish: "refusal" }],
  ["length in text", { text: "And so on and", finish: "length" }],
  ["length in a call", { calls: [], finish: "length" }],
  ["no index", { calls: [call("call_a"), call("call_b", "redis")] }],
  ["null index", { calls: [call("call_a")] }],
  ["same index", { calls: [call("call_a"), call("call_b", "redis")] }],
  ["same ids", { calls: [call("call_0"), call("call_0_2", "redis")] }],
  ["no ids", { calls: [call("call_0"), call("call_1", "redis")] }],
  ["empty names later", { calls: [call("call_a")] }],
  ["says stop with calls", { calls: [call("call_1_0")], finish: "tool_calls" }],
  ["arguments that are no JSON", { calls: [{ ...call("call_1_0"), argumentsText: '{"name": "nginx"' }] }],
  ["empty arguments", { calls: [{ ...call("call_1_0"), argumentsText: "" }] }],
  ["arguments of another type", { calls: [{ ...call("call_1_0"), argumentsText: '["nginx"]' }] }],
  ["an unknown tool", { calls: [{ id: "call_1_0", name: "make_coffee", argumentsText: "{}" }] }],
  ["JSON in text", { calls: [], finish: "stop" }],
  ["reasoning that looks like a call", { calls: [], text: "No." }],
];
describe("what is an answer all the same:", () => {
  for (const [name, expected] of answered) {
    test(name, async () => {
      const saw = seen();
      expect(await asking([misbehaviours[name]], { saw })).toMatchObject(expected);
      expect(saw.waits).toEqual([]);
    });
  }

  test("400,000 characters", async () => {
    const { text } = await asking([misbehaviours["400,000 characters"]]);
    expect(text).toHaveLength(400_000);
  });

  test("one that was complete when the line went", async () => {
    const reply = streams('data: {"choices":[{"delta":{"content":"Fine."},"finish_reason":"stop"}]}\n\n', 20, {
      act: "cut",
    });
    expect((await asking([reply])).text).toBe("Fine.");
  });
});

describe("a person who stops", () => {
  for (const name of ["no first byte", "stall in text"] as const) {
    test(`ends the question at once: ${name}`, async () => {
      const saw = seen();
      const asked = faultOf(asking([misbehaviours[name]], { saw }));
      while (now.scripted?.asked.length !== 1) await Bun.sleep(2);
      saw.stop.abort();
      expect((await asked).code).toBe("cancelled");
      while (now.scripted.asked[0]?.gone !== true) await Bun.sleep(2);
    });
  }

  test("is not asked for again", async () => {
    const saw = seen();
    saw.stop.abort();
    expect((await faultOf(asking([fine], { saw }))).code).toBe("cancelled");
    expect(now.scripted?.asked).toHaveLength(0);
  });
});

test("what broke off is paid for as well", async () => {
  const saw = seen();
  await asking([misbehaviours["cut in text"], fine], { saw });
  expect(saw.spent.map(({ estimated, outputTokens }) => [estimated, outputTokens > 0])).toEqual([
    [true, true],
    [false, true],
  ]);
});
