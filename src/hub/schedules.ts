/** Schedules put together: whose account, which task, and how a due time becomes one. */
import { taskId } from "../domain/task.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { Accounts } from "./accounts/accounts.ts";
import { accountNow } from "./accounts/identify.ts";
import { makeAutomation } from "./automation/automation.ts";
import type { Db } from "./db/database.ts";
import type { Engine } from "./tasks/engine.ts";
import type { TaskStore } from "./tasks/store.ts";

type Parts = { db: Db; clock: Clock; log: Log; accounts: Accounts; store: TaskStore; engine: () => Engine };

export const makeSchedules = ({ db, clock, log, accounts, store, engine }: Parts) =>
  makeAutomation({
    db,
    clock,
    log,
    account: (id) => accountNow(accounts.store, id),
    taskState: (id) => store.find(taskId(id))?.state,
    fire: ({ id, schedule, request, actor, also }) =>
      new Promise((stored, failed) => {
        const by = { actor, origin: "hub", channel: "schedule" as const };
        const { done } = engine().create.due(by, request, {
          id,
          schedule,
          also: { ...also, stored: () => stored(id) },
        });
        done.catch(failed);
      }),
  });
