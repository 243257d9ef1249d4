/** What is known of a model's endpoint: where it is, what it takes, what it costs, and how long it is waited for. */

export type Endpoint = {
  /** Up to and with `/v1` or what stands in its place; no slash at the end. */
  url: string;
  /** Empty where the endpoint wants none. */
  key: string;
  model: string;
  temperature?: number;
  /** What was found out before; what is missing is tried. */
  takes?: Partial<Takes>;
  contextTokens?: number;
  prices?: Prices;
  limits?: Partial<Limits>;
};

/** What the endpoint takes in a request. True until it refused. */
export type Takes = {
  tools: boolean;
  toolChoice: boolean;
  temperature: boolean;
  /** Answers as they come. */
  stream: boolean;
  /** Counts tokens of streamed answers when asked to. */
  streamUsage: boolean;
  schema: "json_schema" | "json_object" | "words";
  maxTokens: "max_tokens" | "max_completion_tokens" | "none";
};

export const takesAll: Takes = {
  tools: true,
  toolChoice: true,
  temperature: true,
  stream: true,
  streamUsage: true,
  schema: "json_schema",
  maxTokens: "max_tokens",
};

/** In micro-USD per million tokens, which is USD per token times 10¹². Cached absent: like other input. */
export type Prices = { input: number; output: number; cached?: number };

export type Limits = {
  /** Until the first byte of an answer. */
  firstByteMs: number;
  /** Between two pieces of it. */
  idleMs: number;
  /** For one try. */
  totalMs: number;
  /** Once the end was said, for the count of tokens. */
  afterEndMs: number;
  /** Until the first word of an answer, over all tries and the waits between them; signs of life are no words. */
  silentMs: number;
};

export const usualLimits: Limits = {
  firstByteMs: 60_000,
  idleMs: 30_000,
  totalMs: 300_000,
  afterEndMs: 2_000,
  silentMs: 110_000,
};

/** An answer that is longer than this is none. */
export const mostAnswerBytes = 16 << 20;
