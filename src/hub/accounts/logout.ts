/** Signing out: the sign-in's row goes, and with it every stream that it opened. */
import type { Db } from "../db/database.ts";
import type { Caller } from "../http/route.ts";
import type { AccountStore } from "./store.ts";

/** A key cannot sign out, and `hub.sock` has nothing to end: for both this does nothing. */
export async function logout(
  { store, db }: { store: AccountStore; db: Db },
  { actor, origin, via, signInHash }: Caller,
): Promise<void> {
  if (signInHash === undefined || via === "key") return;
  await db.commit({ do: [store.endSignIn(signInHash)], audit: [{ actor, origin, action: "login.ended" }] });
}
