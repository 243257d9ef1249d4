/** Removes the user where that locks nobody out. userdel itself refuses one who has processes. */
import type { ToolContext } from "../define.ts";
import type { ChangedAccount } from "./accounts.ts";
import { changeAccount, refuseLockingOut } from "./changing.ts";
import { here } from "./files.ts";
import type { RemoveInput } from "./remove.ts";

export async function run({ user }: RemoveInput, ctx: ToolContext, place = here): Promise<ChangedAccount> {
  refuseLockingOut(user, "removed", place);
  return await changeAccount({ user, argvs: [["userdel", "--", user]], place }, ctx);
}
