/** A model that says what a test tells it to, and a fleet whose machines answer at once. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { Answer, Model, ModelRequest } from "../model.ts";

export type Line =
  | string
  | { calls: [name: string, args: JsonObject | string][]; text?: string }
  | { finish: Answer["finish"]; text?: string; calls?: [string, JsonObject | string][] }
  | Error;

/** Answers in turn, the last one again and again; or what a function of the request says. */
export function scripted(lines: readonly Line[] | ((request: ModelRequest, n: number) => Line)) {
  const asked: ModelRequest[] = [];
  const model: Model = {
    name: "scripted",
    can: () => ({ tools: true }),
    ask: async (request) => {
      asked.push({ ...request, messages: [...request.messages] });
      const n = asked.length;
      const line = typeof lines === "function" ? lines(request, n) : (lines[Math.min(n, lines.length) - 1] ?? "");
      if (line instanceof Error) throw line;
      const said = typeof line === "string" ? { text: line } : line;
      const calls = ("calls" in said ? (said.calls ?? []) : []).map(([name, args], at) => ({
        id: `call_${n}_${at}`,
        name,
        argumentsText: typeof args === "string" ? args : JSON.stringify(args),
      }));
      const text = said.text ?? "";
      request.onPart?.({ kind: "said", text });
      return {
        text,
        thinking: "",
        calls,
        finish: "finish" in said ? said.finish : calls.length > 0 ? "tool_calls" : "stop",
        usage: { inputTokens: 100, cachedTokens: 0, outputTokens: 20, estimated: false },
        ms: 1,
      };
    },
  };
  return { model, asked };
}

/** What is wrong with the messages of a request by the rules of strict endpoints; empty where nothing is. */
export function protocolFaults({ messages, tools = [] }: ModelRequest): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  let open: string[] = [];
  for (const [at, message] of messages.entries()) {
    if (message.role === "tool") {
      if (open.shift() !== message.callId) faults.push(`${at}: answer out of order`);
      continue;
    }
    if (open.length > 0) faults.push(`${at}: calls without an answer`);
    open = [];
    if (message.role !== "assistant") continue;
    for (const { id, name } of message.calls ?? []) {
      if (ids.has(id)) faults.push(`${at}: id twice`);
      ids.add(id);
      if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) faults.push(`${at}: name ${name}`);
      open.push(id);
    }
  }
  if (open.length > 0) faults.push("calls without an answer at the end");
  for (const { name } of tools) if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) faults.push(`tool ${name}`);
  return faults;
}
