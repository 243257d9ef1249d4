/** The forms that endpoints give an answer, or a piece of one, in: as lenient as they are careless. */
import * as z from "zod/mini";

const loose = <T extends z.ZodMiniType>(inner: T) => z.nullish(inner);
const count = () => loose(z.number());

const called = () =>
  z.object({
    index: loose(z.number()),
    id: loose(z.string()),
    function: loose(z.object({ name: loose(z.string()), arguments: loose(z.unknown()) })),
  });

/** Mistral gives text, and its thoughts, in parts. */
const part = () =>
  z.object({
    type: loose(z.string()),
    text: loose(z.string()),
    thinking: loose(z.union([z.string(), z.array(z.object({ text: loose(z.string()) }))])),
  });

const said = () =>
  z.object({
    content: loose(z.union([z.string(), z.array(part())])),
    refusal: loose(z.string()),
    reasoning_content: loose(z.string()),
    reasoning: loose(z.string()),
    tool_calls: loose(z.array(called())),
    /** As it was before there were several. */
    function_call: loose(z.object({ name: loose(z.string()), arguments: loose(z.unknown()) })),
  });

const usage = () =>
  z.object({
    prompt_tokens: count(),
    completion_tokens: count(),
    prompt_tokens_details: loose(z.object({ cached_tokens: count() })),
    prompt_cache_hit_tokens: count(),
    cache_read_input_tokens: count(),
    /** OpenRouter tells what it takes, in USD. */
    cost: count(),
  });

export const chunkForm = () =>
  z.object({
    choices: loose(
      z.array(
        z.object({
          index: loose(z.number()),
          delta: loose(said()),
          message: loose(said()),
          finish_reason: loose(z.string()),
        }),
      ),
    ),
    usage: loose(usage()),
    error: loose(z.unknown()),
  });

export type Chunk = z.infer<ReturnType<typeof chunkForm>>;
export type Said = z.infer<ReturnType<typeof said>>;
export type CalledPart = z.infer<ReturnType<typeof called>>;
export type Counted = z.infer<ReturnType<typeof usage>>;
