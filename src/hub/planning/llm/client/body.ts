/** A question as a request of the chat completions protocol, in the form that the strictest endpoint takes. */
import { parseForeign } from "../../../../lib/json.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import type { ModelCall, ModelMessage, ModelRequest } from "../model.ts";
import type { Endpoint, Takes } from "./endpoint.ts";

export type Question = Omit<ModelRequest, "signal" | "onPart" | "onRetry">;

export function bodyOf(
  { messages, tools = [], toolChoice, schema, maxOutputTokens, ...question }: Question,
  { endpoint, takes }: { endpoint: Endpoint; takes: Takes },
): JsonObject {
  const temperature = question.temperature ?? endpoint.temperature;
  return {
    model: endpoint.model,
    messages: (schema && takes.schema !== "json_schema" ? inWords(messages, schema.schema) : messages).map(messageOf),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: "function",
            function: { name, description, parameters },
          })),
        }),
    ...(tools.length > 0 && toolChoice !== undefined && toolChoice !== "auto" && takes.toolChoice
      ? { tool_choice: toolChoice }
      : {}),
    ...(schema === undefined ? {} : formOf(schema, takes.schema)),
    ...(temperature === undefined || !takes.temperature ? {} : { temperature }),
    ...(maxOutputTokens === undefined || takes.maxTokens === "none" ? {} : { [takes.maxTokens]: maxOutputTokens }),
    ...(takes.stream ? { stream: true } : {}),
    ...(takes.stream && takes.streamUsage ? { stream_options: { include_usage: true } } : {}),
  };
}

function messageOf(message: ModelMessage): JsonObject {
  if (message.role === "tool") return { role: "tool", tool_call_id: message.callId, content: message.content };
  if (message.role !== "assistant") return { role: message.role, content: message.content };
  const calls = message.calls ?? [];
  if (calls.length === 0) return { role: "assistant", content: message.content === "" ? "(nothing)" : message.content };
  return {
    role: "assistant",
    content: message.content === "" ? null : message.content,
    tool_calls: calls.map(callOf),
  };
}

/** Several servers fail at arguments in the history that are no JSON object, and at names that cannot be one. */
const callOf = ({ id, name, argumentsText }: ModelCall): JsonObject => ({
  id,
  type: "function",
  function: {
    name: name.replaceAll(/[^a-zA-Z0-9_-]/g, "_").slice(0, 64) || "unknown",
    arguments: isObject(argumentsText) ? argumentsText : "{}",
  },
});

function isObject(text: string): boolean {
  try {
    const value = parseForeign(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

type Form = { name: string; schema: JsonObject };
function formOf({ name, schema }: Form, how: Takes["schema"]): JsonObject {
  if (how === "words") return {};
  if (how === "json_object") return { response_format: { type: "json_object" } };
  return { response_format: { type: "json_schema", json_schema: { name, schema } } };
}

/** Said at the end of the first message, so that a system message stays the only one and roles keep their order. */
function inWords([first, ...rest]: readonly ModelMessage[], schema: JsonObject): ModelMessage[] {
  const wish = `\n\nAnswer with one JSON object and nothing else, no fence around it. It fits this JSON schema:\n${JSON.stringify(schema)}`;
  return first ? [{ ...first, content: `${first.content}${wish}` }, ...rest] : [];
}
