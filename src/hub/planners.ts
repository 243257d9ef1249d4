/** The planners put together: the embedded one, the model's where one is set up, and what else a model says of its plans. Loaded at the first request. */
import type { Machine } from "../domain/machine.ts";
import type { Clock } from "../lib/clock.ts";
import { once } from "../lib/once.ts";
import { type Example, makeExamples, untriedExamples } from "./examples.ts";
import type { Models } from "./models/feature.ts";
import type { wordsBy } from "./planning/choose.ts";
import type { Planner } from "./planning/planner.ts";

type Words = ReturnType<typeof wordsBy>;

const warmAfterMs = 500;
/** One request of the warm-up takes 5 to 200 ms; between them the hub does what else there is. */
const betweenMs = 25;
/** Where there was no machine at the start: who has just opened a page has more to do first. */
const warmAfterPageMs = 10_000;

export function makePlanners({ models, clock }: { models: Models; clock: Clock }) {
  // A hub that starts does not need them: evaluating them takes some 10 ms.
  const load = once(async () => {
    const [{ choosePlanner, wordsBy }, { embeddedPlanner }] = await Promise.all([
      import("./planning/choose.ts"),
      import("./planning/embedded/planner.ts"),
    ]);
    const planner = choosePlanner({
      embedded: embeddedPlanner,
      model: models.current,
      small: models.small,
      setting: models.planner,
    });
    return { embeddedPlanner, planner, words: wordsBy(models.small) };
  });
  const ports: { planner: Planner; alternatives: (task: { id: string }) => boolean } & Words = {
    alternatives: ({ id }) => models.planner() !== "embedded" && models.current({ task: id }) !== undefined,
    planner: async (request) => (await load()).planner(request),
    judge: async (...about) => (await load()).words.judge(...about),
    advise: async (...about) => (await load()).words.advise(...about),
  };
  const tried = makeExamples(async (text, fleet) => {
    const { kind } = await (await load()).embeddedPlanner({ text, fleet, nowMs: clock() });
    return kind === "plan" || kind === "answer";
  });
  let isWarm = false;
  let isWarming = false;
  let laterOn: ReturnType<typeof setTimeout> | undefined;
  function begin(fleet: () => readonly Machine[]): void {
    const machines = fleet();
    if (isWarm || isWarming || machines.length === 0) return;
    isWarming = true;
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, betweenMs).unref());
    const all = async (): Promise<void> => {
      await load();
      const { warm } = await import("./planning/embedded/warm.ts");
      await warm(machines, { nowMs: clock(), pause });
    };
    // A request that fails here fails again when a person asks it, and then it is said.
    void all()
      .catch(() => undefined)
      .finally(() => {
        isWarm = true;
      });
  }
  return {
    ports,
    /** What is worth asking of a fleet: nothing is offered that would be declined, and no page waits for the planner to be compiled. */
    examples: async (fleet: readonly Machine[]): Promise<Example[]> => {
      if (isWarm) return await tried(fleet);
      laterOn ??= setTimeout(() => begin(() => fleet), warmAfterPageMs).unref();
      return untriedExamples(fleet);
    },
    /** The planner compiles its templates when they are first used; nobody should wait for that. */
    warm: (fleet: () => readonly Machine[]): void => void setTimeout(() => begin(fleet), warmAfterMs).unref(),
  };
}
