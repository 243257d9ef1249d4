/** Takes a machine out: its key is dead from this moment, its connection ends, its records stay. */
import { AppError } from "../../domain/error.ts";
import type { Machine, MachineId } from "../../domain/machine.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import type { By } from "./createToken.ts";
import type { Fleet } from "./fleet.ts";
import { retiredName } from "./names.ts";
import { endMachine } from "./store.ts";

/** Ends a machine's connection; from the link. */
export type Drop = (machineId: MachineId, code: "machine_revoked" | "machine_quarantined", detail: string) => void;

type Parts = { db: Db; fleet: Fleet; clock: Clock; drop: Drop };

/** Revoking twice is no error. Throws `no_machine`. */
export async function revokeMachine({
  wanted,
  by,
  db,
  fleet,
  clock,
  drop,
}: Parts & { wanted: string; by: By }): Promise<Machine> {
  const machine = fleet.find(wanted);
  if (machine.state === "revoked") return machine;
  const reason = `revoked by ${by.actor.name} at ${iso(clock())}`;
  const name = retiredName(machine.name, machine.id);
  try {
    await db.commit({
      do: [endMachine(db, machine.id, { name, reason })],
      events: [{ kind: "machine.revoked", machineId: machine.id, data: { name: machine.name } }],
      audit: [{ ...by, action: "machine.revoked", machineId: machine.id, data: { name: machine.name } }],
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "guard_failed") throw error;
  }
  const held = fleet.held(machine.id);
  if (held) fleet.put({ ...held, name, standing: { kind: "revoked", reason } });
  drop(machine.id, "machine_revoked", "This machine was revoked.");
  return fleet.get(machine.id) ?? machine;
}
