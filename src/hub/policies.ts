/** Policies introduced to the rest of the hub: whose accounts, which machines, and who plans what would happen if. */
import type { Actor, Role } from "../domain/account.ts";
import { machineId } from "../domain/machine.ts";
import type { Clock } from "../lib/clock.ts";
import type { Accounts } from "./accounts/accounts.ts";
import type { Db } from "./db/database.ts";
import type { Http } from "./http/app.ts";
import type { Fleet } from "./machines/fleet.ts";
import { makeChanges } from "./policy/change.ts";
import { policyPages } from "./policy/pages.tsx";
import { policyRoutes, type PolicyParts } from "./policy/routes.ts";
import type { PolicyStore } from "./policy/store.ts";

type Parts = {
  http: Http;
  db: Db;
  store: PolicyStore;
  clock: Clock;
  fleet: Fleet;
  accounts: Accounts;
  simulate: PolicyParts["simulate"];
  strip: Parameters<typeof policyPages>[0]["strip"];
};

export function policies({ http, db, store, clock, fleet, accounts, simulate, strip }: Parts): void {
  const parts: PolicyParts = {
    ...http,
    store,
    changes: makeChanges({ db, store, clock }),
    clock,
    fleet: {
      machines: () => fleet.machines(),
      find: (wanted) => fleet.find(wanted),
      nameOf: (id) => fleet.get(machineId(id))?.name ?? "a removed machine",
    },
    personNamed: (name) => actorOf(accounts, name),
    simulate,
  };
  policyRoutes(parts);
  policyPages({ ...parts, strip, people: () => accounts.store.people().map(({ username }) => username) });
}

function actorOf({ store }: Accounts, name: string): Actor | undefined {
  const found = store.personNamed(name);
  if (found === undefined || found.active !== 1) return undefined;
  const { id, username, role, scope } = found;
  return { kind: "person", id, name: username, role: role as Role, ...(scope === null ? {} : { scope }) };
}
