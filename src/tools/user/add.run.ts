/** Makes the user, where there is none of that name and its groups are there. */
import { ToolError, type ToolContext } from "../define.ts";
import type { ChangedAccount } from "./accounts.ts";
import { addArgv, type AddInput } from "./add.ts";
import { changeAccount } from "./changing.ts";
import { accountOf, groupNames, here } from "./files.ts";

export async function run(input: AddInput, ctx: ToolContext, place = here): Promise<ChangedAccount> {
  const { user, groups = [] } = input;
  if (accountOf(user, place)) throw new ToolError("conflict", `There is a user ${user} already. Nothing was changed.`);
  const known = new Set(groupNames(place));
  const missing = groups.filter((group) => !known.has(group));
  if (missing.length > 0)
    throw new ToolError("bad_input", `This machine has no group ${missing.join(", ")}. Nothing was changed.`);
  return await changeAccount({ user, argvs: [addArgv(input)], place }, ctx);
}
