/** Works out the groups as they are to be, and sets them. */
import { ToolError, type ToolContext } from "../define.ts";
import { adminGroups, type ChangedAccount } from "./accounts.ts";
import { changeAccount, existing, refuseLockingOut } from "./changing.ts";
import { groupNames, here } from "./files.ts";
import type { GroupsInput } from "./groups.ts";

export async function run(
  { user, add = [], remove = [] }: GroupsInput,
  ctx: ToolContext,
  place = here,
): Promise<ChangedAccount> {
  const { groups } = existing(user, place);
  const [own = "", ...others] = groups;
  const known = new Set(groupNames(place));
  const missing = [...add, ...remove].filter((group) => !known.has(group));
  if (missing.length > 0)
    throw new ToolError("bad_input", `This machine has no group ${missing.join(", ")}. Nothing was changed.`);
  if (remove.includes(own))
    throw new ToolError(
      "bad_input",
      `${own} is the own group of ${user}; it is not taken out of that. Nothing was changed.`,
    );
  if (adminGroups.some((group) => remove.includes(group) && groups.includes(group)))
    refuseLockingOut(user, `taken out of ${remove.join(", ")}`, place);
  const wanted = [...new Set([...others.filter((group) => !remove.includes(group)), ...add])];
  return await changeAccount({ user, argvs: [["usermod", "-G", wanted.join(","), user]], place }, ctx);
}
