/** People: made, changed and removed by admins. One active admin is always left. */
import type { UserPatch, UserRequest, UserView } from "../../api/user.ts";
import type { Role } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { parseScope } from "../../domain/scope.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { newId, shortId } from "../../lib/ids.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Change, Db } from "../db/database.ts";
import type { Caller } from "../http/route.ts";
import { hashPassword } from "./passwords.ts";
import type { AccountStore, PersonRow } from "./store.ts";

export type PeoplePorts = { store: AccountStore; db: Db; clock: Clock };

export const viewOfUser = (row: PersonRow): UserView => ({
  id: row.id,
  username: row.username,
  name: row.fullName,
  email: row.email,
  role: row.role as Role,
  ...(row.scope === null ? {} : { scope: row.scope }),
  active: row.active === 1,
  secondFactor: row.totpSealed !== null,
  createdAt: iso(row.createdAtMs),
  ...(row.lastLoginAtMs === null ? {} : { lastLoginAt: iso(row.lastLoginAtMs) }),
});

/** By id, user name or the last six characters of the id. Throws `not_found`. */
export function findUser({ store }: Pick<PeoplePorts, "store">, wanted: string): PersonRow {
  const found =
    store.person(wanted) ?? store.personNamed(wanted) ?? store.people().find(({ id }) => shortId(id) === wanted);
  if (!found) throw new AppError("not_found", "There is no such person.", { hint: "`ailx user list` lists them." });
  return found;
}

/** Throws `conflict` where the name is taken, `validation` and `bad_expression` for a scope that cannot be. */
export async function addUser(ports: PeoplePorts, { actor, origin }: Caller, asked: UserRequest): Promise<UserView> {
  const { store, db, clock } = ports;
  const { username, role } = asked;
  if (store.personLike(username)) throw taken(username);
  const row: PersonRow = {
    id: newId(),
    username,
    fullName: asked.name ?? "",
    email: asked.email ?? "",
    passwordHash: await hashPassword(asked.password),
    role,
    scope: scopeFor(role, asked.scope ?? ""),
    active: 1,
    createdAtMs: clock(),
    lastLoginAtMs: null,
    totpSealed: null,
    totpStep: null,
  };
  await db
    .commit({
      do: [store.addPerson(row)],
      audit: [{ actor, origin, action: "person.created", data: { person: row.id, username, role, scope: row.scope } }],
    })
    .catch((error: unknown) => {
      throw error instanceof AppError && error.code === "conflict" ? taken(username) : error;
    });
  return viewOfUser(row);
}

/**
 * What is absent stays. Whoever loses power loses it everywhere: a change of password, role, scope or second factor ends
 * the person's sign-ins, except the caller's own; one who is not active any more keeps none. Throws `last_admin`.
 */
export async function changeUser(
  ports: PeoplePorts,
  caller: Caller,
  wanted: string,
  patch: UserPatch,
): Promise<UserView> {
  const { store, db } = ports;
  const row = findUser(ports, wanted);
  const change = await changeOf(row, patch);
  const told = differences(row, change);
  if (Object.keys(told).length === 0) return viewOfUser(row);
  const power = ["passwordHash", "role", "scope", "active", "totpSealed"].some((field) => field in told);
  const own = row.id === caller.actor.id ? caller.signInHash : undefined;
  const statements: Change[] = [
    store.changeUnlessLastAdmin(row.id, change),
    ...(patch.secondFactor === false ? [store.forgetRecoveryCodes(row.id)] : []),
    ...(power ? [store.endSignInsOf(row.id, change.active === 0 ? "" : own)] : []),
  ];
  // An admin that stays one needs no other beside.
  const losesAdmin = (change.role ?? row.role) !== "admin" || (change.active ?? row.active) !== 1;
  if (!losesAdmin) statements[0] = store.changePerson(row.id, change);
  await db
    .commit({
      do: statements,
      audit: [
        {
          actor: caller.actor,
          origin: caller.origin,
          action: "person.changed",
          data: { person: row.id, username: row.username, ...told, ...(power ? { signInsEnded: true } : {}) },
        },
      ],
    })
    .catch(lastAdmin);
  return viewOfUser({ ...row, ...change });
}

/** Their sign-ins end and their keys are dead; what they did stays in the audit. Throws `last_admin`. */
export async function removeUser(
  { store, db, clock }: PeoplePorts,
  { actor, origin }: Caller,
  wanted: string,
): Promise<void> {
  const row = findUser({ store }, wanted);
  await db
    .commit({
      do: [
        store.forgetRecoveryCodes(row.id),
        store.endSignInsOf(row.id),
        store.revokeKeysOf(row.id, clock()),
        store.removePerson(row.id),
      ],
      audit: [{ actor, origin, action: "person.removed", data: { person: row.id, username: row.username } }],
    })
    .catch(lastAdmin);
}

async function changeOf(row: PersonRow, patch: UserPatch): Promise<Partial<Omit<PersonRow, "id">>> {
  const role = patch.role ?? (row.role as Role);
  const wish = patch.scope ?? (role === "admin" ? "" : (row.scope ?? ""));
  return {
    ...(patch.name === undefined ? {} : { fullName: patch.name }),
    ...(patch.email === undefined ? {} : { email: patch.email }),
    ...(patch.role === undefined ? {} : { role: patch.role }),
    ...(patch.scope === undefined && patch.role === undefined ? {} : { scope: scopeFor(role, wish) }),
    ...(patch.active === undefined ? {} : { active: patch.active ? 1 : 0 }),
    ...(patch.password === undefined ? {} : { passwordHash: await hashPassword(patch.password) }),
    ...(patch.secondFactor === undefined ? {} : { totpSealed: null, totpStep: null }),
  };
}

/** For the audit: what was and what is, without secrets. */
function differences(row: PersonRow, change: Partial<PersonRow>): JsonObject {
  const secret = new Set(["passwordHash", "totpSealed"]);
  const changed = Object.entries(change).filter(
    ([field, value]) => field !== "totpStep" && row[field as keyof PersonRow] !== value,
  );
  return Object.fromEntries(
    changed.map(([field, value]) => [
      field,
      secret.has(field) ? "changed" : { from: row[field as keyof PersonRow] ?? null, to: value },
    ]),
  );
}

/** Empty: the whole fleet. Throws where the expression cannot be a scope, and for an admin, who has none. */
export function scopeFor(role: Role, text: string): string | null {
  const scope = text.trim();
  if (scope === "" || scope.toLowerCase() === "all") return null;
  if (role === "admin")
    throw new AppError("validation", "An admin reaches the whole hub, so there is no scope.", {
      hint: "Make it an operator or viewer, or leave the scope out.",
      fields: { scope: "is not for admins" },
    });
  return parseScope(scope).text;
}

const taken = (username: string): AppError =>
  new AppError("conflict", `There is somebody called ${username} already.`, { fields: { username: "is taken" } });

function lastAdmin(error: unknown): never {
  if (error instanceof AppError && error.code === "guard_failed")
    throw new AppError("last_admin", "This is the last admin; without one nobody could manage this hub.", {
      hint: "Make somebody else an admin first.",
    });
  throw error;
}
