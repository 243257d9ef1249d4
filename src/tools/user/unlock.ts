/** `user.unlock`: lets a locked user in again. */
import * as z from "zod/mini";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";
import { accountLine, accountTable, changedAccount, critical, judgeAccount, restoreOf, userField } from "./accounts.ts";

const input = once(() => z.strictObject({ user: userField() }).check(z.meta({ examples: [{ user: "ann" }] })));
export type UnlockInput = z.infer<ReturnType<typeof input>>;

const check = "it is not locked any more";

export const userUnlock = agentTool({
  name: "user.unlock",
  version: 1,
  does: "Lets a locked user in again, by the password and keys that it had.",
  input,
  output: changedAccount,
  access: "change",
  platforms: ["linux"],
  risk: () => critical("changes who may sign in"),
  level: () => 4,
  preview: ({ user }) => ({ title: `Unlock the user ${user}`, exact: `usermod --unlock --expiredate "" ${user}` }),
  checks: () => ["the program reports no error", check],
  judge: (_input, told) =>
    judgeAccount(
      check,
      { ok: told.after?.locked === false, found: told.after?.locked ? "it is locked" : "it is not locked" },
      told,
    ),
  undo: ({ user }) => ({ kind: "tool", tool: "user.lock", input: { user }, text: `Lock ${user} again` }),
  wayBack: ({ user }, told) => restoreOf(told, `Lock ${user} again as before`),
  line: accountLine,
  table: accountTable,
  timeoutMs: 90_000,
  load: { run: () => import("./unlock.run.ts"), view: () => import("./unlock.view.tsx") },
});
