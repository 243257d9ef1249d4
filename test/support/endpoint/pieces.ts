/** The pieces of a streamed answer as endpoints send them, right and wrong, to be put together by a script. */
import type { JsonObject } from "../../../src/lib/json.ts";

/**
 * Text is sent as it is, a number is waited for in ms, `cut` breaks the connection, `stall` says nothing more and keeps the
 * connection open until the client leaves.
 */
export type Piece = string | number | { act: "cut" | "stall" };

export const cut: Piece = { act: "cut" };
export const stall: Piece = { act: "stall" };
/** The end that well-behaved endpoints send. */
export const done = "data: [DONE]\n\n";
/** What some send so that proxies keep the connection open. */
export const ping = ": ping\n\n";

export const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

const chunk = (choices: unknown[], more: JsonObject = {}): string =>
  event({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "scripted", choices, ...more });
export const delta = (said: JsonObject, finish: string | null = null): string =>
  chunk([{ index: 0, delta: said, finish_reason: finish }]);

/** The first chunk of most endpoints: a role and no text. */
export const begins = delta({ role: "assistant", content: "" });
export const says = (content: string): string => delta({ content });
/** `field`: DeepSeek, vLLM and LM Studio say `reasoning_content`, OpenRouter and Ollama `reasoning`. */
export const thinks = (text: string, field: "reasoning_content" | "reasoning" = "reasoning_content"): string =>
  delta({ [field]: text });
export const refuses = (refusal: string): string => delta({ refusal });
export const ends = (finish = "stop"): string => delta({}, finish);

export type CallPart = { index?: number | null; id?: string; name?: string; args?: string };

/** A piece of a tool call; what is left out is not sent. */
export const callPart = (...parts: CallPart[]): string =>
  delta({
    tool_calls: parts.map(({ index, id, name, args }) => ({
      ...(index === undefined ? {} : { index }),
      ...(id === undefined ? {} : { id, type: "function" }),
      function: {
        ...(name === undefined ? {} : { name }),
        ...(args === undefined ? {} : { arguments: args }),
      },
    })),
  });

export type Used = { input: number; output: number; cached?: number };
export const usageOf = ({ input, output, cached }: Used): JsonObject => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  ...(cached === undefined ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
});
/** The last chunk where usage was asked for: it has no choices. */
export const usage = (used: Used): string => chunk([], { usage: usageOf(used) });
export const errorEvent = (message: string, code: string | number = 502): string =>
  event({ error: { message, code, type: "server_error" } });

/** Each letter a chunk of its own. */
export const dripped = (text: string, everyMs: number): Piece[] =>
  Array.from(text).flatMap((letter) => [says(letter), everyMs]);
/** Cut into pieces of this many characters. */
export const inPieces = (text: string, length: number): string[] =>
  text.match(new RegExp(`[\\s\\S]{1,${length}}`, "g")) ?? [];
