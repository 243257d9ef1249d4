/** Whole answers of a scripted endpoint: what a model says, and the ways in which an endpoint fails. */
import type { JsonObject } from "../../../src/lib/json.ts";
import {
  begins,
  callPart,
  cut,
  done,
  dripped,
  ends,
  errorEvent,
  inPieces,
  ping,
  says,
  stall,
  thinks,
  usage,
  usageOf,
  refuses,
  type Piece,
  type Used,
} from "./pieces.ts";

/** `args`: an object is written as JSON, text is sent as it is. */
export type Call = { name: string; args?: JsonObject | string; id?: string };

export type Said = {
  text?: string;
  thinking?: string;
  calls?: Call[];
  refusal?: string;
  /** Otherwise what fits. */
  finish?: string;
  /** `none`: the endpoint does not count. */
  used?: Used | "none";
};

/** Streamed where the request asks for it, whole otherwise. */
type Says = { kind: "says" } & Said;
/** What goes out as it is. */
export type Sent =
  /** These pieces, whatever was asked for. */
  | { kind: "pieces"; pieces: Piece[]; headers?: Record<string, string> }
  | { kind: "raw"; status: number; body: string; headers?: Record<string, string> }
  /** Takes the request and never begins an answer. */
  | { kind: "never" };
export type Reply = Says | Sent;

export const answers = (said: Said): Says => ({ kind: "says", ...said });
export const saysText = (text: string): Says => answers({ text });
export const callsTools = (...calls: Call[]): Says => answers({ calls });
export const streams = (...pieces: Piece[]): Sent => ({ kind: "pieces", pieces });
export const never: Sent = { kind: "never" };

type Failed = { message?: string; type?: string; code?: string | null; headers?: Record<string, string> };
export const fails = (status: number, { message = "as scripted", type, code, headers }: Failed = {}): Sent => ({
  kind: "raw",
  status,
  body: JSON.stringify({ error: { message, type: type ?? "server_error", param: null, code: code ?? null } }),
  headers: { "content-type": "application/json", ...headers },
});
export const page = (status: number, body = "<!doctype html><title>Sign in</title>"): Sent => ({
  kind: "raw",
  status,
  body,
  headers: { "content-type": "text/html; charset=utf-8" },
});

const textOf = ({ args = {} }: Call): string => (typeof args === "string" ? args : JSON.stringify(args));
const finishOf = ({ finish, calls = [] }: Said): string => finish ?? (calls.length > 0 ? "tool_calls" : "stop");
const countOf = (said: Said): Used =>
  said.used === undefined || said.used === "none" ? { input: 100, output: 20 } : said.used;

/** As most endpoints stream it: names whole, arguments in fragments, the parts of parallel calls in between each other. */
export function piecesOf(said: Said, { n, countsUsage }: { n: number; countsUsage: boolean }): Piece[] {
  const calls = (said.calls ?? []).map((call, index) => ({ call, index, id: call.id ?? `call_${n}_${index}` }));
  const fragments = calls.flatMap(({ call, index }) =>
    inPieces(textOf(call), 12).map((args, at) => ({ at, part: callPart({ index, args }) })),
  );
  return [
    begins,
    ...(said.thinking === undefined ? [] : inPieces(said.thinking, 16).map((text) => thinks(text))),
    ...inPieces(said.text ?? "", 16).map(says),
    ...(said.refusal === undefined ? [] : [refuses(said.refusal)]),
    ...calls.map(({ call, index, id }) => callPart({ index, id, name: call.name, args: "" })),
    ...fragments.toSorted((a, b) => a.at - b.at).map(({ part }) => part),
    ends(finishOf(said)),
    ...(countsUsage && said.used !== "none" ? [usage(countOf(said))] : []),
    done,
  ];
}

