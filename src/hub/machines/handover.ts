/** Join lines between the form that made them and the page that shows them: kept a while, for the person who asked. */
import type { TokenCreated } from "../../api/token.ts";
import type { Clock } from "../../lib/clock.ts";

const keptMs = 10 * 60_000;
const atMost = 1_000;

export type Handover = {
  /** Returns what the address of the page holds; not the secret itself. */
  keep: (owner: string, created: TokenCreated) => string;
  /** Undefined for another person, or once it is too old. */
  show: (owner: string, handle: string) => TokenCreated | undefined;
};

export function makeHandover(clock: Clock): Handover {
  const kept = new Map<string, { owner: string; created: TokenCreated; untilMs: number }>();
  return {
    keep: (owner, created) => {
      for (const [handle, { untilMs }] of kept) if (untilMs <= clock() || kept.size >= atMost) kept.delete(handle);
      const handle = crypto.randomUUID();
      kept.set(handle, { owner, created, untilMs: clock() + keptMs });
      return handle;
    },
    show: (owner, handle) => {
      const held = kept.get(handle);
      return held && held.owner === owner && held.untilMs > clock() ? held.created : undefined;
    },
  };
}
