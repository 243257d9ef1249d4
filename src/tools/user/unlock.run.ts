/** Takes back what `user.lock` did; a date that somebody else set stays. */
import { ToolError, type ToolContext } from "../define.ts";
import type { ChangedAccount } from "./accounts.ts";
import { changeAccount, existing } from "./changing.ts";
import { hasLockedPassword, here, ownExpiry } from "./files.ts";
import type { UnlockInput } from "./unlock.ts";

export async function run({ user }: UnlockInput, ctx: ToolContext, place = here): Promise<ChangedAccount> {
  const { locked } = existing(user, place);
  if (!locked && ownExpiry(user, place))
    throw new ToolError("wrong_state", `${user} is not locked by ailx: it has a date of its own. Nothing was changed.`);
  // Without a password behind the mark there is none to unlock, and usermod would refuse all of it.
  const unlock = hasLockedPassword(user, place) ? ["--unlock"] : [];
  return await changeAccount({ user, argvs: [["usermod", ...unlock, "--expiredate", "", user]], place }, ctx);
}
