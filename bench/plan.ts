/** How long the embedded planner takes, in this process, for sentences that people type. */
import { fleet } from "./data/fleet.ts";
import { sentences } from "./data/sentences.ts";
import { percentile } from "./lib/figure.ts";
import { interleave } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";

const rounds = 20;

export const planBench: Bench = {
  name: "plan",
  about: `the embedded planner over ${sentences.length} sentences and ${fleet.length} machines, beside looking each word up among the fleet's names`,
  run: async (kit) => {
    const { embeddedPlanner } = await import("../src/hub/planning/embedded/planner.ts");
    const nowMs = Date.parse("2026-11-20T09:00:00Z");
    const outcomes = new Map<string, number>();
    const planned = new Map<string, number[]>([
      ["p50", []],
      ["p95", []],
    ]);
    const looked = new Map<string, number[]>([
      ["p50", []],
      ["p95", []],
    ]);
    const pass = async (into: Map<string, number[]>, work: (text: string) => unknown): Promise<number> => {
      const times: number[] = [];
      for (const text of sentences) {
        const startedAtMs = performance.now();
        await work(text);
        times.push(performance.now() - startedAtMs);
      }
      into.get("p50")?.push(percentile(times, 0.5));
      into.get("p95")?.push(percentile(times, 0.95));
      return percentile(times, 0.5);
    };
    await interleave({
      rounds,
      warmups: 0,
      subjects: {
        ours: () => pass(planned, (text) => embeddedPlanner({ text, fleet, nowMs })),
        floor: () => pass(looked, lookUp),
      },
    });
    for (const text of sentences) {
      const { kind } = await embeddedPlanner({ text, fleet, nowMs });
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }

    for (const metric of ["p50", "p95"]) {
      const about = { n: fleet.length, metric, unit: "ms" };
      // The first pass compiles and caches; it is told apart, because a fresh hub pays it once.
      const ours = kit.figure({ ...about, subject: "ailx planner" }, (planned.get(metric) ?? []).slice(1));
      const floor = kit.figure({ ...about, subject: "floor word look-up" }, (looked.get(metric) ?? []).slice(1));
      kit.figure({ ...about, subject: "ailx planner, first pass" }, (planned.get(metric) ?? []).slice(0, 1));
      kit.row({
        name: `plan, ${metric}`,
        ours,
        floor,
        ...(metric === "p50" ? { goal: { kind: "value", atMost: 2 } } : {}),
      });
    }
    for (const [kind, count] of outcomes)
      kit.figure({ n: sentences.length, metric: `outcome_${kind}`, unit: "sentences", subject: "ailx planner" }, [
        count,
      ]);
  },
};

const names = new Map(
  fleet.flatMap((machine) =>
    [machine.name, ...machine.aliases, ...machine.tags].map((name) => [name.toLowerCase(), machine] as const),
  ),
);

/** The least any planner has to do: read the words and see which of them the fleet knows. */
const lookUp = (text: string): number =>
  (text.toLowerCase().match(/[\p{L}\p{N}_.-]+/gu) ?? []).filter((word) => names.has(word)).length;
