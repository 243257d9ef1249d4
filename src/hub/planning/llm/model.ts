/**
 * A language model behind an endpoint, as the planner sees it: messages and tools in, one complete answer out. Retries of a bad
 * line and of rate limits happen behind it; what it throws is final for this question.
 */
import type { JsonObject } from "../../../lib/json.ts";

export type ModelMessage =
  | { role: "system" | "user"; content: string }
  | { role: "assistant"; content: string; calls?: readonly ModelCall[] }
  /** The answer to one call of the assistant message before it; every call is answered exactly once and in order. */
  | { role: "tool"; callId: string; content: string };

/** `argumentsText` is what the model wrote; it may be no JSON. `id` is unique in the conversation: the client sees to it. */
export type ModelCall = { id: string; name: string; argumentsText: string };

/** `name` fits `^[a-zA-Z0-9_-]{1,64}$`; `parameters` is a JSON schema of an object. */
export type ModelTool = { name: string; description: string; parameters: JsonObject };

export type ModelRequest = {
  messages: readonly ModelMessage[];
  tools?: readonly ModelTool[];
  /** Absent: the endpoint's default, `auto` where there are tools. */
  toolChoice?: "auto" | "none" | "required";
  /** The answer's text is JSON of this form; where the endpoint cannot hold it to that, it is asked for in words. */
  schema?: { name: string; schema: JsonObject };
  /** Absent: the one that is set for the model. Left out where the endpoint does not take it. */
  temperature?: number;
  maxOutputTokens?: number;
  signal: AbortSignal;
  /** Pieces as they arrive; what was told of an answer that broke off and is asked for again is told anew from its start. */
  onPart?: (delta: ModelDelta) => void;
  /** The same is asked again after so long, because of this. */
  onRetry?: (fault: ModelError, waitMs: number) => void;
};

/** `restart`: what has been told so far of this answer is void. */
export type ModelDelta = { kind: "thinking" | "said"; text: string; restart?: boolean };

export type Answer = {
  text: string;
  thinking: string;
  calls: ModelCall[];
  finish: "stop" | "tool_calls" | "length" | "content_filter" | "refusal";
  /** Tokens; `estimated` where the endpoint did not say. Cost in micro-USD where prices are known. */
  usage: ModelUsage;
  ms: number;
};

export type ModelUsage = {
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  estimated: boolean;
  costMicroUsd?: number;
};

export type Model = {
  /** As the endpoint knows it; shown to people. */
  name: string;
  /** What its endpoint is known to do; what it refuses is learnt at the first refusal. */
  can: () => ModelCan;
  /** Rejects with `ModelError` and nothing else. */
  ask: (request: ModelRequest) => Promise<Answer>;
};

export type ModelCan = {
  /** False: a request with tools is refused (`refused`), so a plan has to come as JSON in text. */
  tools: boolean;
  /** Tokens that fit into one question and its answer; absent where nobody said. */
  contextTokens?: number;
  /** How long the first word of an answer is waited for, in ms; absent where nobody said. */
  patienceMs?: number;
};

/**
 * transport: no connection, 5xx, or no JSON · rate_limit: told to wait too long · quota: no money or no tokens left ·
 * auth: key refused · overflow: more than the model's window · stream_broken: the answer broke off · refused: the endpoint
 * refuses this question · budget_spent: the ceiling of the task or the month is reached, nothing was asked · unusable: what it says is no answer of this protocol · idle: nothing came for too long ·
 * cancelled: by the signal.
 */
export type ModelErrorCode =
  | "transport"
  | "rate_limit"
  | "quota"
  | "auth"
  | "overflow"
  | "stream_broken"
  | "refused"
  | "unusable"
  | "idle"
  | "budget_spent"
  | "cancelled";

export class ModelError extends Error {
  override readonly name = "ModelError";
  constructor(
    readonly code: ModelErrorCode,
    /** A sentence for a person, without keys and without the endpoint's own text in full. */
    readonly detail: string,
    readonly retryAfterMs?: number,
  ) {
    super(`${code}: ${detail}`);
  }
}
