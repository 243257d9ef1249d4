/** What live pages show, and which happenings change them. Each view is the same fragments that its page was made of. */
import { AddJoined, MachineStatus, MachineTiles } from "../../web/machines/index.ts";
import { FleetStrip, Partial, place, type Fleet } from "../../web/frame/index.ts";
import type { MachineView } from "../api/machine.ts";
import { roleAtLeast, type Viewer } from "../domain/account.ts";
import { AppError } from "../domain/error.ts";
import type { Db } from "./db/database.ts";
import { render } from "./http/html.ts";
import type { Live, Partial as Piece } from "./http/live.ts";
import type { taskPages } from "./tasks/pages.tsx";

/** How often pages of many machines take in new numbers. */
const numbersEveryMs = 2_000;

type Parts = {
  live: Live;
  db: Db;
  tasks: ReturnType<typeof taskPages>;
  fleet: (viewer: Viewer) => Fleet;
  /** The table of the machines that an expression names. */
  machineList: (expr: string, viewer: Viewer) => Promise<Piece[]>;
  machine: (id: string, viewer: Viewer) => MachineView;
  /** Machines that joined by this token, newest first, and how many may. */
  joinedBy: (tokenId: string) => { joined: MachineView[]; uses: number };
};

export function liveViews({ live, db, tasks, fleet, machineList, machine, joinedBy }: Parts): {
  sampled: (machineId: string) => void;
  close: () => void;
} {
  const strip = (viewer: Viewer) => (
    <Partial into={place.fleet}>
      <FleetStrip {...fleet(viewer)} />
    </Partial>
  );
  live.view("home", {
    scoped: true,
    render: (_id, viewer) => (
      <>
        {strip(viewer)}
        {tasks.home(viewer)}
      </>
    ),
  });
  live.view("task", {
    scoped: true,
    render: async (id, viewer) => (
      <>
        {strip(viewer)}
        {await tasks.task(id, viewer)}
      </>
    ),
  });
  live.view("machines", {
    scoped: true,
    render: async (expr, viewer) => [
      { target: `#${place.fleet}`, html: await render(<FleetStrip {...fleet(viewer)} />) },
      ...(await machineList(expr, viewer)),
    ],
  });
  live.view("machine", {
    scoped: true,
    render: (id, viewer) => (
      <>
        {strip(viewer)}
        <Partial into={place.machineStatus}>
          <MachineStatus machine={machine(id, viewer)} />
        </Partial>
        <Partial into={place.machineTiles}>
          <MachineTiles machine={machine(id, viewer)} />
        </Partial>
      </>
    ),
  });
  live.view("add", {
    render: (tokenId, viewer) => {
      if (!roleAtLeast(viewer.role, "admin")) throw new AppError("not_found", "There is no such live view.");
      return (
        <>
          {strip(viewer)}
          <Partial into={place.addJoined}>
            <AddJoined {...joinedBy(tokenId)} />
          </Partial>
        </>
      );
    },
  });

  const stop = db.onEvents((events) => {
    for (const { kind, seq, taskId, machineId } of events) {
      if (taskId !== undefined) live.changed("task", taskId, seq);
      live.changed("home", undefined, seq);
      if (kind === "schedule" || kind === "task") {
        live.changed("schedules", undefined, seq);
        live.changed("schedule", undefined, seq);
      }
      if (!kind.startsWith("machine.")) continue;
      live.changed("machines", undefined, seq);
      live.changed("add", undefined, seq);
      if (machineId !== undefined) live.changed("machine", machineId, seq);
    }
  });
  let fresh = false;
  const timer = setInterval(() => {
    if (!fresh) return;
    fresh = false;
    live.changed("machines");
    live.changed("home");
  }, numbersEveryMs);

  return {
    sampled: (machineId) => {
      fresh = true;
      live.changed("machine", machineId);
    },
    close: () => {
      clearInterval(timer);
      stop();
    },
  };
}
