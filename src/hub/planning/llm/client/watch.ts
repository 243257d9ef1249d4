/** Ends a try that takes too long: nothing began, nothing more comes, it never ends, or whoever asked has left. */
import { ModelError } from "../model.ts";
import type { Limits } from "./endpoint.ts";

export type Watch = {
  signal: AbortSignal;
  /** Something came. */
  alive: () => void;
  /** An answer has begun. */
  begun: () => void;
  /** The end was said; little may still follow. */
  ended: () => void;
  /** Why it was ended; undefined where it was not. */
  fault: () => ModelError | undefined;
  close: () => void;
};

const secondsOf = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

export function watchOver({ limits, signal }: { limits: Limits; signal: AbortSignal }): Watch {
  const controller = new AbortController();
  let fault: ModelError | undefined;
  const stop = (why: ModelError): void => {
    fault ??= why;
    controller.abort(why);
  };
  const cancelled = (): void => stop(new ModelError("cancelled", "Cancelled."));
  const after = (ms: number, sentence: string) => setTimeout(() => stop(new ModelError("idle", sentence)), ms);

  const total = after(limits.totalMs, `The endpoint did not come to an end within ${secondsOf(limits.totalMs)}.`);
  const firstMs = Math.min(limits.firstByteMs, limits.silentMs);
  let next = after(firstMs, `The endpoint began no answer within ${secondsOf(firstMs)}.`);
  const silent = after(limits.silentMs, `The endpoint began no answer within ${secondsOf(limits.silentMs)}.`);
  let quietMs = limits.idleMs;
  if (signal.aborted) cancelled();
  else signal.addEventListener("abort", cancelled);

  const alive = (): void => {
    clearTimeout(next);
    next = after(quietMs, `The endpoint fell silent for ${secondsOf(quietMs)} in the middle of its answer.`);
  };
  return {
    signal: controller.signal,
    alive,
    begun: () => clearTimeout(silent),
    ended: () => {
      quietMs = Math.min(limits.afterEndMs, limits.idleMs);
      alive();
    },
    fault: () => fault,
    close: () => {
      clearTimeout(total);
      clearTimeout(next);
      clearTimeout(silent);
      signal.removeEventListener("abort", cancelled);
    },
  };
}
