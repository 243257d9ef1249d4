/** What can be left out or said otherwise when an endpoint refuses a request because of one of its fields. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { Takes } from "./endpoint.ts";

const names = (text: string, field: RegExp): boolean => field.test(text);

/** What it takes after this refusal; undefined where no other way to ask is known. `text`: all that it said. */
export function withoutRefused(
  takes: Takes,
  { body, text, status }: { body: JsonObject; text: string; status: number },
): Takes | undefined {
  if (![400, 404, 405, 415, 422, 500, 501].includes(status)) return undefined;
  const sent = (field: string): boolean => body[field] !== undefined;
  if (sent("stream_options") && names(text, /stream_options|include_usage/i)) return { ...takes, streamUsage: false };
  if (sent("max_tokens") && names(text, /max_tokens/i))
    return { ...takes, maxTokens: names(text, /max_completion_tokens/i) ? "max_completion_tokens" : "none" };
  if (sent("max_completion_tokens") && names(text, /max_completion_tokens/i)) return { ...takes, maxTokens: "none" };
  if (sent("temperature") && names(text, /temperature/i)) return { ...takes, temperature: false };
  if (sent("tool_choice") && names(text, /tool[_ ]choice/i)) return { ...takes, toolChoice: false };
  if (
    sent("response_format") &&
    (status === 400 || status === 422 || names(text, /response_format|json_?schema|json_object/i))
  )
    // Endpoints are vague about it, and without a form the question can still be asked.
    return { ...takes, schema: takes.schema === "json_schema" ? "json_object" : "words" };
  if (sent("stream") && names(text, /\bstream(ing)?\b/i)) return { ...takes, stream: false };
  return undefined;
}

/** The model cannot call tools at all. */
export const refusesTools = (body: JsonObject, text: string): boolean =>
  body["tools"] !== undefined &&
  !/tool_choice|parallel_tool_calls/i.test(text) &&
  /(tools?|function[- ]?call\w*|functions).{0,60}(not (be )?(support|allow|enabl|available)|unsupported|no support)|(not|n't) support.{0,40}(tool|function)|No endpoints found that support tool use|'tools'|enable-auto-tool-choice/i.test(
    text,
  );
