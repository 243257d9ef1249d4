/** Makes one answer of the pieces that an endpoint sends, and says what is wrong with them. */
import { parseForeign } from "../../../../lib/json.ts";
import { ModelError, type Answer, type ModelDelta, type ModelUsage } from "../model.ts";
import { gatherCalls } from "./calls.ts";
import { chunkForm, type Counted, type Said } from "./chunk.ts";
import { faultInStream } from "./faults.ts";
import { tokensIn } from "./price.ts";
import { splitThinking } from "./thinkTags.ts";

export type Assembled = Omit<Answer, "ms">;
type Wish = {
  onPart: (delta: ModelDelta) => void;
  /** Ids that the conversation has already. */
  usedIds: ReadonlySet<string>;
  /** What was sent, for endpoints that do not count. */
  sentCharacters: number;
  /** A form was asked for: nothing of the text may be missing. */
  formed: boolean;
};

const form = chunkForm();

export function assembler({ onPart, usedIds, sentCharacters, formed }: Wish) {
  const calls = gatherCalls();
  const tags = splitThinking();
  const said = { text: "", thinking: "", refusal: "" };
  let finish: string | undefined;
  let counted: Counted | undefined;
  let broken = 0;
  let chunks = 0;

  const tell = (kind: "thinking" | "text", text: string): void => {
    if (text === "") return;
    said[kind] += text;
    onPart({ kind: kind === "text" ? "said" : "thinking", text });
  };

  const take = (piece: Said): void => {
    tell("thinking", piece.reasoning_content ?? piece.reasoning ?? "");
    for (const { kind, text } of partsOf(piece.content)) {
      if (kind === "thinking") tell(kind, text);
      else {
        const split = tags.push(text);
        tell("thinking", split.thinking);
        tell("text", split.text);
      }
    }
    said.refusal += piece.refusal ?? "";
    for (const part of piece.tool_calls ?? []) calls.take(part);
    if (piece.function_call) calls.take({ index: 0, function: piece.function_call });
  };

  return {
    /** One event's data. Throws `ModelError` where the endpoint says in the stream that it failed. */
    event: (data: string): void => {
      if (data.trim() === "[DONE]" || data.trim() === "") return;
      const chunk = form.safeParse(parsed(data));
      if (!chunk.success) {
        broken++;
        return;
      }
      chunks++;
      const { error, choices, usage } = chunk.data;
      if (error !== undefined && error !== null) throw faultInStream(error);
      counted = usage ?? counted;
      const choice = choices?.find(({ index }) => (index ?? 0) === 0);
      const piece = choice?.delta ?? choice?.message;
      if (piece) take(choice?.message ? numbered(piece) : piece);
      finish = choice?.finish_reason || finish;
    },
    /** The end was said; what may still come is the count of tokens. */
    ended: (): boolean => finish !== undefined,
    counted: (): boolean => counted !== undefined,
    /** Whether it was any stream of this protocol at all. */
    understood: (): boolean => chunks > 0,
    usage: (): ModelUsage => {
      const characters = said.text.length + said.thinking.length + said.refusal.length + calls.characters();
      return usageOf(counted, { sentCharacters, characters });
    },
    whole: (): Assembled => {
      const left = tags.rest();
      tell("thinking", left.thinking);
      tell("text", left.text);
      if (finish === undefined) throw new ModelError("stream_broken", "The answer broke off before its end.");
      // Prose may lack a word; a plan, in calls or in text, may not.
      if (broken > 0 && (formed || calls.count() > 0 || said.text.includes("{")))
        throw new ModelError("stream_broken", "A part of the answer could not be read.");
      const ending = endingOf(finish, { calls: calls.count(), refused: said.refusal !== "" });
      const { inputTokens, outputTokens, ...usage } = usageOf(counted, {
        sentCharacters,
        characters: said.text.length + said.thinking.length + said.refusal.length + calls.characters(),
      });
      if (ending === "length" && said.text === "" && said.thinking === "" && calls.count() === 0 && outputTokens === 0)
        throw new ModelError("overflow", "The endpoint had no room for an answer: the question is too long for it.");
      return {
        text: said.text === "" ? said.refusal : said.text,
        thinking: said.thinking,
        // Calls of an answer that was cut are none: nobody knows what they would have been.
        calls: ending === "tool_calls" ? calls.whole(usedIds) : [],
        finish: ending,
        usage: { inputTokens, outputTokens, ...usage },
      };
    },
  };
}

function parsed(data: string): unknown {
  try {
    return parseForeign(data);
  } catch {
    return undefined;
  }
}

/** In a whole message the place of a call is its number. */
const numbered = (piece: Said): Said => ({
  ...piece,
  tool_calls: piece.tool_calls?.map((call, at) => ({ ...call, index: at })),
});

function partsOf(content: Said["content"]): { kind: "text" | "thinking"; text: string }[] {
  if (typeof content === "string") return [{ kind: "text", text: content }];
  return (content ?? []).map(({ text, thinking }) => {
    const thought = typeof thinking === "string" ? thinking : (thinking ?? []).map((part) => part.text ?? "").join("");
    return thought === "" ? { kind: "text", text: text ?? "" } : { kind: "thinking", text: thought };
  });
}

/** Endpoints word the end in their own ways. Throws where it says that the answer failed. */
function endingOf(finish: string, { calls, refused }: { calls: number; refused: boolean }): Answer["finish"] {
  const word = finish.toLowerCase();
  if (word === "error" || word.startsWith("malformed"))
    throw new ModelError("stream_broken", "The endpoint says that its answer failed.");
  if (word === "length" || word === "max_tokens" || word === "model_length") return "length";
  if (/content_filter|safety|recitation|prohibited|blocklist|spii/.test(word)) return "content_filter";
  if (refused || word === "refusal") return "refusal";
  return calls > 0 ? "tool_calls" : "stop";
}

const whole = (count: number | null | undefined): number | undefined =>
  typeof count === "number" && Number.isFinite(count) && count >= 0 ? Math.round(count) : undefined;

function usageOf(
  counted: Counted | undefined,
  { sentCharacters, characters }: { sentCharacters: number; characters: number },
): ModelUsage {
  const input = whole(counted?.prompt_tokens);
  const output = whole(counted?.completion_tokens);
  const cached =
    whole(counted?.prompt_tokens_details?.cached_tokens) ??
    whole(counted?.prompt_cache_hit_tokens) ??
    whole(counted?.cache_read_input_tokens) ??
    0;
  const cost = counted?.cost;
  return {
    inputTokens: input ?? tokensIn(sentCharacters),
    cachedTokens: Math.min(cached, input ?? 0),
    outputTokens: output ?? tokensIn(characters),
    estimated: input === undefined || output === undefined,
    ...(typeof cost === "number" && cost >= 0 && cost < 1_000 ? { costMicroUsd: Math.ceil(cost * 1e6) } : {}),
  };
}
