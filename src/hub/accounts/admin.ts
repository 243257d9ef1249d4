/** The admin whom the environment names: made at the first start, and given a changed password at a later one. */
import { AppError } from "../../domain/error.ts";
import type { Clock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import type { Db } from "../db/database.ts";
import { checkPassword, hashPassword } from "./passwords.ts";
import type { AccountStore } from "./store.ts";

const actor = { id: "environment", name: "ADMIN_USERNAME" };

/** Throws `config_invalid` where only one of the two is set. Does nothing where neither is. */
export async function ensureAdmin(
  { store, db, clock }: { store: AccountStore; db: Db; clock: Clock },
  { username = "", password = "" }: { username?: string | undefined; password?: string | undefined },
): Promise<"none" | "same" | "created" | "changed"> {
  if (username === "" && password === "") return "none";
  if (username === "" || password === "")
    throw new AppError("config_invalid", "ADMIN_USERNAME and ADMIN_PASSWORD belong together; only one is set.", {
      hint: "Set both, or neither.",
    });

  const known = store.personNamed(username);
  if (known === undefined) {
    const id = newId();
    const row = {
      id,
      username,
      passwordHash: await hashPassword(password),
      role: "admin",
      active: 1,
      createdAtMs: clock(),
      lastLoginAtMs: null,
    };
    await db.commit({
      do: [store.addPerson(row)],
      audit: [{ actor, origin: "hub", action: "person.created", data: { person: id, username, role: "admin" } }],
    });
    return "created";
  }
  if (known.role === "admin" && known.active === 1 && (await checkPassword(password, known.passwordHash)))
    return "same";
  await db.commit({
    do: [
      store.changePerson(known.id, {
        passwordHash: await hashPassword(password),
        role: "admin",
        active: 1,
        scope: null,
      }),
      store.endSignInsOf(known.id),
    ],
    audit: [{ actor, origin: "hub", action: "person.password_changed", data: { person: known.id, username } }],
  });
  return "changed";
}
