/** The accounts of one hub: who is who, and what can be done with sign-ins and keys. */
import type { Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import type { Identity } from "../http/identity.ts";
import { limit } from "../http/limits.ts";
import { makeIdentity } from "./identify.ts";
import type { LoginPorts } from "./login.ts";
import { makeSetup, type Setup } from "./setup.ts";
import { accountStore } from "./store.ts";

export type Accounts = LoginPorts & { identity: Identity; setup: Setup };

/** `announce` prints the set-up code; it is called only while there is no person. */
export function makeAccounts({
  db,
  clock,
  announce,
}: {
  db: Db;
  clock: Clock;
  announce: (code: string) => void;
}): Accounts {
  const store = accountStore(db);
  const throttle = {
    byAddress: limit({ tries: 10, windowMs: 60_000, what: "failed logins from this address" }),
    // Against one name from many addresses. The person itself still gets in by hub.sock, or by waiting.
    byName: limit({ tries: 20, windowMs: 300_000, what: "failed logins for this name" }),
  };
  const ports: LoginPorts = { store, db, clock, throttle };
  return { ...ports, identity: makeIdentity({ store, db, clock }), setup: makeSetup(ports, announce) };
}
