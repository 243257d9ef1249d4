/** One request as a scripted endpoint received it. */
import type { JsonObject } from "../../../src/lib/json.ts";

export type AskedMessage = {
  role: string;
  content?: string | null;
  tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
};

export type Asked = {
  /** From 1, of all requests for answers. */
  n: number;
  path: string;
  headers: Record<string, string>;
  body: {
    model: string;
    messages: AskedMessage[];
    tools?: { type: string; function: { name: string; description?: string; parameters?: JsonObject } }[];
    tool_choice?: unknown;
    parallel_tool_calls?: boolean;
    response_format?: { type: string; json_schema?: { name: string; schema: JsonObject } };
    temperature?: number;
    max_tokens?: number;
    max_completion_tokens?: number;
    stream?: boolean;
    stream_options?: { include_usage?: boolean };
  };
  /** Why it was refused before the script saw it. */
  refused?: string;
  /** The client hung up before the answer was complete. */
  gone: boolean;
};

/** All that a request tells the model, in one text, to look for something in. */
export const toldIn = ({ body }: Pick<Asked, "body">): string =>
  body.messages
    .map(({ content, tool_calls: calls }) => `${content ?? ""}${calls ? JSON.stringify(calls) : ""}`)
    .join("\n");
