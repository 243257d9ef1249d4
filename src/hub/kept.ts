/** What the hub keeps of people's words put together: memory and their runbooks. What main hands to the engine and to the web. */
import { join } from "node:path";
import type { Actor } from "../domain/account.ts";
import { AppError } from "../domain/error.ts";
import type { RedactKey } from "../domain/redact/hash.ts";
import { taskEnded, taskId } from "../domain/task.ts";
import type { Clock } from "../lib/clock.ts";
import { once } from "../lib/once.ts";
import type { Fleet as Strip } from "../../web/frame/index.ts";
import type { Db } from "./db/database.ts";
import type { Http } from "./http/app.ts";
import type { Fleet } from "./machines/fleet.ts";
import { memoryAsked } from "./memory/asked.ts";
import { makeMemory } from "./memory/memory.ts";
import { memoryRoutes } from "./memory/routes.tsx";
import { memoryStore } from "./memory/store.ts";
import type { MemoryPort } from "./tasks/ports.ts";
import { rememberable } from "./tasks/rememberable.ts";
import type { Library } from "./runbooks/library.ts";
import { runbookRoutes } from "./runbooks/routes.tsx";
import type { TaskStore } from "./tasks/store.ts";

type Parts = { db: Db; key: { markKey: RedactKey }; fleet: Fleet; store: TaskStore; clock: Clock; dataDir: string };

export function makeKept({ db, key, fleet, store, clock, dataDir }: Parts) {
  const memory = makeMemory({
    db,
    store: memoryStore(db),
    clock,
    markKey: key.markKey,
    fleet: { all: () => fleet.all(), find: (wanted, scope) => fleet.find(wanted, scope) },
  });
  const port: MemoryPort = {
    known: (text, scope) => memory.known(text, scope),
    asked: async ({ id, request, ask, actor }, machines) =>
      await memoryAsked(memory, {
        text: request,
        fleet: machines,
        answers: ask.answers ?? [],
        actor: { ...actor, ...(ask.scope === undefined ? {} : { scope: ask.scope }) },
        origin: ask.origin,
        task: id,
      }),
    has: (text, machineIds) => memory.names(text, machineIds),
  };
  const told = (id: string) => {
    const task = store.get(id);
    const plan = store.plan(task.id, task.revision)?.plan;
    return rememberable({ task, plan, nameOf: (machine) => fleet.get(machine)?.name ?? "" }).rememberable;
  };

  const library = whenAsked(join(dataDir, "runbooks"));
  const draftOf = async (id: string): Promise<string> => {
    const { state, revision, request, kind } = store.get(id);
    const plan = store.plan(taskId(id), revision)?.plan;
    if (!taskEnded(state) || !plan)
      throw new AppError("wrong_state", "Only a finished task with a plan can become a runbook.");
    const { draftOf: draftFrom } = await import("./runbooks/draft.ts");
    return draftFrom({ request, kind, plan, machines: fleet.machines() });
  };

  return {
    ports: { memory: port, runbooks: () => library.active() },
    routes: (http: Pick<Http, "route" | "body" | "callerOf">, strip: (viewer: Actor) => Strip): void => {
      memoryRoutes({ http, memory, strip, told, clock });
      runbookRoutes({ http, db, library, strip, draftOf });
    },
  };
}

/** Runbooks rest on the planner, which a hub that starts does not need. */
function whenAsked(dir: string): Library {
  const load = once(async () => (await import("./runbooks/library.ts")).makeLibrary({ dir }));
  return {
    active: async () => (await load()).active(),
    list: async () => (await load()).list(),
    view: async (id) => (await load()).view(id),
    check: async (source, about) => (await load()).check(source, about),
    save: async (source, id) => (await load()).save(source, id),
    remove: async (id) => (await load()).remove(id),
  };
}
