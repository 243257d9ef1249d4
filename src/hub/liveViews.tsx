/** What live pages show, and which happenings change them. Each view is the same fragments that its page was made of. */
import { AddJoined, MachineStatus, MachineTiles } from "../../web/machines/index.ts";
import { FleetStrip, Partial, place, type Fleet } from "../../web/frame/index.ts";
import type { MachineView } from "../api/machine.ts";
import type { Role } from "../domain/account.ts";
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
  fleet: () => Fleet;
  /** The table of the machines that an expression names. */
  machineList: (expr: string, role: Role) => Promise<Piece[]>;
  machine: (id: string) => MachineView;
  /** Machines that joined by this token, newest first, and how many may. */
  joinedBy: (tokenId: string) => { joined: MachineView[]; uses: number };
};

export function liveViews({ live, db, tasks, fleet, machineList, machine, joinedBy }: Parts): {
  sampled: (machineId: string) => void;
  close: () => void;
} {
  const strip = () => (
    <Partial into={place.fleet}>
      <FleetStrip {...fleet()} />
    </Partial>
  );
  live.view("home", {
    render: (_id, role) => (
      <>
        {strip()}
        {tasks.home(role)}
      </>
    ),
  });
  live.view("task", {
    render: async (id, role) => (
      <>
        {strip()}
        {await tasks.task(id, role)}
      </>
    ),
  });
  live.view("machines", {
    render: async (expr, role) => [
      { target: `#${place.fleet}`, html: await render(<FleetStrip {...fleet()} />) },
      ...(await machineList(expr, role)),
    ],
  });
  live.view("machine", {
    render: (id) => (
      <>
        {strip()}
        <Partial into={place.machineStatus}>
          <MachineStatus machine={machine(id)} />
        </Partial>
        <Partial into={place.machineTiles}>
          <MachineTiles machine={machine(id)} />
        </Partial>
      </>
    ),
  });
  live.view("add", {
    render: (tokenId) => (
      <>
        {strip()}
        <Partial into={place.addJoined}>
          <AddJoined {...joinedBy(tokenId)} />
        </Partial>
      </>
    ),
  });

  const stop = db.onEvents((events) => {
    for (const { kind, seq, taskId, machineId } of events) {
      if (taskId !== undefined) live.changed("task", taskId, seq);
      live.changed("home", undefined, seq);
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
