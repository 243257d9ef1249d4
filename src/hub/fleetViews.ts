/** What of the fleet exists for whoever looks: its strip, its machines, and whether a machine, task or run is there at all. */
import type { Fleet as Strip } from "../../web/frame/index.ts";
import type { MachineView } from "../api/machine.ts";
import { mayAct, type Viewer } from "../domain/account.ts";
import { parseScope } from "../domain/scope.ts";
import type { Within } from "./http/within.ts";
import type { Fleet } from "./machines/fleet.ts";
import { machineView } from "./machines/view.ts";
import { waiting } from "./tasks/pages.tsx";
import type { Seen } from "./tasks/seen.ts";
import type { TaskStore } from "./tasks/store.ts";

export type FleetViews = {
  strip: (viewer: Viewer) => Strip;
  machines: (viewer: Viewer) => MachineView[];
  /** Throws `no_machine` for one that is not there, or outside of the viewer's scope. */
  machine: (id: string, viewer: Viewer) => MachineView;
  within: Within;
};

export function fleetViews({
  fleet,
  store,
  seen,
}: {
  fleet: Fleet;
  store: Pick<TaskStore, "openByState">;
  seen: Seen;
}): FleetViews {
  return {
    strip: (viewer) => {
      const machines = fleet.workers(viewer.scope);
      const up = machines.filter((machine) => machine.state === "online").length;
      const counts = viewer.scope === undefined ? store.openByState() : seen.openByState(viewer);
      const needsYou = waiting.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
      const forOthers = mayAct(viewer.role) ? {} : { forOthers: true };
      return { up, down: machines.length - up, needsYou, running: counts.get("running") ?? 0, ...forOthers };
    },
    machines: ({ scope }) => fleet.machines(scope).map(machineView),
    machine: (id, { scope }) => machineView(fleet.find(id, scope)),
    within: { machine: (id, { scope }) => void fleet.find(id, scope), task: seen.task, run: seen.run },
  };
}

/** The ids of all machines in a scope, with those that were revoked: what happened there still happened in it. */
export const coveredBy =
  (fleet: Fleet) =>
  (scope: string): string[] =>
    fleet
      .all()
      .filter(parseScope(scope).covers)
      .map(({ id }) => id);
