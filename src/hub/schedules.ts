/** Schedules put together: whose account, which task, how a due time becomes one, and who sees what. */
import type { Viewer } from "../domain/account.ts";
import { taskId } from "../domain/task.ts";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import { once } from "../lib/once.ts";
import type { Fleet as Strip } from "../../web/frame/index.ts";
import type { Accounts } from "./accounts/accounts.ts";
import { accountNow } from "./accounts/identify.ts";
import { makeAutomation } from "./automation/automation.ts";
import { scheduleRoutes } from "./automation/routes.tsx";
import type { Db } from "./db/database.ts";
import type { Http } from "./http/app.ts";
import type { Live } from "./http/live.ts";
import { coveredBy } from "./fleetViews.ts";
import type { Fleet } from "./machines/fleet.ts";
import type { Engine } from "./tasks/engine.ts";
import type { TaskStore } from "./tasks/store.ts";

const systemZone = once((): string => Intl.DateTimeFormat().resolvedOptions().timeZone);

type Parts = {
  db: Db;
  clock: Clock;
  log: Log;
  accounts: Accounts;
  store: TaskStore;
  fleet: Fleet;
  engine: () => Engine;
};

export function makeSchedules({ db, clock, log, accounts, store, fleet, engine }: Parts) {
  const covers = coveredBy(fleet);
  const nameOf = (id: string): string => fleet.all().find((machine) => machine.id === id)?.name ?? "a removed machine";
  const automation = makeAutomation({
    db,
    clock,
    log,
    account: (id) => accountNow(accounts.store, id),
    outside: (scope, ids) => {
      if (scope === undefined) return undefined;
      const here = new Set(covers(scope));
      const first = ids.find((id) => !here.has(id));
      return first === undefined ? undefined : nameOf(first);
    },
    taskState: (id) => store.find(taskId(id))?.state,
    fire: ({ id, schedule, request, by, also }) =>
      new Promise((stored, failed) => {
        const { done } = engine().create.due(by, request, {
          id,
          schedule,
          also: { ...also, stored: () => stored(id) },
        });
        done.catch(failed);
      }),
  });
  return {
    ...automation,
    ports: ({ timeZone }: { timeZone?: string }) => ({
      schedules: automation.port,
      timeZone: () => timeZone ?? systemZone(),
    }),
    routes: (
      http: Pick<Http, "route" | "body" | "callerOf">,
      live: Pick<Live, "view">,
      strip: (viewer: Viewer) => Strip,
    ): void =>
      scheduleRoutes({
        http,
        live,
        automation,
        clock,
        strip,
        nameOf,
        within: ({ scope }, ids) => {
          if (scope === undefined) return true;
          const here = new Set(covers(scope));
          return ids.every((id) => here.has(id));
        },
        task: (id) => {
          const found = store.find(taskId(id));
          return found && { state: found.state, headline: found.headline };
        },
        ask: async (c, request) => {
          const { actor, origin, via } = http.callerOf(c);
          const { id, done } = engine().create.ask(
            { actor, origin, channel: via === "cookie" ? "page" : "api" },
            { request },
          );
          await done;
          return id;
        },
      }),
  };
}
