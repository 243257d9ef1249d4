/** Stores what every answer takes and asks nothing more once a ceiling is reached. */
import { ceilingReached, type ModelCeilings } from "../../domain/modelCeiling.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Db } from "../db/database.ts";
import { ModelError, type Model, type ModelUsage } from "../planning/llm/model.ts";
import { monthOf, type ModelStore } from "./store.ts";

export type MeterParts = {
  db: Pick<Db, "commit">;
  store: Pick<ModelStore, "used" | "monthSpent" | "taskSpent">;
  clock: Clock;
  log: Log;
  ceilings: () => ModelCeilings;
};
type Wanted = {
  /** Whose answers these are; absent: of no task, as in a probe. */
  task: string | undefined;
  make: (spent: (usage: ModelUsage) => void) => Model;
};

export type Meter = {
  over: (wanted: Wanted) => Model;
  /** Stores what was taken beside any task; resolves once it is stored. */
  record: (model: string, usage: ModelUsage, task?: string) => Promise<void>;
  /** Why nothing may be asked now, by the month alone. */
  full: () => string | undefined;
};

export function makeMeter({ db, store, clock, log, ceilings }: MeterParts): Meter {
  const record: Meter["record"] = async (model, { estimated, costMicroUsd, ...tokens }, task) => {
    const used = { atMs: clock(), model, estimated: estimated ? 1 : 0, costMicroUsd: costMicroUsd ?? null, ...tokens };
    try {
      await db.commit({ do: [store.used({ ...used, taskId: task ?? null })], sync: "later" });
    } catch (error) {
      // The answer is there and paid for; a full disk is told of by everything else as well.
      log.warn("model.usage_not_stored", { error: String(error) });
    }
  };
  const month = () => store.monthSpent(monthOf(clock()));

  return {
    record,
    full: () => ceilingReached(ceilings(), { month: month(), task: { tokens: 0, microUsd: 0 } }),
    over: ({ task, make }) => {
      // A handle that knows no task is one task for itself.
      const own = { tokens: 0, microUsd: 0 };
      const open: Promise<void>[] = [];
      const model = make((usage) => {
        own.tokens += usage.inputTokens + usage.outputTokens;
        own.microUsd += usage.costMicroUsd ?? 0;
        open.push(record(model.name, usage, task));
      });
      return {
        ...model,
        ask: async (request) => {
          const spent = { month: month(), task: task === undefined ? own : store.taskSpent(task) };
          const reached = ceilingReached(ceilings(), spent);
          if (reached !== undefined) throw new ModelError("budget_spent", `${reached} ${raise}`);
          try {
            return await model.ask(request);
          } finally {
            // The next question is asked with this one counted.
            await Promise.all(open.splice(0));
          }
        },
      };
    },
  };
}

const raise = "An admin can raise it under Settings, Model.";
