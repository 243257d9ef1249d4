/** A machine whose token asks for a person waits; this lets it in, or refuses it for good. */
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import type { By } from "./createToken.ts";
import type { Fleet } from "./fleet.ts";
import { retiredName } from "./names.ts";
import { admitMachine, endMachine } from "./store.ts";

type Parts = { db: Db; fleet: Fleet; clock: Clock };

/**
 * `fingerprint`: what the person compared with the machine's own screen. Throws `no_machine`, `wrong_state` where it does not
 * wait, `conflict` where its key is another.
 */
export async function decideAdmission({
  wanted,
  admit,
  fingerprint,
  by,
  db,
  fleet,
  clock,
}: Parts & { wanted: string; admit: boolean; fingerprint?: string | undefined; by: By }): Promise<Machine> {
  const machine = fleet.find(wanted);
  const held = fleet.held(machine.id);
  if (!held || held.standing?.kind !== "pending") throw notWaiting(machine.name);
  if (fingerprint !== undefined && fingerprint !== machine.fingerprint)
    throw new AppError("conflict", `The key of ${machine.name} is another: ${machine.fingerprint ?? "none"}.`, {
      hint: "Compare with what the machine shows. If it differs there too, refuse it.",
    });
  const { name } = machine;
  const data = { name, fingerprint: machine.fingerprint ?? "" };
  const reason = `refused by ${by.actor.name} at ${iso(clock())}`;
  const retired = retiredName(name, machine.id);
  await db
    .commit({
      do: [admit ? admitMachine(db, machine.id) : endMachine(db, machine.id, { name: retired, reason })],
      events: [{ kind: admit ? "machine.joined" : "machine.revoked", machineId: machine.id, data: { name } }],
      audit: [{ ...by, action: admit ? "machine.admitted" : "machine.refused", machineId: machine.id, data }],
    })
    .catch((error: unknown) => {
      throw error instanceof AppError && error.code === "guard_failed" ? notWaiting(name) : error;
    });
  const { standing: _standing, ...rest } = fleet.held(machine.id) ?? held;
  return fleet.put(admit ? rest : { ...rest, name: retired, standing: { kind: "revoked", reason } });
}

const notWaiting = (name: string): AppError =>
  new AppError("wrong_state", `${name} does not wait to be let in.`, { hint: "`ailx machines` shows how it stands." });
