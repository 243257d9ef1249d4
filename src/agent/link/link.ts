/** Keeps the agent connected for ever: dials, waits with jitter, dials again, takes up where it was. */
import type { Log } from "../../lib/log.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import type { Calls } from "../calls/calls.ts";
import { connect, type Dial, type Self, type Times, type Welcome } from "./connection.ts";
import { networkNow, pause, type World } from "./pause.ts";
import { nextTry, type Ended, type Tries } from "./retry.ts";

export type LinkOptions = {
  /** Looked up before every attempt: an address or certificate may have changed. */
  dial: () => Promise<Dial>;
  self: Self;
  calls: Calls;
  onWelcome: (welcome: Welcome, send: (frame: AgentFrame) => void) => void;
  /** Something of what the welcome said is otherwise now. */
  onChange?: (welcome: Welcome) => void;
  onEnd: () => void;
  signal: AbortSignal;
  nowMs: () => number;
  log: Log;
  times?: Times;
  /** What cuts a wait short when it changes; tests bring their own. */
  world?: World;
  random?: () => number;
};

export async function stayConnected(options: LinkOptions): Promise<void> {
  const { onEnd, signal, nowMs, log, random } = options;
  const world = options.world ?? { nowMs, network: networkNow };
  const tries: Tries = { failures: 0, spreadMs: 0 };
  const told = (welcome: Welcome): void => void (tries.spreadMs = welcome.spreadMs ?? 0);
  while (!signal.aborted) {
    const ended = await once(options, told);
    onEnd();
    if (signal.aborted) return;
    const { waitMs, failures } = nextTry({ ended, tries, ...(random ? { random } : {}) });
    tries.failures = failures;
    log.warn("link.ended", { code: ended.code, detail: ended.detail, waitMs });
    if ((await pause({ ms: waitMs, signal, world })) === "changed") log.info("link.network_changed");
  }
}

async function once(options: LinkOptions, told: (welcome: Welcome) => void): Promise<Ended> {
  try {
    return await connect({
      ...options,
      dial: await options.dial(),
      onWelcome: (welcome, send) => {
        told(welcome);
        options.onWelcome(welcome, send);
      },
      onChange: (welcome) => {
        told(welcome);
        options.onChange?.(welcome);
      },
    });
  } catch (error) {
    return { again: true, code: "hub_unreachable", detail: error instanceof Error ? error.message : String(error) };
  }
}
