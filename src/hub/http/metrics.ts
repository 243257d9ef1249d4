/** What Prometheus reads: the process, the fleet, the work, and what was asked of the hub. */
import { once } from "../../lib/once.ts";
import type { Answered } from "./app.ts";

/** How many there are now, by state or kind. Read at each scrape. */
export type Counts = {
  machines: Record<string, number>;
  tasks: Record<string, number>;
  runs: Record<string, number>;
  /** `agent`, `page`, `output`. */
  connections: Record<string, number>;
  /** What models took since the beginning. */
  models?: { model: string; answers: number; inputTokens: number; outputTokens: number; microUsd: number }[];
};

export type Metrics = { answered: (what: Answered) => void; text: () => Promise<string>; contentType: string };

/** The library takes some 10 ms to load: it is loaded for the first who reads, or once this many answers wait to be counted. */
const waitAtMost = 200;

export function makeMetrics({ version }: { version: string }): Metrics & { countBy: (counts: () => Counts) => void } {
  let read: (() => Counts) | undefined;
  let count: ((what: Answered) => void) | undefined;
  const waiting: Answered[] = [];
  const load = once(async () => {
    const registry = (await import("./registry.ts")).makeRegistry({ version });
    for (const what of waiting.splice(0)) registry.answered(what);
    count = registry.answered;
    return registry;
  });

  return {
    countBy: (counts) => (read = counts),
    answered: (what) => {
      if (count) return count(what);
      if (waiting.push(what) === waitAtMost) void load();
    },
    text: async () => await (await load()).text(read?.()),
    contentType: "text/plain; version=0.0.4; charset=utf-8",
  };
}
