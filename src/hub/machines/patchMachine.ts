/** Changes what the hub may say of a machine: its name, aliases, tags, and how low its level is held. */
import type { MachinePatch } from "../../api/machine.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Db } from "../db/database.ts";
import type { By } from "./createToken.ts";
import type { Fleet, Held } from "./fleet.ts";
import { checkName, checkTags } from "./names.ts";
import { changeMachine, type Known } from "./store.ts";

type Change = Partial<Pick<Known, "name" | "aliases" | "tags" | "hubMaxLevel">>;

/** What is absent stays. Throws `no_machine`, `validation`, `conflict`, and `wrong_state` for one that is out of the fleet. */
export async function patchMachine({
  wanted,
  patch,
  by,
  db,
  fleet,
}: {
  wanted: string;
  patch: MachinePatch;
  by: By;
  db: Db;
  fleet: Fleet;
}): Promise<Machine> {
  const { id } = fleet.find(wanted);
  const held = fleet.held(id);
  if (!held || held.standing)
    throw new AppError("wrong_state", "This machine is revoked or quarantined and can no longer be changed.");
  const change = checked({ patch, held, taken: fleet.takenNames(id) });
  const data = differences(held, change);
  if (Object.keys(data).length === 0) return fleet.put(held);
  await db.commit({
    do: [changeMachine(db, id, change)],
    events: [{ kind: "machine.changed", machineId: id, data: { name: change.name ?? held.name } }],
    audit: [{ ...by, action: "machine.changed", machineId: id, data }],
  });
  return fleet.put({ ...(fleet.held(id) ?? held), ...change });
}

function checked({ patch, held, taken }: { patch: MachinePatch; held: Held; taken: ReadonlySet<string> }): Change {
  const { name, aliases, tags, maxLevel } = patch;
  const own = (name ?? held.name).toLowerCase();
  if (name !== undefined) refuseTaken(checkName(name), "name", taken);
  for (const alias of aliases ?? []) {
    refuseTaken(checkName(alias, "aliases"), "aliases", taken);
    if (alias.toLowerCase() === own) throw conflict(alias, "aliases");
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(aliases === undefined ? {} : { aliases: [...new Set(aliases)] }),
    ...(tags === undefined ? {} : { tags: checkTags(tags) }),
    ...(maxLevel === undefined ? {} : { hubMaxLevel: maxLevel }),
  };
}

function refuseTaken(name: string, field: string, taken: ReadonlySet<string>): void {
  if (taken.has(name.toLowerCase())) throw conflict(name, field);
}

const conflict = (name: string, field: string): AppError =>
  new AppError("conflict", `Another machine is called ${name}.`, { fields: { [field]: "is taken" } });

/** What was and what is, for the audit. */
function differences(held: Held, change: Change): JsonObject {
  const was: JsonObject = { name: held.name, aliases: held.aliases, tags: held.tags, hubMaxLevel: held.hubMaxLevel };
  const changed = Object.entries(change).filter(
    ([field, value]) => JSON.stringify(was[field]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed.map(([field, value]) => [field, { from: was[field] ?? null, to: value }]));
}
