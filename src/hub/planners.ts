/** The planners put together: the embedded one, the model's where one is set up, and what else a model says of its plans. */
import type { Machine } from "../domain/machine.ts";
import type { Clock } from "../lib/clock.ts";
import type { Models } from "./models/feature.ts";
import { choosePlanner, wordsBy } from "./planning/choose.ts";
import { embeddedPlanner } from "./planning/embedded/planner.ts";
import { warm } from "./planning/embedded/warm.ts";

const warmAfterMs = 500;
/** One request of the warm-up takes 5 to 200 ms; between them the hub does what else there is. */
const betweenMs = 50;

export function makePlanners({ models, clock }: { models: Models; clock: Clock }) {
  return {
    ports: {
      planner: choosePlanner({ embedded: embeddedPlanner, model: models.current, setting: models.planner }),
      ...wordsBy(models.small),
    },
    /** The planner compiles its templates when they are first used; nobody should wait for that. */
    warm: (fleet: () => readonly Machine[]): void => {
      const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, betweenMs).unref());
      // A request that fails here fails again when a person asks it, and then it is said.
      const begin = (): unknown => warm(fleet(), { nowMs: clock(), pause }).catch(() => undefined);
      setTimeout(begin, warmAfterMs).unref();
    },
  };
}
