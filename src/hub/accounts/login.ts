/** Signing in: the password is checked, tries are counted, and a new secret takes the place of the one before. */
import type { Role } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PersonView } from "../../api/auth.ts";
import type { Db } from "../db/database.ts";
import { bearerPrefix } from "../http/identity.ts";
import { networkOf } from "../http/address.ts";
import type { Limit } from "../http/limits.ts";
import { bearerMs, idleMs, maximumMs } from "./identify.ts";
import { checkPassword } from "./passwords.ts";
import { hashOf, newSecret } from "./secrets.ts";
import type { AccountStore, PersonRow, SignInRow } from "./store.ts";

export type LoginPorts = { store: AccountStore; db: Db; clock: Clock; throttle: { byAddress: Limit; byName: Limit } };

/** `cookie` and `bearer` are the secrets; they exist nowhere else. */
export type SignedIn = { person: PersonView; cookie: string; bearer?: string };

type Asked = {
  username: string;
  password: string;
  bearer?: boolean | undefined;
  address: string;
  /** The sign-in that the browser had. */ before?: string | undefined;
};

/** Throws `invalid_credentials` and, after too many of them, `too_many_requests`. */
export async function login(
  ports: LoginPorts,
  { username, password, bearer, address, before }: Asked,
): Promise<SignedIn> {
  const { store, throttle } = ports;
  await throttle.byAddress.take(networkOf(address));
  await throttle.byName.take(username);
  const found = store.personNamed(username);
  const known = found?.active === 1 ? found : undefined;
  if (!(await checkPassword(password, known?.passwordHash)) || known === undefined) {
    await note(ports, { known: found, address });
    throw new AppError("invalid_credentials", "The user name or the password is wrong.");
  }
  await throttle.byAddress.giveBack(networkOf(address));
  await throttle.byName.forget(username);
  return await signInAs(ports, { person: known, bearer, address, before });
}

/** Starts a sign-in for someone who has proved who they are. */
export async function signInAs(
  { store, db, clock }: Pick<LoginPorts, "store" | "db" | "clock">,
  {
    person,
    bearer,
    address,
    before,
  }: { person: PersonRow; bearer?: boolean | undefined; address: string; before?: string | undefined },
): Promise<SignedIn> {
  const nowMs = clock();
  const row = (secret: string, kind: "cookie" | "bearer", validMs: number): SignInRow => ({
    secretHash: hashOf(secret),
    personId: person.id,
    kind,
    address,
    createdAtMs: nowMs,
    seenAtMs: nowMs,
    expiresAtMs: nowMs + validMs,
  });
  const cookie = newSecret();
  const token = bearer === true ? newSecret(bearerPrefix) : undefined;
  await db.commit({
    do: [
      store.endOldSignIns({ nowMs, idleMs }),
      ...(before === undefined ? [] : [store.endSignIn(hashOf(before))]),
      store.addSignIn(row(cookie, "cookie", maximumMs)),
      ...(token === undefined ? [] : [store.addSignIn(row(token, "bearer", bearerMs))]),
      store.changePerson(person.id, { lastLoginAtMs: nowMs }),
    ],
    audit: [
      {
        actor: { id: person.id, name: person.username },
        origin: address,
        action: "login.succeeded",
        data: { bearer: token !== undefined },
      },
    ],
  });
  const view = { id: person.id, name: person.username, role: person.role as Role };
  return { person: view, cookie, ...(token === undefined ? {} : { bearer: token }) };
}

/** A name that is nobody's is not written down: it may be a password in the wrong field. */
async function note(
  { db }: LoginPorts,
  { known, address }: { known: PersonRow | undefined; address: string },
): Promise<void> {
  const actor = known === undefined ? { id: "unknown", name: "unknown" } : { id: known.id, name: known.username };
  await db.commit({ do: [], audit: [{ actor, origin: address, action: "login.failed" }] });
}
