/** The planners put together: the embedded one, the model's where one is set up, and what else a model says of its plans. */
import type { Machine } from "../domain/machine.ts";
import type { Clock } from "../lib/clock.ts";
import type { Models } from "./models/feature.ts";
import { choosePlanner, wordsBy } from "./planning/choose.ts";
import { embeddedPlanner } from "./planning/embedded/planner.ts";

const warmAfterMs = 500;

export function makePlanners({ models, clock }: { models: Models; clock: Clock }) {
  return {
    ports: {
      planner: choosePlanner({ embedded: embeddedPlanner, model: models.current, setting: models.planner }),
      ...wordsBy(models.small),
    },
    /** The planner reads its templates and runbooks at its first request; nobody should wait for that. */
    warm: (fleet: () => readonly Machine[]): void => {
      const first = (): unknown => embeddedPlanner({ text: "show disk usage", fleet: fleet(), nowMs: clock() });
      setTimeout(() => void first(), warmAfterMs).unref();
    },
  };
}
