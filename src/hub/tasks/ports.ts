/** What the task engine needs from the rest of the hub; hub/main.ts hands it in. */
import type { Machine, MachineId } from "../../domain/machine.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import type { Db } from "../db/database.ts";
import type { Link } from "../link/link.ts";
import type { Planner } from "../planning/planner.ts";
import type { OutputStore } from "./outputs.ts";
import type { TaskStore } from "./store.ts";

export type Ports = {
  db: Db;
  store: TaskStore;
  outputs: OutputStore;
  link: Link;
  fleet: { list: () => Machine[]; get: (id: MachineId) => Machine | undefined };
  planner: Planner;
  clock: Clock;
  log: Log;
};

/** The hub itself, as the machine of steps whose tool runs there. */
export const hubMachine = "hub" as MachineId;

export const nameOf = ({ fleet }: Pick<Ports, "fleet">, id: MachineId): string =>
  id === hubMachine ? "hub" : (fleet.get(id)?.name ?? "a removed machine");

/** An approval that nobody gave is void after this. */
export const approvalValidMs = 3_600_000;
