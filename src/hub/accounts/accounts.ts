/** The accounts of one hub: who is who, and what can be done with people, sign-ins and keys. */
import { randomBytes } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import type { Identity } from "../http/identity.ts";
import { sealWith, type Seal } from "../keys/seal.ts";
import { makeIdentity } from "./identify.ts";
import type { LoginPorts } from "./login.ts";
import type { FactorPorts } from "./secondFactor.ts";
import { makeSetup, type Setup } from "./setup.ts";
import { accountStore } from "./store.ts";
import { growing, makeThrottle } from "./throttle.ts";

export type Accounts = LoginPorts & FactorPorts & { identity: Identity; setup: Setup };

type Parts = {
  db: Db;
  clock: Clock;
  /** Prints the set-up code; called only while there is no person. */
  announce: (code: string) => void;
  /** Absent: one that is forgotten with this process. */
  seal?: Seal;
  /** Whether an admin must have a second factor before anything else. */
  adminsNeedTotp?: boolean;
};

export function makeAccounts({
  db,
  clock,
  announce,
  seal = sealWith(randomBytes(32)),
  adminsNeedTotp = false,
}: Parts): Accounts {
  const store = accountStore(db);
  const ports = {
    store,
    db,
    clock,
    seal,
    throttle: makeThrottle(clock),
    codes: growing(clock, "wrong codes for this person"),
    proofs: growing(clock, "wrong passwords or codes"),
    halfway: new Map(),
    pending: new Map(),
  };
  return {
    ...ports,
    identity: makeIdentity({ store, db, clock, adminsNeedTotp }),
    setup: makeSetup(ports, announce),
  };
}
