/** Locks the password and lets the account expire, because a locked password alone lets keys in. */
import type { ToolContext } from "../define.ts";
import type { ChangedAccount } from "./accounts.ts";
import { changeAccount, refuseLockingOut } from "./changing.ts";
import { here } from "./files.ts";
import type { LockInput } from "./lock.ts";

export async function run({ user }: LockInput, ctx: ToolContext, place = here): Promise<ChangedAccount> {
  refuseLockingOut(user, "locked", place);
  return await changeAccount({ user, argvs: [["usermod", "--lock", "--expiredate", "1", user]], place }, ctx);
}
