/** Tells of a call that it waits for something, and that it moves again; and does what somebody decided then. */
import type { Act } from "../../protocol/call.ts";
import { limits } from "../../protocol/limits.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import type { Held } from "./held.ts";
import type { WatchStalls } from "./program.ts";

export const stallsOf = (
  held: Held,
  { idleMs = limits.idleMs, say }: { idleMs?: number | undefined; say: (frame: AgentFrame) => void },
): Parameters<WatchStalls>[0] => ({
  programs: () => [...held.programs],
  idleMs: () => (held.waits ? idleMs * 3 : idleMs),
  tell: (raw) => {
    const stall = raw && (held.masking?.json(raw) ?? raw);
    if (!stall && !held.stall) return;
    held.waits = false;
    if (stall) held.stall = stall;
    else delete held.stall;
    say(stall ? { kind: "stalled", id: held.id, stall } : { kind: "moving", id: held.id });
  },
});

/** What it waits for is given, or it is interrupted or ended. */
export function carryOut(held: Held, { action, text = "" }: Act): void {
  held.waits = action === "wait";
  if (action === "wait") {
    delete held.stall;
    return;
  }
  // A pager takes a key: a line feed behind it would answer whatever asks next.
  const typed = held.stall?.kind === "pager" && text.length === 1 ? text : `${text}\n`;
  for (const program of held.programs) {
    if (action === "answer") program.type?.(typed, held.stall?.kind === "secret");
    else program.signal(action === "kill" ? "SIGKILL" : "SIGINT");
  }
}
