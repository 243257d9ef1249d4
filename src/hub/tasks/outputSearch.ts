/** Looks for text in stored output, on a thread of its own that lives only while somebody looks. */
import { AppError } from "../../domain/error.ts";
import type { OutputMatches } from "../../api/output.ts";
import type { Stream } from "./outputFormat.ts";

export type Looked = {
  raw: string;
  packed: string;
  text: string;
  stream: Stream | undefined;
  limit: number;
  exactCase: boolean;
};
export type ToText = { kind: "find"; id: number; of: Looked } | { kind: "stop"; id: number };
export type FromText = { id: number; found: OutputMatches } | { id: number; failed: string };
export type Search = { find: (of: Looked & { signal?: AbortSignal }) => Promise<OutputMatches>; close: () => void };

const idleMs = 30_000;
/** More at once wait long enough to be asked again. */
const atOnce = 16;

export function makeSearch({ start }: { start: () => Worker }): Search {
  const asked = new Map<number, { resolve: (found: OutputMatches) => void; reject: (why: Error) => void }>();
  let worker: Worker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let last = 0;

  const close = (): void => {
    worker?.terminate();
    worker = undefined;
    clearTimeout(idle);
    for (const { reject } of asked.values()) reject(new AppError("hub_unreachable", "The hub stops."));
    asked.clear();
  };
  const say = (message: ToText): void => worker?.postMessage(JSON.stringify(message));
  const started = (): Worker => {
    clearTimeout(idle);
    if (worker) return worker;
    const fresh = start();
    fresh.onmessage = (event: MessageEvent<string>) => {
      const answer = JSON.parse(event.data) as FromText;
      const who = asked.get(answer.id);
      asked.delete(answer.id);
      if ("found" in answer) who?.resolve(answer.found);
      else who?.reject(new Error(answer.failed));
      if (asked.size === 0) idle = setTimeout(close, idleMs);
    };
    fresh.onerror = (event) => {
      for (const { reject } of asked.values()) reject(new Error(event.message));
      asked.clear();
      worker = undefined;
    };
    worker = fresh;
    return fresh;
  };

  return {
    find: ({ signal, ...of }) => {
      if (asked.size >= atOnce)
        throw new AppError("too_many_requests", "Too many searches are going on.", { hint: "Try again in a moment." });
      started();
      const id = ++last;
      const answer = Promise.withResolvers<OutputMatches>();
      asked.set(id, answer);
      say({ kind: "find", id, of });
      signal?.addEventListener("abort", () => say({ kind: "stop", id }), { once: true });
      return answer.promise;
    },
    close,
  };
}
