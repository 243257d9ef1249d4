/** What an endpoint's refusal means: by its status, its code, and by its wording where endpoints have no code for it. */
import { withoutHidden } from "../../../../lib/hidden.ts";
import { parseForeign } from "../../../../lib/json.ts";
import { ModelError, type ModelErrorCode } from "../model.ts";
import { toldToWaitMs } from "./waits.ts";

/** As servers word it that more was sent than fits; each line is some server's. */
const overflows: readonly RegExp[] = [
  /context[_ ]length[_ ]exceeded/i,
  /maximum context length (is|of) /i,
  /exceeds? (the|its)? ?(context window|available context size|context length|maximum context|model'?s? (maximum )?context)/i,
  /(prompt|input|request) (is )?too (long|large)/i,
  /greater than the context length/i,
  /context (window|size|length) (is |was )?(exceeded|exceeds|too)/i,
  /input token count.{0,60}exceeds the maximum/i,
  /maximum prompt length is/i,
  /reduce the length of the (messages|input|prompt)/i,
  /exceeded model token limit/i,
  /too large for model with \d+ maximum context/i,
  /model_max_prompt_tokens_exceeded/i,
  /exceeds the limit of \d+ tokens/i,
  /too many tokens in (the )?(request|prompt|input)/i,
  /request_too_large/i,
  /string_above_max_length/i,
];
const quotas =
  /insufficient[_ ](quota|credit|balance|funds)|billing|payment required|out of credits|credit balance|spend(ing)? limit|exceeded your current quota/i;
const keys =
  /(invalid|incorrect|missing|expired|not valid|unauthorized).{0,30}(api[ _-]?key|token|credential)|api[ _-]?key.{0,30}(invalid|incorrect|missing|expired|not valid|not provided)/i;
const gone =
  /model.{0,80}(not found|does not exist|not exist|unknown|no such|not available|is not supported)|(unknown|no such|invalid) model|model_not_found/i;

export type Told = { status: number; text: string; headers?: Headers; model: string; key: string; nowMs: number };

/** Of an answer that is not 2xx. */
export function faultOf({ status, text, headers, model, key, nowMs }: Told): ModelError {
  const message = messageIn(text);
  const all = `${message}\n${text.slice(0, 4_000)}`;
  const said = quoted(message, key);
  const wait = toldToWaitMs({ headers, text: all, nowMs });
  const make = (code: ModelErrorCode, sentence: string): ModelError =>
    new ModelError(code, `${sentence}${said}`, code === "rate_limit" || code === "transport" ? wait : undefined);

  if (status === 413 || overflows.some((wording) => wording.test(all)))
    return make("overflow", "The question is too long for the model.");
  if (status === 402 || /insufficient_quota/.test(all))
    return make("quota", "The account at the endpoint has no money or quota left.");
  // Gemini words a limit a minute like an empty account, and says how long to wait.
  if (status === 429)
    return quotas.test(all) && wait === undefined
      ? make("quota", "The account at the endpoint has no money or quota left.")
      : make("rate_limit", "The endpoint says that there are too many questions at once.");
  if (status === 401 || (status < 500 && keys.test(all)))
    return make("auth", `The endpoint refuses the key (${status}).`);
  if (status === 404 || status === 400)
    if (gone.test(all)) return make("refused", `The endpoint has no model ${model}.`);
  if (status === 403) return make("auth", "The endpoint does not let this key do that (403).");
  if (status === 404)
    return make("refused", "There are no chat completions at this address (404): it usually ends with /v1.");
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return make("transport", `The endpoint failed (${status}).`);
  return make("refused", `The endpoint refuses the question (${status}).`);
}

/** Of an error object in the middle of a stream that began well. */
export function faultInStream(error: unknown): ModelError {
  const text = JSON.stringify({ error });
  const code = typeof error === "object" && error !== null && "code" in error ? Number(error.code) : Number.NaN;
  const known = faultOf({ status: code >= 400 && code < 600 ? code : 500, text, model: "", key: "", nowMs: 0 });
  if (known.code !== "transport") return known;
  return new ModelError(
    "stream_broken",
    `The endpoint failed in the middle of its answer.${quoted(messageIn(text), "")}`,
  );
}

/** The sentence in an error's body, in the forms that there are; of a page, nothing. */
function messageIn(text: string): string {
  if (/^\s*</.test(text)) return "";
  try {
    return dug(parseForeign(text), 4) ?? "";
  } catch {
    return text.slice(0, 400);
  }
}

/** `{error: {message}}`, `{error: "…"}`, `{message}`, `{detail}`, `[{error}]`. */
function dug(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || depth === 0) return undefined;
  if (Array.isArray(value)) return dug(value[0], depth - 1);
  const held: Record<string, unknown> = { ...value };
  for (const key of ["error", "message", "detail", "errors", "msg"]) {
    const found = dug(held[key], depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** At most 200 characters of what the endpoint said, without the key or what looks like a part of one. */
function quoted(message: string, key: string): string {
  const plain = withoutHidden(key === "" ? message : message.replaceAll(key, "…"))
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\b(sk|pk|rk|gsk|xai|AIza|Bearer|key|org|proj)[-_ ]?(?=[A-Za-z0-9*_-]*[0-9*])[A-Za-z0-9*._-]{6,}/g, "…")
    .trim();
  if (plain === "") return "";
  return ` It says: “${plain.length > 200 ? `${plain.slice(0, 199)}…` : plain}”`;
}
