/** One's own account: the sign-ins that are open, ending them, and a new password, which ends all others. */
import type { SignInView } from "../../api/user.ts";
import { AppError } from "../../domain/error.ts";
import { iso } from "../../lib/clock.ts";
import type { Limit } from "../http/limits.ts";
import type { Caller } from "../http/route.ts";
import { idleMs } from "./identify.ts";
import { checkPassword, hashPassword } from "./passwords.ts";
import type { PeoplePorts } from "./people.ts";
import { signInId, type PersonRow, type SignInRow } from "./store.ts";

export type OwnPorts = PeoplePorts & { proofs: Limit };

/** The person behind a caller. Throws `wrong_state` for the local admin and for keys: they have no password to manage. */
export function personOf({ store }: Pick<PeoplePorts, "store">, { actor, via }: Caller): PersonRow {
  const row = via === "cookie" || via === "bearer" ? store.person(actor.id) : undefined;
  if (!row)
    throw new AppError("wrong_state", "Only a person who signed in with a password has an account to manage.", {
      hint: "Sign in with name and password; admins manage others under /users.",
    });
  return row;
}

/** Asks for the password once more before anything that could lock its owner out. Throws `invalid_credentials`. */
export async function provePassword(ports: OwnPorts, row: PersonRow, password: string): Promise<void> {
  await ports.proofs.take(row.id);
  if (!(await checkPassword(password, row.passwordHash)))
    throw new AppError("invalid_credentials", "The password is wrong.", { fields: { password: "is wrong" } });
  await ports.proofs.forget(row.id);
}

export const viewOfSignIn = (row: SignInRow, current: string | undefined): SignInView => ({
  id: signInId(row.secretHash),
  kind: row.kind === "bearer" ? "bearer" : "cookie",
  address: row.address,
  userAgent: row.userAgent,
  createdAt: iso(row.createdAtMs),
  seenAt: iso(row.seenAtMs),
  // It also ends when nobody uses it.
  expiresAt: iso(Math.min(row.expiresAtMs, row.seenAtMs + idleMs)),
  current: row.secretHash === current,
});

export const signInsOf = ({ store, clock }: PeoplePorts, personId: string, { signInHash }: Caller): SignInView[] =>
  store.signInsOf(personId, { nowMs: clock(), idleMs }).map((row) => viewOfSignIn(row, signInHash));

/** Throws `not_found` where this person has no such sign-in. */
export async function endSignIn(
  { store, db, clock }: PeoplePorts,
  { actor, origin }: Caller,
  { personId, id }: { personId: string; id: string },
): Promise<void> {
  const row = store.signInsOf(personId, { nowMs: clock(), idleMs }).find((each) => signInId(each.secretHash) === id);
  if (!row) throw new AppError("not_found", "There is no such sign-in.");
  await db.commit({
    do: [store.endSignIn(row.secretHash)],
    audit: [{ actor, origin, action: "sign_in.ended", data: { person: personId, signIn: id, address: row.address } }],
  });
}

/** All sign-ins of a person, except the one that asks. */
export async function endSignIns(
  { store, db }: PeoplePorts,
  { actor, origin, signInHash }: Caller,
  personId: string,
): Promise<void> {
  await db.commit({
    do: [store.endSignInsOf(personId, signInHash)],
    audit: [{ actor, origin, action: "sign_in.ended", data: { person: personId, all: true } }],
  });
}

export async function changePassword(
  ports: OwnPorts,
  caller: Caller,
  { oldPassword, password }: { oldPassword: string; password: string },
): Promise<void> {
  const { store, db } = ports;
  const row = personOf(ports, caller);
  await provePassword(ports, row, oldPassword).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "invalid_credentials") throw error;
    throw new AppError("invalid_credentials", "The old password is wrong.", { fields: { oldPassword: "is wrong" } });
  });
  await db.commit({
    do: [
      store.changePerson(row.id, { passwordHash: await hashPassword(password) }),
      store.endSignInsOf(row.id, caller.signInHash),
    ],
    audit: [
      {
        actor: caller.actor,
        origin: caller.origin,
        action: "person.password_changed",
        data: { person: row.id, username: row.username, signInsEnded: true },
      },
    ],
  });
}