/** The same in one piece. */
export function wholeOf(said: Said, n: number): JsonObject {
  const calls = (said.calls ?? []).map((call, index) => ({
    id: call.id ?? `call_${n}_${index}`,
    type: "function",
    function: { name: call.name, arguments: textOf(call) },
  }));
  const message: JsonObject = {
    role: "assistant",
    content: said.text ?? null,
    ...(said.thinking === undefined ? {} : { reasoning_content: said.thinking }),
    ...(said.refusal === undefined ? {} : { refusal: said.refusal }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "scripted",
    choices: [{ index: 0, message, finish_reason: finishOf(said) }],
    ...(said.used === "none" ? {} : { usage: usageOf(countOf(said)) }),
  };
}

const half = callPart({ index: 0, id: "call_half", name: "service_restart", args: '{"name":"ngi' });

/** Every way to misbehave that a client has to live with, by name. Those of one request; loops are made of these by a script. */
export const misbehaviours = {
  "401": fails(401, { message: "Incorrect API key provided: sk-scri*****pted.", code: "invalid_api_key" }),
  "403": fails(403, { message: "Your account may not use this model." }),
  "404 model": fails(404, { message: "The model `scripted` does not exist.", code: "model_not_found" }),
  "429 in seconds": fails(429, { message: "Rate limit reached.", headers: { "retry-after": "1" } }),
  "429 in ms": fails(429, { message: "Rate limit reached.", headers: { "retry-after-ms": "20" } }),
  "429 in an hour": fails(429, { message: "Rate limit reached.", headers: { "retry-after": "3600" } }),
  "429 quota": fails(429, {
    message: "You exceeded your current quota, please check your plan and billing details.",
    code: "insufficient_quota",
  }),
  "402": fails(402, { message: "Insufficient credits." }),
  "500": fails(500),
  "502 page": page(502, "<html><h1>502 Bad Gateway</h1></html>"),
  "503": fails(503, { message: "The model is overloaded." }),
  "400 overflow": fails(400, {
    message: "This model's maximum context length is 8192 tokens. However, your messages resulted in 12000 tokens.",
    code: "context_length_exceeded",
  }),
  "400 other": fails(400, { message: "messages[0] is odd." }),
  "200 page": page(200),
  "200 no json": { kind: "raw", status: 200, body: "{oops", headers: { "content-type": "application/json" } },
  "no first byte": never,
  "headers only": streams(stall),
  "stall in text": streams(begins, says("Let me "), stall),
  "stall in a call": streams(begins, half, stall),
  "pings only": streams(...Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? ping : 20))),
  "cut in text": streams(begins, says("Let me "), 20, cut),
  "cut in a call": streams(begins, half, 20, cut),
  "end without a finish": streams(begins, says("Let me ")),
  "end in a call": streams(begins, half, done),
  "error in the stream": streams(begins, says("Let me "), errorEvent("upstream died")),
  "garbage lines": streams(begins, says("fine"), "data: {not json\n\n", "\u0000\u0001 what\n\n", ends(), done),
  "garbage in a call": streams(
    begins,
    half,
    "data: {not json\n\n",
    callPart({ index: 0, args: 'nx"}' }),
    ends("tool_calls"),
    done,
  ),
  "no done": streams(begins, says("fine"), ends()),
  "slow drip": streams(begins, ...dripped("one letter at a time", 10), ends(), done),
  "empty answer": answers({ text: "" }),
  "no choices": streams(usage({ input: 3, output: 0 }), done),
  "content filter": answers({ text: "I", finish: "content_filter" }),
  refusal: answers({ refusal: "I can't help with that." }),
  "length in text": answers({ text: "And so on and", finish: "length" }),
  "length in a call": streams(begins, half, ends("length"), done),
  "no index": streams(
    callPart({ id: "call_a", name: "service_status", args: '{"name":' }),
    callPart({ args: '"nginx"}' }),
    callPart({ id: "call_b", name: "service_status", args: '{"name":"redis"}' }),
    ends("tool_calls"),
    done,
  ),
  "null index": streams(
    callPart({ index: null, id: "call_a", name: "service_status", args: '{"name":"nginx"}' }),
    ends("tool_calls"),
    done,
  ),
  "same index": streams(
    callPart({ index: 0, id: "call_a", name: "service_status", args: '{"name":"nginx"}' }),
    callPart({ index: 0, id: "call_b", name: "service_status", args: '{"name":"redis"}' }),
    ends("tool_calls"),
    done,
  ),
  "same ids": answers({
    calls: [
      { id: "call_0", name: "service_status", args: { name: "nginx" } },
      { id: "call_0", name: "service_status", args: { name: "redis" } },
    ],
  }),
  "no ids": streams(
    callPart({ index: 0, name: "service_status", args: '{"name":"nginx"}' }),
    callPart({ index: 1, name: "service_status", args: '{"name":"redis"}' }),
    ends("tool_calls"),
    done,
  ),
  "empty names later": streams(
    callPart({ index: 0, id: "call_a", name: "service_status", args: '{"name":' }),
    callPart({ index: 0, id: "", name: "", args: '"nginx"}' }),
    ends("tool_calls"),
    done,
  ),
  "says stop with calls": answers({ calls: [{ name: "service_status", args: { name: "nginx" } }], finish: "stop" }),
  "arguments that are no JSON": answers({ calls: [{ name: "service_status", args: '{"name": "nginx"' }] }),
  "empty arguments": answers({ calls: [{ name: "service_status", args: "" }] }),
  "arguments of another type": answers({ calls: [{ name: "service_status", args: '["nginx"]' }] }),
  "an unknown tool": answers({ calls: [{ name: "make_coffee", args: {} }] }),
  "JSON in text": saysText('{"name":"service_status","arguments":{"name":"nginx"}}'),
  "reasoning that looks like a call": answers({ thinking: '{"name":"service_restart","arguments":{}}', text: "No." }),
  "400,000 characters": saysText("All work and no play. ".repeat(18_182).slice(0, 400_000)),
  "redirect elsewhere": {
    kind: "raw",
    status: 307,
    body: "",
    headers: { location: "http://127.0.0.1:9/v1/chat/completions" },
  },
} as const satisfies Record<string, Reply>;
