/** One try of one question: sent, read as it comes, and either a whole answer or a fault. */
import type { JsonObject } from "../../../../lib/json.ts";
import { ModelError, type ModelDelta, type ModelUsage } from "../model.ts";
import { assembler, type Assembled } from "./assemble.ts";
import { mostAnswerBytes, type Endpoint, type Limits } from "./endpoint.ts";
import { post, Refusal, textOf } from "./exchange.ts";
import { readEvents } from "./sse.ts";
import { watchOver, type Watch } from "./watch.ts";

export type Try = {
  endpoint: Endpoint;
  body: JsonObject;
  limits: Limits;
  signal: AbortSignal;
  nowMs: number;
  usedIds: ReadonlySet<string>;
  onPart: (delta: ModelDelta) => void;
  /** Told once something of an answer came, whatever became of it: it was paid for. */
  spent: (usage: ModelUsage) => void;
};

/** Throws `Refusal` where the endpoint refused, and `ModelError` for everything else. */
export async function attempt({
  endpoint,
  body,
  limits,
  signal,
  nowMs,
  usedIds,
  onPart,
  spent,
}: Try): Promise<Assembled> {
  const watch = watchOver({ limits, signal });
  const answer = assembler({
    onPart,
    usedIds,
    sentCharacters: JSON.stringify(body["messages"]).length + JSON.stringify(body["tools"] ?? "").length,
    formed: body["response_format"] !== undefined,
  });
  let began = false;
  try {
    const response = await post({ endpoint, body, signal: watch.signal, nowMs });
    const type = response.headers.get("content-type")?.toLowerCase() ?? "";
    if (type.includes("html")) throw notAnAnswer("a page");
    if (/\bjson\b/.test(type) && !type.includes("jsonl")) {
      const text = await textOf(response, mostAnswerBytes);
      began = true;
      watch.begun();
      answer.event(text);
      if (!answer.understood()) throw watch.fault() ?? notAnAnswer("no JSON that is one");
    } else {
      began = true;
      await readStream(response, { answer, watch });
    }
    // A stop that came with the last piece is one all the same.
    if (signal.aborted) throw watch.fault() ?? new ModelError("cancelled", "Cancelled.");
    if (!answer.understood()) throw watch.fault() ?? notAnAnswer("nothing of this protocol");
    // Once the end was said, silence is none.
    const late = watch.fault();
    if (late && !answer.ended()) throw late;
    return answer.whole();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw watch.fault() ?? (error instanceof ModelError ? error : brokenOff(began));
  } finally {
    watch.close();
    if (began) spent(answer.usage());
  }
}

async function readStream(
  response: Response,
  { answer, watch }: { answer: ReturnType<typeof assembler>; watch: Watch },
): Promise<void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const events = readEvents();
  let bytes = 0;
  // An aborted body may end as if it were complete, or never: the reader is told as well.
  const stop = (): void => void reader.cancel().catch(() => {});
  watch.signal.addEventListener("abort", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > mostAnswerBytes) throw new ModelError("unusable", "The answer does not come to an end.");
      watch.alive();
      for (const data of events.push(value)) {
        watch.begun();
        answer.event(data);
        if (data.trim() === "[DONE]" && answer.ended()) return;
      }
      if (answer.ended()) {
        if (answer.counted()) return;
        watch.ended();
      }
    }
    for (const data of events.rest()) answer.event(data);
  } catch (error) {
    // What was complete before the line went stays complete.
    if (error instanceof ModelError || !answer.ended()) throw error;
  } finally {
    watch.signal.removeEventListener("abort", stop);
    await reader.cancel().catch(() => {});
  }
}

const notAnAnswer = (what: string): ModelError =>
  new ModelError(
    "unusable",
    `The endpoint answers with ${what} instead of an answer. Is the address right, and does a proxy stand in between?`,
  );
const brokenOff = (began: boolean): ModelError =>
  began
    ? new ModelError("stream_broken", "The connection broke off in the middle of the answer.")
    : new ModelError("transport", "There is no connection to the endpoint.");
