/** Keeps the agent connected for ever: dials, waits with jitter, dials again, takes up where it was. */
import { backoffMs } from "../../lib/backoff.ts";
import type { Log } from "../../lib/log.ts";
import type { Calls } from "../calls/calls.ts";
import { connect, type Dial, type Self, type Welcome } from "./connection.ts";
import type { AgentFrame } from "../../protocol/frames.ts";

/** A machine that was told to stay away asks again this rarely, in case a person changed their mind. */
const refusedWaitMs = 300_000;

export async function stayConnected({
  dial,
  self,
  calls,
  onWelcome,
  onEnd,
  signal,
  nowMs,
  log,
}: {
  /** Looked up before every attempt: an address or certificate may have changed. */
  dial: () => Promise<Dial>;
  self: Self;
  calls: Calls;
  onWelcome: (welcome: Welcome, send: (frame: AgentFrame) => void) => void;
  onEnd: () => void;
  signal: AbortSignal;
  nowMs: () => number;
  log: Log;
}): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const ended = await once();
    onEnd();
    if (signal.aborted) return;
    failures = ended.welcomed ? 0 : failures + 1;
    const waitMs = ended.again ? backoffMs({ attempt: failures, baseMs: 250, capMs: 60_000 }) : refusedWaitMs;
    log.warn("link.ended", { code: ended.code, detail: ended.detail, waitMs });
    await wait(waitMs, signal);
  }

  async function once() {
    try {
      return await connect({ dial: await dial(), self, calls, onWelcome, signal, nowMs, log });
    } catch (error) {
      return {
        again: true,
        code: "hub_unreachable",
        detail: error instanceof Error ? error.message : String(error),
        welcomed: false,
      };
    }
  }
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
