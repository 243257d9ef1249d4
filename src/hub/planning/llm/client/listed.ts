/** The models that an endpoint says it has, and what it says of them: most say an id and no more. */
import * as z from "zod/mini";
import { parseForeign } from "../../../../lib/json.ts";
import type { Endpoint } from "./endpoint.ts";
import { listModels, textOf } from "./exchange.ts";

export type Listed = { id: string; contextTokens?: number };

const mostBytes = 4 << 20;
const mostModels = 1_000;
const waitMs = 15_000;

/** OpenRouter, vLLM, Groq, LM Studio and llama.cpp each have a name of their own for it. */
const windows = [
  "context_length",
  "max_model_len",
  "context_window",
  "max_context_length",
  "max_input_tokens",
] as const;

const listForm = () => z.object({ data: z.array(z.looseObject({ id: z.string() })) });

/** [] where it gives no list. Throws nothing. */
export async function modelList({
  endpoint,
  signal,
  nowMs,
}: {
  endpoint: Endpoint;
  signal: AbortSignal;
  nowMs: number;
}): Promise<Listed[]> {
  try {
    const response = await listModels({
      endpoint,
      signal: AbortSignal.any([signal, AbortSignal.timeout(waitMs)]),
      nowMs,
    });
    const list = listForm().safeParse(parseForeign(await textOf(response, mostBytes)));
    return (
      (list.data?.data ?? [])
        .slice(0, mostModels)
        .filter(({ id }) => id !== "" && id.length <= 200)
        // Gemini lists them as `models/…` and takes them without.
        .map(({ id, ...more }) => ({ id: id.replace(/^models\//, ""), ...windowIn(more) }))
        .toSorted((a, b) => a.id.localeCompare(b.id))
    );
  } catch {
    return [];
  }
}

function windowIn(more: Record<string, unknown>): { contextTokens?: number } {
  const found = windows.map((name) => more[name]).find((tokens) => typeof tokens === "number" && tokens > 0);
  return typeof found === "number" ? { contextTokens: found } : {};
}
