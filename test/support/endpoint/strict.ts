/** What strict endpoints refuse of a request, in the order in which they notice it; each rule is one that some real endpoint has. */
import type { Asked } from "./asked.ts";

const legalName = /^[a-zA-Z0-9_-]{1,64}$/;
type Message = Asked["body"]["messages"][number];

/** The first fault in words; undefined where there is none. */
export function protocolFault({ body }: Pick<Asked, "body">): string | undefined {
  const { messages, tools, tool_choice: choice, parallel_tool_calls: parallel } = body;
  if (typeof body.model !== "string" || body.model === "") return "you must provide a model parameter";
  if (!Array.isArray(messages) || messages.length === 0) return "messages must have at least one message";
  const last = messages.at(-1)?.role;
  return (
    toolFault(tools) ??
    (tools === undefined && choice !== undefined
      ? "tool_choice is only allowed when tools are specified"
      : undefined) ??
    (tools === undefined && parallel !== undefined
      ? "parallel_tool_calls is only allowed when tools are specified"
      : undefined) ??
    messages.map(messageFault).find((fault) => fault !== undefined) ??
    orderFault(messages) ??
    (last === "user" || last === "tool" ? undefined : `the last message must be of user or tool, not of ${last}`) ??
    numberFault(body)
  );
}

function toolFault(tools: Asked["body"]["tools"]): string | undefined {
  if (tools === undefined) return undefined;
  if (tools.length === 0) return "tools must not be empty";
  const names = tools.map((tool) => tool.function.name);
  const odd = names.find((name) => !legalName.test(name));
  if (odd !== undefined) return `tools: the function name ${odd} does not match ${legalName.source}`;
  if (new Set(names).size !== names.length) return "tools: function names must be unique";
  const shapeless = tools.find((tool) => tool.function.parameters?.["type"] !== "object");
  return shapeless && `tools: the parameters of ${shapeless.function.name} must be of type object`;
}

function messageFault(message: Message, at: number): string | undefined {
  const where = `messages[${at}]`;
  if (!["system", "user", "assistant", "tool"].includes(message.role)) return `${where}: unknown role`;
  if (message.role === "system" && at > 0) return `${where}: a system message must be the first`;
  const calls = message.tool_calls;
  if (message.role !== "assistant") {
    if (typeof message.content !== "string") return `${where}: content must be text`;
    return calls === undefined ? undefined : `${where}: only an assistant calls tools`;
  }
  if (calls === undefined) return message.content ? undefined : `${where}: an assistant says something or calls a tool`;
  if (calls.length === 0) return `${where}: tool_calls must not be empty`;
  for (const { id, function: called } of calls) {
    if (!id) return `${where}: a tool call has no id`;
    if (!legalName.test(called.name)) return `${where}: the function name ${called.name} does not match`;
    if (!isObject(called.arguments)) return `${where}: arguments of ${called.name} are not a JSON object`;
  }
  return undefined;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Every call is answered exactly once, by the messages right behind it; no id is used twice. */
function orderFault(messages: readonly Message[]): string | undefined {
  const used = new Set<string>();
  let open: string[] = [];
  for (const [at, message] of messages.entries()) {
    if (message.role === "tool") {
      const id = message.tool_call_id ?? "";
      if (!open.includes(id)) return `messages[${at}]: no preceding tool call has the id ${id}`;
      open = open.filter((each) => each !== id);
      continue;
    }
    if (open.length > 0) return `messages[${at}]: tool calls without an answer: ${open.join(", ")}`;
    open = (message.tool_calls ?? []).map(({ id }) => id);
    const twice = open.find((id, index) => used.has(id) || open.indexOf(id) !== index);
    if (twice !== undefined) return `messages[${at}]: duplicate tool call id ${twice}`;
    for (const id of open) used.add(id);
  }
  return open.length > 0 ? `tool calls without an answer: ${open.join(", ")}` : undefined;
}

function numberFault({ temperature, max_tokens: most, stream, stream_options: options }: Asked["body"]) {
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2)) return "temperature must be from 0 to 2";
  if (most !== undefined && !(Number.isInteger(most) && most > 0)) return "max_tokens must be a positive number";
  if (options !== undefined && stream !== true) return "stream_options is only allowed when stream is true";
  return undefined;
}
